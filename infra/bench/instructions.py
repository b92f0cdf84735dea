"""Instructions of a cold start and of a warm request (P1, P4, P5), counted by valgrind: the same at every run.

A report, no gate: it needs `valgrind`. From the unpacked package, the network answered from a tape of what moto said;
the references are boto3's plain client with one item (P1, P5) and with the same rows, one item a row (P4).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from chalicelib.storage import clients, keys
from infra.bench import package, stand
from infra.bench.figures import Figure
from infra.bench.processes import FOLDER, PLACE
from infra.environment import LOCAL_KEYS, variables
from tests import stored
from tests.builders import NOW

FEW, MANY = 11, 31
PATH = "/t/1/scores"
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def figures() -> list[Figure]:
    if not shutil.which("valgrind"):
        print("P1, P4 and P5 are counted by valgrind, which is not here (Debian: apt-get install valgrind): left out.")
        return []
    with tempfile.TemporaryDirectory() as folder, package.built() as (_, task):
        service, raw = Path(folder) / "service.json", Path(folder) / "raw.json"
        _record(service, raw)
        return _figures(_Counter(task, service, raw))


def _record(service: Path, raw: Path) -> None:
    """The request of a person with 32 rows and everything that a cold container asks for it."""
    app, person = stand.start(), stand.Person(1)
    stand.enter(person)
    browser = stand.signed_in(app, person)
    answers: dict[str, str] = {}
    stored.cold()
    keys.forget()

    def ask(params: Any, context: Any, **_: Any) -> None:
        context["asked"] = params["body"].decode()

    def note(response_dict: Any, context: Any, **_: Any) -> None:
        answers[context["asked"]] = response_dict["body"].decode()

    for client in (clients.connection().client, clients.ssm()):
        client.meta.events.register("before-call", ask)
        client.meta.events.register("response-received", note)
    reply = browser.get(PATH)
    if reply.status != 200:
        raise RuntimeError(reply.body.decode())
    converter = browser.client.http._local_gateway.event_converter
    headers = {name: value or "" for name, value in browser.headers("GET").items()}
    event = converter.create_lambda_event("GET", PATH, headers)
    service.write_text(json.dumps({"now": NOW, "event": event, "answers": answers}), "utf-8")
    rows = [_row(place) for place in range(len(stand.SITTINGS) * stand.ROWS_A_SITTING)]
    tape = {"get": json.dumps({"Item": rows[0]}), "query": json.dumps({"Items": rows, "Count": len(rows)})}
    raw.write_text(json.dumps(tape), "utf-8")


def _row(place: int) -> dict[str, dict[str, str]]:
    """One score as most would store it: an item of nine attributes."""
    texts = {"pk": "C#1", "sk": f"A#S#2026-04#{place:05}", "code": "03708", "name": "课程03708", "kind": "theory"}
    numbers = {"score": "70", "credits2": "8", "ref": "1", "released": "1796004000000"}
    return {name: {"S": text} for name, text in texts.items()} | {name: {"N": one} for name, one in numbers.items()}


class _Counter:
    def __init__(self, task: Path, service: Path, raw: Path) -> None:
        self._task, self._service, self._raw = task, service, raw
        self._quiet = {name: value for name, value in os.environ.items() if name == "PATH"}

    def bare(self) -> int:
        return self._counted("-S", "-c", "pass")

    def service(self, times: int, *more: str) -> int:
        program = str(FOLDER / "programs/service.py")
        return self._counted("-S", program, str(self._task), str(self._service), str(times), *more)

    def raw(self, times: int, what: str) -> int:
        return self._counted(str(FOLDER / "programs/raw.py"), str(self._raw), str(times), what)

    def _counted(self, *arguments: str) -> int:
        valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        done = subprocess.run(
            [*valgrind, sys.executable, "-E", "-B", *arguments],
            env=self._quiet | variables(PLACE) | LOCAL_KEYS | {"PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        found = _COUNTED.search(done.stderr)
        if done.returncode or not found:
            raise RuntimeError(done.stdout[-500:] + done.stderr[-2_000:])
        return int(found[1].replace(",", ""))


def _figures(count: _Counter) -> list[Figure]:
    wanted: dict[str, Callable[[], int]] = {
        "bare": count.bare,
        "cold service": partial(count.service, 1),
        "cold boto3": partial(count.raw, 1, "get"),
    }
    for times in (FEW, MANY):
        wanted |= {
            f"service {times}": partial(count.service, times),
            f"rest {times}": partial(count.service, times, "store"),
            f"get {times}": partial(count.raw, times, "get"),
            f"query {times}": partial(count.raw, times, "query"),
        }
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(wanted, pool.map(lambda one: one(), wanted.values()), strict=True))
    warm = {
        name: (found[f"{name} {MANY}"] - found[f"{name} {FEW}"]) / (MANY - FEW)
        for name in ("service", "rest", "get", "query")
    }
    cold = (found["cold service"] - found["bare"]) / (found["cold boto3"] - found["bare"])
    score, rest = warm["service"] / warm["query"], warm["rest"] / warm["get"]
    print({name: f"{number / 1e6:,.3f} M" for name, number in ({**found, **warm}).items()})
    return [
        Figure("P1", "cold start to the first answer ÷ boto3's client and one get (≤ 0.75 wanted)", cold, digits=2),
        Figure("P4", "warm score request ÷ boto3's query of the same rows (≤ 0.30 wanted)", score, digits=2),
        Figure("P5", "the same without storage ÷ one boto3 get (≤ 0.10 wanted)", rest, digits=2),
    ]

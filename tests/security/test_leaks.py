"""After a whole run no person and no secret stands in logs, keys, addresses or tables but where it must (row 80)."""

import base64
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib import observability
from chalicelib.handlers import http
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from tests.handlers.conftest import answers
from tests.security import faults, scanner, world
from tests.security.first_use import first_use
from tests.security.thread import Run, whole

__all__ = ["answers"]

NUMBER = world.FIRST.id_number
TOKEN = "nKx0-qP_4vR8sT2wY6zA1bC3dE5fG7hI9jL0mN2oQ4u"
NAMES = {"name": world.FIRST.name, "ticket": world.FIRST.tickets[0].number}
# Where a secret or a name may stand: table and beginning of the key.
ALLOWED = {
    "name": {("records", "C#", "A"), ("records", "L#", "-")},
    "ticket": {("records", "C#", "A")},
    "password hash": {("records", "L#", "-"), ("registry", "STAFF#", "-")},
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that any logger says from INFO on, ours and others'."""
    out = io.StringIO()
    observability.configure()
    ours, root, handler = observability.LOGGER.handlers[0], logging.getLogger(), logging.StreamHandler(out)
    assert isinstance(ours, logging.StreamHandler)
    before, level = ours.setStream(out), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)
    ours.setStream(before)


@pytest.fixture
def run(
    record: None, app: Any, clock: Any, answers: list[str], lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> Run:
    made = Run(app, clock, answers)
    made.watch(monkeypatch)
    whole(made)
    first_use(made)
    return made


def place(item: dict[str, Any]) -> tuple[str, str, str]:
    """Table, kind of partition, kind of sort key."""
    table = item["table"].rpartition("-")[2]
    return table, item["pk"]["S"].partition("#")[0] + "#", item["sk"]["S"].partition("#")[0]


def test_nothing_of_a_run_stays_in_logs_tables_and_addresses(run: Run, lines: io.StringIO) -> None:
    log, secrets = lines.getvalue(), run.secrets | NAMES
    assert log.count('"request"') == len(run.exchanges) > 50
    assert scanner.found(log, secrets) == []
    assert [one.path for one in run.exchanges if scanner.found(one.path, secrets)] == []
    stored = clients.s3().list_objects_v2(Bucket=SETTINGS.accepted)["Contents"]
    assert scanner.found(" ".join(one["Key"] for one in stored), secrets) == []
    where: dict[str, set[tuple[str, str, str]]] = {}
    for item in faults.dump():
        for name in scanner.found(repr(item), secrets):
            where.setdefault(name, set()).add(place(item))
    assert where == ALLOWED


def test_the_run_passes_every_route(run: Run) -> None:
    """A new route must join the run, or nobody looks at what it leaves behind."""
    patterns = {route: re.compile(re.sub(r"\{\w+\}", "[^/]+", route.path) + r"(\?.*)?") for route in http.ROUTES}
    unused = [
        f"{route.method} {route.path}"
        for route, pattern in patterns.items()
        if not any(one.method == route.method and pattern.fullmatch(one.path) for one in run.exchanges)
    ]
    assert unused == []


PLANTED = {
    "a number in a sentence": f"no rule for {NUMBER}",
    "a number in JSON": json.dumps({"id": NUMBER}),
    "a number in an address": f"/applications?id={NUMBER}&t=1",
    "a number in three parts": f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
    "a number with hyphens": "-".join((NUMBER[:6], NUMBER[6:14], NUMBER[14:])),
    "a number backwards": NUMBER[::-1],
    "a number in base64": base64.b64encode(f"x{NUMBER}y".encode()).decode(),
    "a number in base64, moved": base64.b64encode(f"xy{NUMBER}".encode()).decode(),
    "a number in hex": NUMBER.encode().hex(),
    "a stranger's number": "login failed for 11010519491231002X",
    "a stranger's number in lower case": "login failed for 11010519491231002x.",
    "a mobile": "sms to 13800138000",
    "a mobile with its country": "sms to +86 138-0013-8000",
    "a name": f"welcome {world.FIRST.name}",
    "a name escaped": json.dumps(world.FIRST.name),
    "a name in an address": "/search?q=" + quote(world.FIRST.name),
    "a ticket": f"ticket {world.FIRST.tickets[0].number}",
    "a password": "tried 竹外桃花三两枝 2026",
    "a password in an address": quote("竹外桃花三两枝 2026"),
    "a session": f"Cookie: session={TOKEN}",
    "a session in JSON": json.dumps({"headers": {"X-Token": TOKEN}}),
    "a cookie of any value": "Cookie: __Host-kaoji=whatever",
    "a password hash": "$argon2id$v=19$m=19456,t=2,p=1$c29tZQ$aGFzaA",
    "a telephone's secret": "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
}
KNOWN = NAMES | {"number": NUMBER, "password": "竹外桃花三两枝 2026", "token": TOKEN}


@pytest.mark.parametrize("leak", PLANTED)
def test_the_scanner_finds_what_was_planted(leak: str) -> None:
    line = '{"level": "INFO", "event": "request", "ref": "TRWAU56D", "said": "%s"}'
    assert scanner.found(line % PLANTED[leak], KNOWN)


def test_the_scanner_is_silent_about_what_may_be_logged() -> None:
    harmless = (
        f'{{"ref": "TRWAU56D", "ms": 13, "at": 1796176800000, "cid": "{world.FIRST.cid}", "day": "20261202"}} '
        '{"no": "01M8T7NT80G4918VN8YNRJ", "masked": "000***********0018", "ticket": "99…001"} '
        '{"sha": "18f0000001990010100138001380001"}'
    )
    assert scanner.found(harmless, KNOWN) == []

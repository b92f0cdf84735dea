"""After a whole run no person and no secret stands in logs, keys, addresses or tables but where it must (row 80)."""

import base64
import io
import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib import observability
from chalicelib.handlers import http
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.tables import RecordItem
from infra.local import minute
from tests.handlers.conftest import answers
from tests.security import faults, scanner, world
from tests.security.actors import Run
from tests.security.first_use import first_use
from tests.security.thread import whole

__all__ = ["answers"]

NUMBER = world.FIRST.id_number
TOKEN = "nKx0-qP_4vR8sT2wY6zA1bC3dE5fG7hI9jL0mN2oQ4u"
NAMES = {"name": world.FIRST.name, "ticket": world.FIRST.tickets[0].number}
_MAC = re.compile(r"1[0-9a-f]{64}")
# Of items: their own, and those of the indexes.
KEYS = ("pk", "sk", "w", "ws", "day")
# Where a secret or a name may stand: table and beginning of the key.
ALLOWED = {
    "name": {("records", "C#", "A"), ("records", "L#", "-")},
    "ticket": {("records", "C#", "A")},
    # A graduation says how its applicant can be reached: in its round, as sent.
    "mobile": {("records", "C#", "X")},
    "mailbox": {("records", "C#", "X")},
    "password hash": {("records", "L#", "-"), ("registry", "STAFF#", "<mac>")},
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
    kind = item["sk"]["S"].partition("#")[0]
    return table, item["pk"]["S"].partition("#")[0] + "#", _MAC.sub("<mac>", kind)


Places = dict[str, set[tuple[str, str, str]]]


def leaks(run: Run, log: str) -> dict[str, list[str]]:
    """What is found at each way out. Cookies and tokens are for their owner's browser: in headers people count."""
    secrets = run.secrets | NAMES
    people = {name: one for name, one in secrets.items() if not name.startswith(("cookie", "csrf"))}
    headers = [{k: v for k, v in one.reply.headers.items() if k != "Set-Cookie"} for one in run.exchanges]
    keys = (value for item in faults.dump() for name in KEYS if name in item for value in item[name].values())
    ways: dict[str, tuple[Iterable[str], dict[str, str]]] = {
        "log": ([log], secrets),
        "addresses": ((one.path for one in run.exchanges), secrets),
        "headers": (map(json.dumps, headers), people),
        "keys": (keys, secrets),
        "names of objects": ((name for name, _ in objects()), secrets),
        "objects": ((body.decode("latin-1") for _, body in objects()), secrets),
        "texts": (run.texts, people),
    }
    return {way: [one for text in texts for one in scanner.found(text, known)] for way, (texts, known) in ways.items()}


def places(run: Run) -> Places:
    """Where in the tables something that may not be everywhere stands."""
    where: Places = {}
    for item in faults.dump():
        for name in scanner.found(repr(item), run.secrets | NAMES):
            where.setdefault(name, set()).add(place(item))
    return where


def test_nothing_of_a_run_stays_in_logs_tables_and_addresses(run: Run, lines: io.StringIO) -> None:
    """Of the API, and of the functions that the clock runs afterwards."""
    for function in minute.functions(run.app):
        function.run(minute._event(function.name), None)
    log = lines.getvalue()
    assert log.count('"request"') == len(run.exchanges) > 50
    assert all(f'"event": "{said}"' in log for said in ("minute", "outbox", "reminders", "hour", "arrivals"))
    assert run.texts
    assert len(list(objects())) > 2
    assert {way: found for way, found in leaks(run, log).items() if found} == {}
    assert places(run) == ALLOWED


def test_at_each_way_out_a_leak_would_be_noticed(run: Run) -> None:
    number, [one, *_] = world.FIRST.id_number, run.exchanges
    RecordItem(f"C#{number}", "-", body="{}").save()
    RecordItem("C#x", "-", body=json.dumps({"note": number})).save()
    clients.s3().put_object(Bucket=SETTINGS.accepted, Key=number, Body=number.encode())
    run.texts.append(number)
    run.exchanges.append(one._replace(path=f"/x/{number}", reply=one.reply._replace(headers={"X-Who": number})))
    assert all(leaks(run, f"login of {number}").values())
    assert ("records", "C#", "-") in places(run)["resident number"] | places(run)[f"{world.FIRST.name} number"]


def objects() -> Iterator[tuple[str, bytes]]:
    """Everything that browsers can be given, and what it is called; what is still incoming is as people sent it."""
    for bucket in (SETTINGS.accepted, SETTINGS.site):
        for one in clients.s3().list_objects_v2(Bucket=bucket).get("Contents", []):
            found = clients.s3().get_object(Bucket=bucket, Key=one["Key"])
            yield f"{one['Key']} {found['Metadata']}", found["Body"].read()


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
    "a number in full width": NUMBER.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}),
    "a number with something invisible in it": "\u200b".join(NUMBER),
    "a number of escaped digits": "".join(f"%{ord(one):02x}" for one in NUMBER),
    "a number as a list": json.dumps(list(NUMBER)),
    "a number in upper-case hex": NUMBER.encode().hex().upper() + "AB",
    "a key of the cloud": "id=AKIA" + "ABCDEFGHIJKLMNOP",
    "a private key": "-----BEGIN RSA PRIVATE" + " KEY-----",
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

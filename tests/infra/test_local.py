"""Parts of the local stack that need no running one: the minute, the welcome, the policy of pages."""

import io
import socket
import struct
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pyotp
import pytest

from app import app
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.tables import RegistryItem
from infra.environment import Place
from infra.headers import page_policy
from infra.local import gateway, minute, rewind, welcome
from infra.local.gateway import Host
from infra.local.minute import Scheduled
from infra.local.static_site import Answer, StaticSite
from infra.seeds import Candidate, Demo, Official
from tests.conftest import PLACE as STORED

PLACE = Place(stage="local", candidate_origin="http://127.0.0.1:1", console_origin="http://127.0.0.1:2")
DEMO = Demo(
    people=(Candidate("a", "甲·演示", "000000199503120014", "yanshi-a", "尚未申请", "0" * 32, ("plan",)),),
    staff=(Official("fudan1", "乙·演示", "初审", "shenhe-yanshi", pyotp.random_base32()),),
)


def test_every_scheduled_function_has_its_turn() -> None:
    scheduled = {one.name: one.minutes for one in minute.functions(app)}
    assert set(scheduled) == {source.name for source in app.event_sources}
    assert scheduled["every_minute"] == 1


def test_a_rate_decides_when_a_function_runs() -> None:
    ran: list[str] = []
    scheduled = tuple(Scheduled(str(rate), rate, lambda *_, name=rate: ran.append(str(name))) for rate in (1, 2, 60))
    for passed in (0, 1, 2, 60):
        minute.run_due(scheduled, passed)
    assert ran == ["1", "2", "60", "1", "1", "2", "1", "2", "60"]


def test_a_failing_function_is_shown_and_does_not_stop_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    ran: list[str] = []

    def fails(_event: Any, _context: None) -> None:
        raise ValueError("broken")

    minute.run_due((Scheduled("one", 1, fails), Scheduled("two", 1, lambda *_: ran.append("two"))), 1)
    assert ran == ["two"]
    assert "ValueError: broken" in capsys.readouterr().err


def test_the_minute_comes_again_until_it_is_told_to_stop() -> None:
    third = threading.Event()
    counted: list[int] = []

    def count(*_: Any) -> None:
        counted.append(1)
        if len(counted) == 3:
            third.set()

    over = minute.start((Scheduled("count", 1, count),), seconds=0.01)
    assert third.wait(5)
    over.set()


def test_what_is_stored_becomes_again_what_it_was_as_often_as_is_asked(aws: None) -> None:
    """Between two journeys of a browser: what was changed, what came and what went."""
    ran: list[str] = []
    kept, site = RegistryItem("kept", "-", body="as it was"), {"Bucket": SETTINGS.site, "Key": "kept"}
    kept.save()
    clients.s3().put_object(**site, Body=b"as it was")
    answer = rewind.helper(STORED, then=lambda: ran.append("minute"))
    for _ in range(2):
        kept.delete()
        RegistryItem("new", "-").save()
        clients.s3().put_object(**site, Body=b"changed")
        clients.s3().put_object(Bucket=SETTINGS.site, Key="new", Body=b"")
        assert answer("").status == HTTPStatus.NO_CONTENT
        assert [(item.pk, item.body) for item in RegistryItem.scan()] == [("kept", "as it was")]
        listed = clients.s3().list_objects_v2(Bucket=SETTINGS.site)["Contents"]
        assert [one["Key"] for one in listed] == ["kept"]
        assert clients.s3().get_object(**site)["Body"].read() == b"as it was"
    assert ran == ["minute", "minute"]


def test_the_welcome_names_everybody_and_every_address(capsys: pytest.CaptureFixture[str]) -> None:
    welcome.show(PLACE, DEMO, "http://127.0.0.1:9", seconds=1)
    told = capsys.readouterr().out
    person, member = DEMO.people[0], DEMO.staff[0]
    for text in (PLACE.candidate_origin, PLACE.console_origin, person.name, person.id_number, person.password):
        assert text in told
    assert member.password in told
    assert pyotp.TOTP(member.secret).now() in told


def test_without_a_terminal_the_codes_come_again_when_they_change(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr(welcome.time, "sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        welcome.wait(DEMO)
    assert capsys.readouterr().out.count("动态验证码") == 2
    assert all(0 < seconds <= 30 for seconds in slept)


def test_a_browser_that_leaves_early_leaves_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked, gone = threading.Event(), threading.Event()

    def late(_target: str) -> Answer:
        asked.set()
        gone.wait(5)
        return Answer(200, {}, b"x" * 4_000_000)

    host = Host(name="candidate", site=StaticSite(tmp_path, ""), site_bucket="", extras={"/late": late})
    with gateway.server(app, 0, host).server as server:
        server.daemon_threads = False  # closing waits for the answer
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with socket.create_connection(server.server_address) as browser:
            browser.sendall(b"GET /late HTTP/1.1\r\n\r\n")
            assert asked.wait(5)
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.set()
        server.shutdown()
    assert "Traceback" not in capfd.readouterr().err


def test_columns_line_up_under_chinese_names() -> None:
    assert welcome._padded("甲·演示", 12) == "甲·演示" + " " * 5


def test_a_policy_names_foreign_origins_only_where_they_are_needed() -> None:
    assert "img-src 'self' blob: https://img.example;" in page_policy(images="https://img.example")
    assert "connect-src 'self' https://up.example;" in page_policy(uploads="https://up.example")
    assert "http" not in page_policy()
    assert "unsafe" not in page_policy()

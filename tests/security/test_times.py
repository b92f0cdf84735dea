"""Dates decide, at the instant a request is stamped, to the millisecond; nothing else opens or closes (rows 32-36)."""

import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import DAY, HOUR, MINUTE, SECOND, Instant, later
from chalicelib.domain.reviews import RETURN
from chalicelib.handlers.events import every_hour, every_minute
from chalicelib.storage import windows
from chalicelib.storage.tables import RegistryItem
from tests.apiclient import Browser, Reply
from tests.builders import a_window
from tests.security import world
from tests.stored import EDIT

WINDOW = a_window()
EDGES = [
    (WINDOW.opens - 1, 409),
    (WINDOW.opens, 201),
    (WINDOW.closes - 1, 201),
    (WINDOW.closes, 409),
    (WINDOW.closes + 1, 409),
]


@pytest.fixture
def at(app: Any, clock: Any, record: None) -> Callable[[int], Browser]:
    """The first candidate, freshly signed in at an instant."""

    def moved(now: int) -> Browser:
        clock.now = now
        return world.as_candidate(app, world.FIRST, Instant(now))

    return moved


def submit(browser: Browser) -> Reply:
    return browser.post("/t/1/exemptions", world.form(), idempotency_key=world.a_key())


@pytest.mark.parametrize(("now", "status"), EDGES)
def test_the_closing_millisecond_is_out_and_the_one_before_is_in(
    now: int, status: int, at: Callable[[int], Browser]
) -> None:
    reply = submit(at(now))
    assert reply.status == status
    if status == 409:
        assert reply.code == "window_closed"
        assert "已填写的内容已保留" in reply.json["message"]


@pytest.mark.parametrize(("now", "status"), EDGES)
def test_a_waiting_application_is_changed_within_the_same_window(
    now: int, status: int, at: Callable[[int], Browser]
) -> None:
    [no] = world.submit(at(WINDOW.opens))
    reply = world.next_round(at(now), no, 1)
    assert reply.status == (200 if status == 201 else 409)


@pytest.mark.parametrize(("now", "status"), [(WINDOW.corrects - 1, 200), (WINDOW.corrects, 409)])
def test_mending_ends_at_its_own_instant(
    now: int, status: int, at: Callable[[int], Browser], school: Browser, clock: Any
) -> None:
    [no] = world.submit(at(clock()))
    case = f"{world.FIRST.cid}.{no}"
    fault = [{"part": 0, "reasons": ["EX14"]}]
    assert world.decide(school, case, RETURN, items=fault).status == 200
    reply = world.next_round(at(now), no, 2)
    assert reply.status == status


def test_what_was_typed_is_kept_after_the_close(at: Callable[[int], Browser]) -> None:
    draft = {"target": "new", "step": "courses", "body": {"units": ["00015"]}, "ver": 0}
    late = at(WINDOW.closes)
    assert late.send("PUT", "/t/1/drafts/exemption", draft).status == 200
    assert submit(late).code == "window_closed"
    assert len(late.get("/t/1/drafts/exemption").json["drafts"]) == 1


@pytest.mark.parametrize("before", [-1, 1])
@pytest.mark.parametrize("age", [0, 30 * SECOND - 1])
def test_closing_early_is_exact_although_windows_are_kept_for_30_seconds(
    age: int, before: int, at: Callable[[int], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another container's edit, 60 s ahead of its effect as it must be; this one read the old dates just before."""
    edited = later(WINDOW.opens, HOUR)
    closes = later(edited, MINUTE)
    assert at(edited - age).get("/t/1/exemptions").status == 200
    monkeypatch.setattr(windows, "forget", lambda: None)
    windows.save((msgspec.structs.replace(WINDOW, closes=closes),), seen=1, edit=EDIT)
    assert submit(at(closes + before)).status == (201 if before < 0 else 409)


def accepted(at: Callable[[int], Browser], storm: Callable[[], object]) -> list[int]:
    """What becomes of a submission at each edge; the accepted ones are taken back."""
    statuses = []
    for now, _ in EDGES:
        browser = at(now)
        storm()
        reply = submit(browser)
        storm()
        statuses.append(reply.status)
        for one in reply.json.get("applications", ()):
            path = f"/applications/{one['no']}/withdrawal"
            assert browser.post(path, {"ver": 1}, idempotency_key=world.a_key()).status == 200
    return statuses


def test_scheduled_events_decide_nothing(at: Callable[[int], Browser], clock: Any) -> None:
    """None, late, early, twice or forged: the payload is ignored, acceptances are the same."""
    fields = ("version", "account", "region", "detail", "detail-type", "source", "time", "id", "resources")
    lies = [dict.fromkeys(fields, lie) for lie in ("2099-01-01T00:00:00Z", None, {"closes": 0}, "close everything")]
    turns = itertools.cycle([-DAY, 0, 30 * DAY])

    def storm() -> None:
        stamped = clock.now
        for lie in lies:
            clock.now = stamped + next(turns)
            every_minute(lie, None)
            every_hour(lie, None)
        clock.now = stamped

    calm = accepted(at, lambda: None)
    assert calm == [status for _, status in EDGES]
    assert accepted(at, storm) == calm


def test_of_two_editors_the_loser_leaves_no_trace(record: None) -> None:
    """A submission's event names the revision it was judged by: that entry must stay what it was."""
    mine, theirs = (msgspec.structs.replace(WINDOW, notice=notice) for notice in ("mine", "theirs"))
    windows.save((mine,), seen=1, edit=EDIT)
    with pytest.raises(ConflictError):
        windows.save((theirs,), seen=1, edit=EDIT)
    bodies = {item.sk: item.body or "" for item in RegistryItem.query("CONF")}
    assert list(bodies) == ["windows", "windows#000001", "windows#000002"]
    assert bodies["windows"] == bodies["windows#000002"]
    assert "theirs" not in "".join(bodies.values())

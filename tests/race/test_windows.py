"""A window that closes early while people submit: who asked before its end gets in, nobody else does (I6, I7, I8, I35).

An office and 20 containers, each with its own copy of the windows, live in a time that runs 100 times as fast as ours.
`make test` runs 3 rounds, `make test-long` 100 (threat rows 32, 33).
"""

import time
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from threading import local
from types import ModuleType
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.applications import Operation
from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import DomainError, WindowClosedError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import MINUTE, SECOND, Instant, later
from chalicelib.domain.windows import Business, Window
from chalicelib.storage import windows
from chalicelib.storage.tables import RegistryItem
from chalicelib.usecases.imports.import_windows import import_windows
from tests.builders import NOW, a_ticket, a_window
from tests.race import acting, graduates, movers
from tests.race.conftest import FEW_ROUNDS, Doing, breaks, contend, winners
from tests.stored import EDIT

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

CONTAINERS, PACE = 20, 100
# When the first container asks; the others follow each a second later. The last time is around the end, 60 s after
# the edit; by the second, copies that were read before the edit are still in use.
ASKING = (0, 22 * SECOND, 58 * SECOND)
EDITED = 8 * SECOND


class Asked(NamedTuple):
    at: Instant
    cid: Cid
    unit: str
    outcome: bytes | DomainError


class Shanghai:
    """The time of day, faster."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self) -> Instant:
        return later(NOW, int((time.monotonic() - self._start) * PACE * SECOND))

    def wait(self, until: int) -> Instant:
        time.sleep(max(0.0, until / SECOND / PACE - (time.monotonic() - self._start)))
        return self()


def container() -> ModuleType:
    """The module as another container has it loaded: the same code, its own copy of what it read."""
    spec = spec_from_file_location("windows", windows.__file__)
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def containers(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every thread is one."""
    own = local()

    def load(now: Instant) -> Any:
        own.module = getattr(own, "module", None) or container()
        return own.module.load(now)

    monkeypatch.setattr(windows, "load", load)


@pytest.fixture(autouse=True)
def afterwards(opened: None) -> Any:
    """The windows as they were, for whoever comes next."""
    before = windows.fresh()
    yield
    windows.save(before.rows, seen=windows.fresh().rev, edit=EDIT)


class Wish(NamedTuple):
    """What somebody means to send as soon as the time has come."""

    cid: Cid
    unit: str
    send: Callable[[Operation], Doing]


Wishes = Callable[[], list[Wish]]


def exemptions_of_one() -> list[Wish]:
    cid = acting.someone()
    return [
        Wish(cid, unit, lambda op, unit=unit: acting.submission(cid, op, unit=unit))  # type: ignore[misc]
        for unit in acting.UNITS
    ]


def graduations() -> list[Wish]:
    """Of three people: a graduation is applied for once."""
    return [_graduation() for _ in ASKING]


def _graduation() -> Wish:
    cid = graduates.somebody()
    item = graduates.typed(cid)
    return Wish(cid, a_ticket().major_code, lambda op: graduates.submission(cid, item, op))


def transfers() -> list[Wish]:
    """Of three people: a ticket leaves once."""
    return [_transfer(acting.someone()) for _ in ASKING]


def _transfer(cid: Cid) -> Wish:
    sent = movers.order(cid)
    return Wish(cid, str(sent.ref), lambda op: movers.submission(cid, sent, op))


# What is sent, and in how many rounds: graduates and movers take longer to make.
KINDS: dict[Business, tuple[Wishes, int]] = {
    Business.EXEMPTION: (exemptions_of_one, FEW_ROUNDS),
    Business.GRADUATION: (graduations, max(1, FEW_ROUNDS // 3)),
    Business.TRANSFER_OUT: (transfers, max(1, FEW_ROUNDS // 3)),
}


def reopened(business: Business = Business.EXEMPTION) -> Window:
    row = a_window(business=business)
    windows.save((row,), seen=windows.fresh().rev, edit=EDIT)
    return row


def closing(
    closes: Callable[[Instant], Instant], *, judged: bool = True, business: Business = Business.EXEMPTION
) -> tuple[list[list[Asked]], Window]:
    """What everybody was told, and the window as the office left it."""
    row = reopened(business)
    wishes = [KINDS[business][0]() for _ in range(CONTAINERS)]
    told: list[list[Asked]] = [[] for _ in wishes]

    def close() -> bytes:
        now = clock.wait(EDITED)
        edited = msgspec.structs.replace(row, closes=closes(now))
        if judged:
            assert import_windows((edited,), EDIT._replace(at=now), is_rehearsal=False).faults == ()
        else:
            windows.save((edited,), seen=windows.fresh().rev, edit=EDIT)
        return b"closed"

    def ask(place: int) -> bytes:
        for moment, (cid, unit, send) in zip(ASKING, wishes[place], strict=True):
            now = clock.wait(moment + place * SECOND)
            doing = send(acting.op(cid, at=now))
            try:
                told[place].append(Asked(now, cid, unit, doing()))
            except DomainError as refused:
                told[place].append(Asked(now, cid, unit, refused))
        return b"asked"

    clock = Shanghai()
    contend([close, *(lambda place=place: ask(place) for place in range(CONTAINERS))])  # type: ignore[misc]
    [after] = windows.fresh().rows
    return told, after


def late(told: list[list[Asked]], row: Window) -> list[Asked]:
    """Who got in though it was over."""
    return [one for asked in told for one in asked if isinstance(one.outcome, bytes) and one.at >= row.closes]


@pytest.mark.parametrize("business", KINDS)
@pytest.mark.usefixtures("containers")
def test_a_window_that_closes_early_lets_in_all_before_and_none_after(business: Business) -> None:
    for _ in range(KINDS[business][1]):
        told, row = closing(lambda now: Instant(-(-later(now, MINUTE) // SECOND) * SECOND), business=business)
        asked = [one for several in told for one in several]
        assert {one.at < row.closes for one in asked} == {True, False}, "some came in time and some too late"
        assert late(told, row) == []
        for one in asked:
            found = [case for case in acting.all_cases(one.cid) if case.unit == one.unit]
            assert isinstance(one.outcome, bytes if one.at < row.closes else WindowClosedError)
            assert [case.submitted_at for case in found] == [one.at] * (one.at < row.closes)


@pytest.mark.usefixtures("containers")
def test_without_the_minutes_notice_some_get_in_too_late() -> None:
    assert breaks(lambda: bool(late(*closing(lambda now: later(now, 10 * SECOND), judged=False))))


def edits() -> list[Callable[[], bytes]]:
    """Twenty people of the office, each of whom closes at another minute."""
    reopened()

    def edit(minutes: int) -> bytes:
        row = a_window(closes=later(NOW, minutes * MINUTE))
        assert import_windows((row,), EDIT, is_rehearsal=False).faults == ()
        return str(row.closes).encode()

    return [lambda minutes=10 + place: edit(minutes) for place in range(CONTAINERS)]  # type: ignore[misc]


def edited(since: int) -> list[bytes]:
    """What the history says that the windows closed at, in its order."""
    found = RegistryItem.query("CONF", RegistryItem.sk.startswith("windows#"), consistent_read=True)
    rows = [
        msgspec.json.decode(item.body or "", type=tuple[Window, ...]) for item in found if int(item.rev or 0) > since
    ]
    return [str(one.closes).encode() for one, *_ in rows]


def test_of_20_edits_at_once_none_is_lost_in_another() -> None:
    for _ in range(FEW_ROUNDS):
        doings, before = edits(), windows.fresh().rev
        won = winners(contend(doings))
        after = windows.fresh()
        assert (after.rev, sorted(edited(before))) == (before + len(won), sorted(won))
        assert str(after.rows[0].closes).encode() == edited(before)[-1]
        assert first_fault(acting.events("CONF")) is None


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_edits_are_lost() -> None:
    def is_broken() -> bool:
        doings, before = edits(), windows.fresh().rev
        return len(winners(contend(doings))) > len(edited(before))

    assert breaks(is_broken)

"""Many rows leave by two people, whether in one list or in slices (F122, row 77)."""

import msgspec
import pytest

from chalicelib.domain import exports
from chalicelib.domain.errors import (
    ForbiddenError,
    IncompleteError,
    StepUpRequiredError,
    TooManyError,
    WrongStateError,
)
from chalicelib.domain.exports import List
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.tries import Cap, window_of
from chalicelib.storage import chains
from chalicelib.usecases.office.export_cases import Exporter, fetch_export
from chalicelib.usecases.office.settle_ask import settle_ask
from chalicelib.usecases.office.show_asks import show_asks
from tests.builders import NOW, SCHOOL
from tests.security import world
from tests.usecases.acting import at, submit, submitted_no
from tests.usecases.exporting import OFFICE, SECOND, SUPERVISOR, export, rows_of, stands


@pytest.fixture(autouse=True)
def _known(aws: None) -> None:
    stands()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Already two are many."""
    monkeypatch.setattr("chalicelib.domain.exports.ALONE", (Cap("rows", DAY, 0),))
    submitted_no("00015", "00320")


def test_a_large_list_waits_for_somebody_else(large: None) -> None:
    asked = export()
    assert (asked.rows, asked.file) == (2, None)
    assert asked.ask
    assert export().ask == asked.ask
    [shown] = show_asks(SECOND, NOW).asks
    assert (shown.text, shown.can_grant) == ("导出 申请免考 2026年下半年 全部主考学校，2 件", True)
    with pytest.raises(WrongStateError, match="尚未批准"):
        fetch_export(asked.ask, Exporter(OFFICE, NOW), NOW)
    with pytest.raises(ForbiddenError, match="另一位"):
        settle_ask(asked.ask, OFFICE, NOW, NOW, granted=True)
    granted = settle_ask(asked.ask, SECOND, NOW, NOW, granted=True).ask
    assert (granted.state, granted.settled_by, granted.can_fetch) == ("granted", SECOND.name, False)
    assert settle_ask(asked.ask, SECOND, NOW, NOW, granted=True).ask == granted
    [row, _] = rows_of(fetch_export(asked.ask, Exporter(OFFICE, NOW), NOW))
    assert row["导出标记"].endswith(asked.ask)
    with pytest.raises(ForbiddenError):
        fetch_export(asked.ask, Exporter(SECOND, NOW), NOW)
    late = later(NOW, 31 * MINUTE)
    with pytest.raises(WrongStateError, match="30 分钟"):
        fetch_export(asked.ask, Exporter(OFFICE, late), late)
    events = [event.event for event in chains.latest(f"R#{OFFICE.id}", 5)]
    assert events == ["exported", "export_asked", "staff_added"]
    assert [event.event for event in chains.latest(f"R#{SECOND.id}", 5)] == ["ask_granted", "staff_added"]


def test_what_was_refused_taken_back_or_left_too_long_is_over(large: None) -> None:
    refused, own, lapsed = export(), export(purpose="另一次核对名单"), export(purpose="第三次核对名单")
    assert refused.ask
    assert own.ask
    assert lapsed.ask
    assert settle_ask(refused.ask, SECOND, NOW, NOW, granted=False).ask.state == "refused"
    assert settle_ask(own.ask, OFFICE, NOW, NOW, granted=False).ask.state == "refused"
    late = later(NOW, 3 * DAY)
    for ask in (refused.ask, own.ask, lapsed.ask):
        with pytest.raises(WrongStateError):
            settle_ask(ask, SECOND, late, late, granted=True)
    assert [one.state for one in show_asks(OFFICE, late).asks] == ["lapsed", "refused", "refused"]


def test_a_list_that_grew_is_asked_for_anew(large: None) -> None:
    asked = export()
    assert asked.ask
    settle_ask(asked.ask, SECOND, NOW, NOW, granted=True)
    assert fetch_export(asked.ask, Exporter(OFFICE, NOW), NOW).rows == 2
    submitted_no("00316")
    with pytest.raises(WrongStateError, match="批准的是 2 件，现在有 3 件"):
        fetch_export(asked.ask, Exporter(OFFICE, NOW), NOW)


def test_who_applied_after_it_was_asked_for_is_not_in_it(large: None) -> None:
    asked, late = export(), later(NOW, MINUTE)
    assert asked.ask
    submit("00316", op=at(MINUTE))
    settle_ask(asked.ask, SECOND, late, late, granted=True)
    assert fetch_export(asked.ask, Exporter(OFFICE, late), late).rows == 2
    assert export(now=late, purpose="另一次核对名单").rows == 3


def test_slices_add_up_to_what_a_second_person_must_grant(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a day, and more slowly in thirty; what was granted, and what others take out, does not count."""
    monkeypatch.setattr("chalicelib.domain.exports.ALONE", (Cap("rows", DAY, 2), Cap("rowsmonth", 30 * DAY, 3)))
    submitted_no()
    begun = later(NOW, 2 * DAY)
    assert window_of(exports.ALONE[1], begun)[1] == later(begun, 30 * DAY - 2 * HOUR)
    assert [bool(export(now=begun).file) for _ in range(3)] == [True, True, False]
    [ask] = (one.no for one in show_asks(OFFICE, begun).asks)
    settle_ask(ask, SECOND, begun, begun, granted=True)
    assert fetch_export(ask, Exporter(OFFICE, begun), begun).file
    assert export(SECOND, begun).file
    assert export(now=begun, list=List.APPROVED).rows == 0
    assert [bool(export(now=later(begun, days * DAY)).file) for days in (1, 2, 30)] == [True, False, True]


def test_two_slices_at_once_are_not_both_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one of the same moment is not seen when it is judged, but when it is written."""
    monkeypatch.setattr("chalicelib.domain.exports.ALONE", (Cap("rows", DAY, 1),))
    submitted_no()
    export()
    monkeypatch.setattr("chalicelib.storage.tries.counted", lambda *_: [0])
    with pytest.raises(TooManyError):
        export()
    assert [event.event for event in chains.latest(f"R#{OFFICE.id}", 5)] == ["exported", "staff_added"]


def test_a_schools_supervisor_asks_and_the_city_grants(large: None) -> None:
    asked = export(SUPERVISOR)
    assert asked.ask
    own_office = msgspec.structs.replace(SECOND, scope_kind="school", schools=(SCHOOL,))
    for member in (own_office, world.CITY_DESK):
        with pytest.raises(ForbiddenError):
            settle_ask(asked.ask, member, NOW, NOW, granted=True)
    with pytest.raises(StepUpRequiredError):
        settle_ask(asked.ask, SECOND, later(NOW, -HOUR), NOW, granted=True)
    assert settle_ask(asked.ask, SECOND, NOW, NOW, granted=True).ask.state == "granted"
    assert {row["姓名"] for row in rows_of(fetch_export(asked.ask, Exporter(SUPERVISOR, NOW), NOW))} == {
        "'=************"
    }


def test_too_many_for_one_file_is_said_with_a_way_out(large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.domain.exports.ROWS_MOST", 1)
    with pytest.raises(IncompleteError) as refused:
        export()
    assert [fault.field for fault in refused.value.fields] == ["school"]

"""Lists leave for a purpose, marked, counted, by two people if they are large (F120, rows 76, 77, I36)."""

import base64
import hashlib
import io
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from chalicelib.domain.access import of_look
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ForbiddenError,
    IncompleteError,
    StepUpRequiredError,
    TooManyError,
    UnknownError,
    WrongStateError,
)
from chalicelib.domain.exports import COLUMNS, List, Order
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.tries import Cap
from chalicelib.domain.windows import Business
from chalicelib.storage import chains, sightings
from chalicelib.usecases.office.export_cases import Exported, Exporter, export_cases, fetch_export
from chalicelib.usecases.office.settle_ask import settle_ask
from chalicelib.usecases.office.show_asks import show_asks
from tests.builders import CID, NOW, SCHOOL, a_ticket
from tests.security import world
from tests.stored import enrol, open_windows, put_eligible
from tests.usecases.acting import decide, entropy, submitted_no

OFFICE = world.OFFICE
SECOND = msgspec.structs.replace(
    OFFICE, id="0" * 31 + "a", account="desk-10", name="审核10·演示", person="1" + "a" * 64
)
SUPERVISOR = msgspec.structs.replace(world.COLLEAGUE, role=Role.SUPERVISOR)
EVIL, WHOLE = "=HYPERLINK(1)", "000000000001"


@pytest.fixture(autouse=True)
def _known(aws: None) -> None:
    """A name that is a formula, a ticket of zeros."""
    open_windows()
    enrol(OFFICE, SECOND, SUPERVISOR)
    put_eligible(name=EVIL, tickets=(a_ticket(number=WHOLE),))


def an_order(**changes: Any) -> Order:
    order = Order(
        business=Business.EXEMPTION, term="2026H2", list=List.WAITING, purpose="核对本期免考名单", form="xlsx"
    )
    return msgspec.structs.replace(order, **changes)


def export(by: Staff = OFFICE, now: Instant = NOW, **changes: Any) -> Exported:
    return export_cases(an_order(**changes), Exporter(by, now), entropy, now)


def rows_of(exported: Exported) -> list[dict[str, str]]:
    assert exported.file
    content = base64.b64decode(exported.file.content)
    assert hashlib.sha256(content).hexdigest() == exported.file.sha256
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    titles, *rows = ([str(cell.value or "") for cell in row] for row in sheet.iter_rows())
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_what_waits_leaves_with_names_numbers_and_where_it_came_from() -> None:
    no = submitted_no()
    [row] = rows_of(export())
    assert list(row) == list(COLUMNS)
    assert (row["受理编号"], row["姓名"], row["准考证号"]) == (no, f"'{EVIL}", WHOLE)
    assert (row["状态"], row["环节"], row["须知版本"]) == ("待审核", "学校初审", "2026-1")
    assert row["导出标记"] == f"{OFFICE.name} 2026-12-01 10:00"
    assert row["提交时间"] == "2026-12-01 10:00"


def test_as_csv_it_begins_with_the_mark_and_keeps_zeros() -> None:
    submitted_no()
    exported = export(form="csv")
    assert exported.file
    text = base64.b64decode(exported.file.content)
    assert text.startswith(b"\xef\xbb\xbf")
    assert f",'{EVIL},\t{WHOLE},".encode() in text
    assert exported.file.name == "申请免考-2026H2-全市-待办-20261201.csv"


def test_each_list_has_what_is_in_that_state() -> None:
    waiting, returned, refused = submitted_no("00015"), submitted_no("00320"), submitted_no("00316")
    decide(returned, "return", items=(ItemVerdict(part=0, reasons=("EX14",)),))
    decide(refused, "reject", reasons=("EX15",))
    assert [row["受理编号"] for row in rows_of(export(list=List.REJECTED))] == [refused]
    assert [row["受理编号"] for row in rows_of(export(list=List.RETURNED))] == [returned]
    assert [row["环节"] for row in rows_of(export())] == ["学校初审"]
    decide(waiting, "pass")
    assert [row["环节"] for row in rows_of(export())] == ["市考办终审"]
    assert rows_of(export(list=List.APPROVED)) == rows_of(export(term="2026H1")) == []


def test_who_read_which_notice_can_be_asked_for() -> None:
    """F123."""
    no = submitted_no()
    assert [row["受理编号"] for row in rows_of(export(notice="2026-1"))] == [no]
    assert rows_of(export(notice="2026-2")) == []


def test_a_supervisor_gets_what_is_masked_and_of_his_school() -> None:
    submitted_no()
    [row] = rows_of(export(SUPERVISOR))
    assert (row["姓名"], row["准考证号"]) == ("'=************", "00…001")
    other = msgspec.structs.replace(SUPERVISOR, schools=(SchoolCode("X04"),))
    assert export(other).rows == 0
    with pytest.raises(UnknownError):
        export(other, school=SCHOOL)


@pytest.mark.parametrize("member", [world.SCHOOL_DESK, world.CITY_DESK, world.OPERATOR])
def test_others_take_nothing_out(member: Staff) -> None:
    with pytest.raises(ForbiddenError):
        export(member)


def test_one_leaves_out_oneself() -> None:
    submitted_no()
    own = msgspec.structs.replace(OFFICE, person="person-1")
    assert export(own).rows == 0


@pytest.mark.parametrize("purpose", ["", "  核对  ", "核" * 201, "核对\u202e名单表"])
def test_a_purpose_must_say_something(purpose: str) -> None:
    with pytest.raises(IncompleteError) as refused:
        export(purpose=purpose)
    assert [fault.field for fault in refused.value.fields] == ["purpose"]


def test_a_fresh_code_is_asked() -> None:
    with pytest.raises(StepUpRequiredError):
        export_cases(an_order(), Exporter(OFFICE, later(NOW, -HOUR)), entropy, NOW)


def test_every_file_is_on_record_and_so_is_everybody_in_it() -> None:
    no = submitted_no()
    exported = export()
    assert exported.file
    [event] = chains.latest(f"R#{OFFICE.id}", 1)
    assert event.event == "exported"
    assert event.detail == f"exemption 2026H2 waiting * xlsx · 1 · 核对本期免考名单 {exported.file.sha256}"
    [look] = sightings.latest(CID, 5)
    assert (look.no, look.exported) == (no, True)
    assert "导出的名单" in of_look(look.at, look.actor, look.no, exported=look.exported).text
    export(SUPERVISOR, later(NOW, MINUTE))
    assert len(sightings.latest(CID, 5)) == 1


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Already two are many."""
    monkeypatch.setattr("chalicelib.usecases.office.export_cases.LARGE", 0)
    submitted_no("00015", "00320")


def test_a_large_list_waits_for_somebody_else(large: None) -> None:
    asked = export()
    assert (asked.rows, asked.file) == (2, None)
    assert asked.ask
    assert export().ask == asked.ask
    [shown] = show_asks(SECOND, NOW).asks
    assert (shown.text, shown.can_grant) == ("导出 申请免考 2026H2 全部主考学校，2 件", True)
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
    with pytest.raises(WrongStateError, match="增加到 3 件"):
        fetch_export(asked.ask, Exporter(OFFICE, NOW), NOW)


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


def test_whoever_takes_out_list_after_list_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.usecases.office.export_cases._EXPORTS", Cap("export", HOUR, 1))
    export()
    with pytest.raises(TooManyError):
        export()

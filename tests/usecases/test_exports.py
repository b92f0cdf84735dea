"""Lists leave for a purpose, marked, counted, by two people if they are large (F120, rows 76, 77, I36)."""

import base64

import msgspec
import pytest

from chalicelib.domain.access import of_look
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ForbiddenError,
    IncompleteError,
    StepUpRequiredError,
    TooManyError,
    UnknownError,
)
from chalicelib.domain.exports import COLUMNS, List
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import HOUR, MINUTE, later
from chalicelib.domain.staff import Staff
from chalicelib.domain.tries import Cap
from chalicelib.storage import chains, sightings
from chalicelib.usecases.office.export_cases import Exporter, export_cases
from tests.builders import CID, NOW, SCHOOL
from tests.security import world
from tests.usecases.acting import decide, entropy, submitted_no
from tests.usecases.exporting import EVIL, OFFICE, SUPERVISOR, WHOLE, an_order, export, rows_of, stands


@pytest.fixture(autouse=True)
def _known(aws: None) -> None:
    stands()


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


def test_whoever_takes_out_list_after_list_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.usecases.office.export_cases._EXPORTS", Cap("export", HOUR, 1))
    export()
    with pytest.raises(TooManyError):
        export()

"""`audit-degrees`: everybody once, without a scan; a table that spreadsheets open as it is, or no file at all."""

import argparse
import csv
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid, SchoolCode, TicketRef
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.people import Ticket
from chalicelib.domain.spreadsheets import FORMULA
from chalicelib.handlers import clock
from chalicelib.storage import enrolments, people
from chalicelib.storage.tables import RecordItem
from infra import audit_degrees, audit_people, audit_rows
from tests.builders import NOW, Meter, a_head, a_sheet, a_ticket
from tests.domain.degrees import real

NEW, OLD = "JS-120402-2024", "JS-120402-2021"
MAJOR = "X2120402"


@pytest.fixture(autouse=True)
def _stage(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.stages.enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr(clock, "now", lambda: NOW)


def enter(order: int, *codes: str, tickets: tuple[Ticket, ...] = (), **sheet: Any) -> Cid:
    """Somebody of Jiangsu who passed these; the ticket's number begins with zeros."""
    cid = Cid(f"{order:032x}")
    held = tickets or (a_ticket(plan_id=NEW, major_code=MAJOR, number=f"{order:012}"),)
    people.create(a_head(cid=cid, tickets=held, name="甲子丑"), f"{order:018}")
    people.put_sheet(cid, a_sheet(codes=codes, **sheet))
    for ticket in held:
        enrolments.item(cid, ticket).save()
    return cid


def path_of(plan_id: str) -> tuple[str, ...]:
    return next(real.paths(real.program(plan_id).plan))[1]


def run(out: Path, **options: Any) -> int:
    given = {"stage": "test", "school": None, "major": None, "day": None, "out": out}
    return audit_degrees.run(argparse.Namespace(**(given | options)))


def table(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "audit.csv"


def test_who_may_graduate_and_who_lacks_one_course(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """F51."""
    everything = path_of(NEW)
    enter(1, *everything)
    enter(2, *(code for code in everything if code != "15040"))
    enter(3)
    assert run(out) == 0
    first, second, third = table(out)
    assert list(first) == list(audit_rows.COLUMNS)
    assert (first["结论"], first["还差门数"], first["缺少课程"], first["只差一门"]) == ("已满足", "0", "", "")
    assert (second["结论"], second["还差门数"], second["还差考试"]) == ("尚未满足", "1", "1")
    assert (second["缺少课程"], second["只差一门"]) == ("习近平新时代中国特色社会主义思想概论（15040）", "是")
    assert (third["学分"], third["只差一门"], third["专业"]) == ("0", "", "行政管理")
    said = capsys.readouterr().out
    assert "共 3 个准考证。\n已满足课程要求：1 个，其中 0 个可能另有要求" in said
    assert "只差一门：1 个" in said
    assert not out.with_name("audit.csv.part").exists()


def test_a_ticket_that_moved_is_listed_where_it_is_now(out: Path) -> None:
    """The old entry stays: nothing ever deletes from the registry."""
    enter(1)
    enrolments.item(Cid(f"{1:032x}"), a_ticket(school="X04", major_code=MAJOR)).save()
    run(out)
    assert [row["主考学校"] for row in table(out)] == [a_ticket().school_name]


def test_spreadsheets_keep_ticket_numbers_and_read_chinese(out: Path) -> None:
    enter(7)
    run(out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    [row] = table(out)
    assert (row["准考证号"], row["姓名"]) == ("\t000000000007", "甲**")
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(evil: str, out: Path) -> None:
    enter(1, tickets=(a_ticket(plan_id=NEW, major_code=MAJOR, school_name=evil, major_name=evil, number=evil),))
    run(out)
    assert [cell for cell in table(out)[0].values() if cell.startswith(FORMULA)] == []


def test_one_query_a_person_and_no_scan(meter: Meter, out: Path) -> None:
    for order in range(1, 6):
        enter(order)
    with meter() as calls:
        assert run(out, school="X02", major=MAJOR) == 0
    # The state of plans; the list counted, the list, and each person.
    assert calls == {"GetItem": 1, "Query": 2 + 5}


def test_two_tickets_of_one_place_are_two_rows_and_one_query(meter: Meter, out: Path) -> None:
    shared = {"plan_id": NEW, "major_code": MAJOR}
    enter(1, tickets=(a_ticket(**shared), a_ticket(ref=TicketRef(2), number="000000000002", **shared)))
    with meter() as calls:
        run(out, school="X02", major=MAJOR)
    assert calls == {"GetItem": 1, "Query": 3}
    assert [row["准考证号"] for row in table(out)] == ["\t000000000001", "\t000000000002"]


def test_a_school_and_a_major_narrow_the_table(out: Path) -> None:
    enter(1)
    enter(2, tickets=(a_ticket(plan_id=NEW, major_code=MAJOR, school=SchoolCode("X04"), number="2"),))
    enter(3, tickets=(a_ticket(number="3"),))

    def numbers(**options: str) -> list[str]:
        assert run(out, **options) == 0
        return [row["准考证号"].strip() for row in table(out)]

    assert sorted(numbers()) == ["000000000001", "2", "3"]
    assert numbers(school="X04") == ["2"]
    assert numbers(major="120402") == ["3"]


def test_a_place_where_nobody_is_is_told_and_no_empty_table_written(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty table would read as if nobody could graduate."""
    enter(1)
    assert run(out, school="x02") == 1
    assert "请核对主考学校代码和专业代码" in capsys.readouterr().err
    assert not out.exists()


def test_the_day_decides_which_rules_are_in_force_and_no_unreleased_score_is_seen(out: Path) -> None:
    """New courses count on the old plan until 2026-06-30."""
    enter(1, *path_of(NEW), tickets=(a_ticket(plan_id=OLD, major_code=MAJOR),), released=later(NOW, -400 * DAY))
    enter(2, *path_of(NEW), released=later(NOW, DAY))
    lacking = []
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30)):
        assert run(out, day=day) == 0
        lacking.append([int(row["还差门数"]) for row in table(out)])
    assert lacking[0][0] < lacking[1][0] == lacking[2][0]
    assert lacking[0][1] == lacking[1][1] == lacking[2][1] > 10


def test_a_day_lasts_until_midnight_in_shanghai() -> None:
    basis = audit_people.basis(date(2026, 12, 1), NOW)
    assert (basis.day + 1, basis.now) == (later(NOW, 14 * DAY // 24), NOW)
    assert audit_people.basis(None, NOW)[1:] == (NOW, NOW)


def test_whoever_has_no_plan_or_is_gone_is_told_of(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enter(1, tickets=(a_ticket(plan_id="XX-1", major_code=MAJOR),))
    for cid, ref in ((Cid("e" * 32), 1), (Cid(f"{1:032x}"), 9)):
        enrolments.item(cid, a_ticket(ref=TicketRef(ref), major_code=MAJOR)).save()
    assert run(out) == 0
    assert [row["结论"] for row in table(out)] == ["没有专业考试计划"]
    said = capsys.readouterr().out
    assert "没有专业考试计划：1 个" in said
    assert "另有 2 条登记已找不到准考证" in said


@pytest.mark.parametrize("failure", [BusyError(), OSError("磁盘已满"), ClientError({}, "Query"), KeyboardInterrupt()])
def test_a_run_that_fails_leaves_the_old_file_and_no_half_one(
    failure: BaseException, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for order in range(1, 30):
        enter(order)
    out.write_text("yesterday's")
    load = people.load

    def broken(cid: Cid) -> Any:
        if cid.endswith("1c"):
            raise failure
        return load(cid)

    monkeypatch.setattr(people, "load", broken)
    assert run(out) in (1, 130)
    assert "没有写出文件" in capsys.readouterr().err
    assert out.read_text() == "yesterday's"
    assert [file.name for file in out.parent.iterdir()] == ["audit.csv"]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enter(1)
    assert run(out.parent / "nowhere" / "audit.csv") == 1
    assert "没有写出文件" in capsys.readouterr().err


def test_memory_does_not_grow_with_people(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """People come from nowhere, so that the test measures the command and not the tables."""
    record = people.load(enter(1, *path_of(NEW)))
    monkeypatch.setattr(people, "load", lambda _cid: record)

    def peak(count: int) -> int:
        def listed(*_: object) -> Iterator[enrolments.Enrolment]:
            return (enrolments.Enrolment(Cid(f"{order:032x}"), TicketRef(1)) for order in range(count))

        monkeypatch.setattr(enrolments, "of", listed)
        tracemalloc.start()
        assert run(out, school="X02", major=MAJOR) == 0
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(100)
    assert peak(2_000) < 1.2 * peak(200) + 200_000
    assert len(table(out)) == 200


def test_the_demo_stands_in_the_lists(capsys: pytest.CaptureFixture[str], out: Path) -> None:
    from infra import demo_people, seeds

    seeds.plant(NOW)
    assert run(out) == 0
    tickets = sum(len(person.plans) for person in demo_people.PEOPLE)
    assert f"共 {tickets} 个准考证" in capsys.readouterr().out
    assert {row["主考学校"] for row in table(out)} == {"复旦大学", "上海外国语大学"}
    assert RecordItem.count() > 10

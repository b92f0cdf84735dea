"""Plans, rules, courses and windows from files to what a running stage uses; a bad file changes nothing."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook

from chalicelib import data
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.degrees.results import Outcome
from chalicelib.domain.imports import course_tables, plan_writing, rule_tables
from chalicelib.domain.instants import MINUTE, later, shanghai
from chalicelib.domain.plans import Plan
from chalicelib.handlers import clock as real_clock
from chalicelib.storage import courses, documents, imports, library, people, windows
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.degrees.list_majors import list_majors
from chalicelib.usecases.home.show_home import show_home
from tests.builders import CID, Meter, a_head, a_sheet, a_ticket, a_window
from tests.infra.imports.conftest import Desk
from tests.infra.imports.reference_files import MAP, NEW, a_plan, as_json, as_table, everything, table
from tests.stored import EDIT, PASSED, warm


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch, clock: Any) -> Any:
    monkeypatch.setattr(real_clock, "now", clock)
    return clock


@pytest.mark.parametrize("write", [as_table, as_json])
def test_a_plan_becomes_part_of_the_running_stage(desk: Desk, time: Any, write: Any, meter: Meter) -> None:
    """Nobody deploys anything: thirty seconds later people are audited by it, for no further call."""
    people.create(a_head(tickets=(a_ticket(plan_id=NEW),)), "000000199001011234")
    people.put_sheet(CID, a_sheet(codes=PASSED))
    warm(time())
    assert show_home(CID, 1, 1, time()).degree is None
    assert desk.run("plans", write(a_plan())) == 0
    assert f"新增或更新：1（{NEW}）" in desk.said
    line = show_home(CID, 1, 1, time.forward(seconds=30)).degree
    assert line is not None
    assert (line.plan_id, line.outcome) == (NEW, Outcome.INCOMPLETE)
    with meter() as calls:
        show_home(CID, 1, 1, time.forward(seconds=1))
    assert calls == {"Query": 1}
    assert NEW in {major.plan_id for major in list_majors(time())}


def test_the_same_plan_from_table_and_json_is_no_change(desk: Desk) -> None:
    assert desk.run("plans", as_table(a_plan())) == 0
    assert desk.run("plans", as_json(a_plan())) == 0
    assert "新增或更新：0（内容与现有的相同）" in desk.said
    assert documents.head().rev == 1


def test_a_workbook_whose_cells_became_numbers_reads_alike(desk: Desk) -> None:
    """Table programs make 15 of 00015 and 14.0 of 14."""
    assert desk.run("plans", as_json(a_plan())) == 0
    book = Workbook()
    for row in (plan_writing.header(), *plan_writing.rows(a_plan())):
        book.active.append([float(cell) if cell.isdecimal() else cell for cell in row])
    book.save(desk.folder / "plans.xlsx")
    assert desk.run("plans", desk.folder / "plans.xlsx") == 0
    assert "新增或更新：0" in desk.said


def test_a_workbook_of_windows_may_hold_real_dates(desk: Desk, time: Any) -> None:
    book = Workbook()
    book.active.append(["业务", "期次", "开放时间", "截止时间", "补正截止", "须知版本"])
    opens, *ends = map(datetime.fromisoformat, ("2027-03-01", "2027-03-10 16:00", "2027-03-20 16:00"))
    book.active.append(["申请免考", "2027H1", opens, *ends, "2026-1"])
    book.save(desk.folder / "windows.xlsx")
    assert desk.run("windows", desk.folder / "windows.xlsx") == 0
    (row,) = windows.fresh().rows
    assert [f"{shanghai(at):%m-%d %H:%M}" for at in (row.opens, row.closes)] == ["03-01 00:00", "03-10 16:00"]


def test_what_ships_imports_as_no_change(desk: Desk) -> None:
    assert desk.run("plans", Path(data.__file__).parent / "plans.json") == 0
    assert desk.run("substitutions", Path(data.__file__).parent / "substitutions.json") == 0
    assert documents.head().rev == 0


def test_a_rehearsal_writes_nothing(desk: Desk) -> None:
    before = everything()
    assert desk.run("plans", as_json(a_plan()), dry_run=True) == 0
    assert "试运行" in desk.said
    assert everything() == before


def test_an_import_is_on_record_with_its_file(desk: Desk) -> None:
    desk.run("plans", as_json(a_plan()))
    (event,) = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query("CONF")]
    assert (event.event, event.went_to, event.actor.kind) == ("head", "1", "operator")
    kind, _, sha256 = event.detail.partition(" ")
    manifest = imports.find(sha256, "plans")
    assert kind == "plans"
    assert manifest is not None
    assert manifest.figures == {"rows": 1, "changed": 1, "rev": 1}


def test_rules_are_imported_from_a_table(desk: Desk) -> None:
    one = msgspec.structs.replace(data.substitution_maps()[MAP], text="新的衔接办法")
    assert desk.run("substitutions", table(rule_tables.header(), rule_tables.rows(one))) == 0
    assert library.fresh().book.maps[MAP].text == "新的衔接办法"


def test_courses_are_imported_before_the_plan_that_names_them(desk: Desk) -> None:
    old, new = a_plan().rows[-1].code, "98701"
    plan = msgspec.json.decode(msgspec.json.encode(a_plan()).replace(old.encode(), new.encode()), type=Plan)
    assert desk.run("plans", as_table(plan)) == 1
    assert f"“{new}” 课程目录中没有这个代码" in desk.said
    header = ",".join(column.title for column in course_tables.COLUMNS)
    assert desk.run("courses", f"{header}\n{new},新课程,4.5,笔试,,上海市通知,来源已核实\n") == 0
    assert courses.load().courses[plan.rows[-1].code].credits2 == 9
    assert desk.run("plans", as_table(plan)) == 0


def test_windows_open_a_minute_later_at_the_earliest(desk: Desk, time: Any) -> None:
    header = "业务,期次,开放时间,截止时间,补正截止,须知版本"
    soon = f"{header}\n申请免考,2026年下半年,2026-12-02 10:00,2026-12-10 16:00,2026-12-20 16:00,2026-1\n"
    assert desk.run("windows", soon) == 1
    assert "第 2 行 · 开放时间：“exemption:2026H2:city” 这一改动会立即生效；最早只能从 12月2日 10:01" in desk.said
    assert windows.fresh().rev == 0
    assert desk.run("windows", soon.replace("10:00", "10:01")) == 0
    (row,) = windows.fresh().rows
    assert (row.opens, row.demo) == (later(time(), MINUTE), False)


def test_windows_that_the_file_does_not_name_stay(desk: Desk, time: Any) -> None:
    windows.save((a_window(),), seen=0, edit=EDIT)
    header = "业务,期次,开放时间,截止时间,补正截止,须知版本"
    assert desk.run("windows", f"{header}\n转出,2027H1,2027/3/1 8:30,2027/3/9 16:00,2027/3/9 16:00,2026-1\n") == 0
    assert [row.id for row in windows.fresh().rows] == [a_window().id, "transfer_out:2027H1:city"]


def test_another_import_under_way_is_waited_for(desk: Desk, time: Any) -> None:
    imports.take("another", time())
    assert desk.run("plans", as_json(a_plan())) == 1
    assert "另一个导入正在进行" in desk.said
    time.forward(minutes=3)
    assert desk.run("plans", as_json(a_plan())) == 0


def test_an_import_that_died_before_the_head_is_whole_when_run_again(
    desk: Desk, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(documents, "publish", _die)
        assert desk.run("plans", as_json(a_plan())) == 1
        assert "导入中断，用同样的命令继续（连接断开）" in desk.said
    assert NEW not in library.fresh().plans
    assert desk.run("plans", as_json(a_plan())) == 0
    assert NEW in library.fresh().plans


def _die(*_: object, **__: object) -> int:
    raise ConnectionError("连接断开")


def test_notes_tell_what_to_look_at_again(desk: Desk) -> None:
    plan = a_plan(readings=("选考范围按版式推定",))
    assert desk.run("plans", as_json(plan)) == 0
    assert "SH-120402-2027 · 推定说明：这些内容在页面上显示为推定" in desk.said


SAMPLES = Path(__file__).parents[3] / "docs" / "samples"


@pytest.mark.parametrize("kind", ["courses", "plans", "substitutions", "windows"])
def test_each_sample_of_the_page_on_imports_goes_in_alone(kind: str, desk: Desk, time: Any) -> None:
    assert desk.run(kind, SAMPLES / f"{kind}.csv") == 0, desk.said


def test_the_samples_of_the_page_on_imports_go_in_one_after_another(desk: Desk, time: Any) -> None:
    for kind in ("courses", "plans", "substitutions", "windows"):
        assert desk.run(kind, SAMPLES / f"{kind}.csv") == 0, desk.said
    found = library.fresh()
    assert (found.rev, found.plans["SH-SAMPLE-2027"].status_text) == (3, "演示数据")
    assert found.book.maps["SH-SAMPLE-old"].rules[2].any_of == 2
    assert len(windows.fresh().rows) == 3

"""What other provinces sent, from a file: the table that this program writes; one bad row writes nothing."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.ids import Cid
from chalicelib.domain.imports.transfer_tables import SCORES_MOST
from chalicelib.domain.transfer_files import COLUMNS, Departure, rows_of, titles
from chalicelib.domain.transfer_out_forms import TransferRow
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem
from tests.arriving import CELLS as ARRIVING
from tests.builders import CID, NOW, a_number
from tests.infra.imports.conftest import NUMBER, PERSON, Desk
from tests.stored import open_windows
from tests.transferring import TARGET, filed

CELLS = ARRIVING | {"id_number": PERSON, "to_ticket": NUMBER}


@pytest.fixture(autouse=True)
def _here(person: Cid, time: Any) -> None:
    open_windows()


def table(*rows: dict[str, str]) -> str:
    lines = [titles(), *(list((CELLS | row).values()) for row in rows or ({},))]
    return "".join(f"{','.join(line)}\n" for line in lines)


def written() -> list[str]:
    return [item.sk for item in RecordItem.query(people.partition(CID), RecordItem.sk.startswith("X#"))]


def test_a_person_is_received_with_all_rows_and_once(desk: Desk) -> None:
    """M3.3-01: what arrives is an imported file."""
    content = table({}, {"code": "318", "course": "公共政策", "credits": "4", "score": "", "passed": ""})
    assert desk.run("transfers", content, dry_run=True) == 0
    assert written() == []
    assert desk.run("transfers", content) == 0
    assert "新收的转考档案：1" in desk.said
    once = written()
    assert [len(name.split("#")) for name in once] == [2, 3]
    assert desk.run("transfers", content) == 0
    assert "没有再次写入" in desk.said
    assert desk.run("transfers", content, again=True) == 0
    assert "以前收过的转考档案：1" in desk.said
    assert written() == once


def test_what_another_installation_exports_can_be_read_here(desk: Desk, tmp_path: Path) -> None:
    score: TransferRow = filed().content.scores[0]
    leaver = Departure(
        no=a_number(1),
        at=NOW,
        id_number=PERSON,
        name="演示甲",
        province="32",
        ticket="320100000001",
        major="120402",
        title="行政管理",
        target=type(TARGET)(province="31", ticket=NUMBER, level="5", major="120402", title="行政管理"),
        rows=(score,),
    )
    lines = [titles(), *rows_of(leaver)]
    path = tmp_path / "out.csv"
    path.write_text("".join(f"{','.join(line)}\n" for line in lines), "utf-8-sig")
    assert desk.run("transfers", path) == 0, desk.said
    assert len(written()) == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"to_ticket": "990312959999"}, "在本市没有这个准考证"),
        ({"id_number": "00000019900101124X"}, "证件号码有误"),
        ({"from_province": "99"}, "应为省份代码"),
        ({"to_province": "32"}, "应为本市的代码"),
        ({"score": "59"}, "应不低于 60 分"),
        ({"credits": "6.3"}, "以 0.5 为单位"),
        ({"kind": "其他"}, "应为 理论、实践 之一"),
        ({"passed": "2024.1"}, "考期应写成"),
        ({"course": "好" * 61}, "最多 60 字"),
        ({"day": "1900-01-01"}, "” 应在 1981 年至今天之间"),
        ({"day": "2099-01-01"}, "” 应在 1981 年至今天之间"),
        ({"passed": "2099-01"}, "” 不能晚于本月"),
    ],
)
def test_one_bad_row_is_told_and_writes_nothing(desk: Desk, row: dict[str, str], told: str) -> None:
    assert desk.run("transfers", table(row)) == 1
    assert told in desk.said
    assert PERSON not in desk.said
    assert written() == []


def test_rows_of_one_person_say_the_same_and_one_bad_person_keeps_out_all(desk: Desk) -> None:
    assert desk.run("transfers", table({}, {"code": "00318", "course": "公共政策", "name": "演示乙"})) == 1
    assert "应当一致" in desk.said
    assert desk.run("transfers", table({}, {"no": "JS-2", "to_ticket": "990312959999"})) == 1
    assert "第 3 行" in desk.said
    assert written() == []


def test_more_courses_than_one_transaction_takes_are_told(desk: Desk) -> None:
    rows = [{"code": f"{code:05}"} for code in range(1, SCORES_MOST + 2)]
    assert desk.run("transfers", table(*rows)) == 1
    assert f"一个人最多 {SCORES_MOST} 门课程" in desk.said
    assert written() == []


def test_a_course_in_two_rows_is_refused_and_both_rows_are_named(desk: Desk) -> None:
    """Which of them stands for the course is the other province's to say; a course of somebody else is another."""
    rows = ({}, {"code": "00318", "course": "公共政策"}, {"code": "34", "score": "90"})
    assert desk.run("transfers", table(*rows), dry_run=True) == 1
    assert "第 4 行 · 课程代码：与第 2 行是同一人的同一门课程" in desk.said


def test_two_files_of_one_ticket_in_one_table_are_refused(desk: Desk) -> None:
    assert desk.run("transfers", table({}, {"no": "JS-2"})) == 1
    assert "同一准考证的两份档案" in desk.said


def test_the_columns_are_those_of_the_export() -> None:
    assert list(CELLS) == [one.key for one in COLUMNS]

"""`export-transfers`: who has left in a term, each look on record; a file that is whole, private and no formula."""

import csv
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.staff import Role
from chalicelib.domain.transfer_files import COLUMNS
from chalicelib.handlers import clock
from chalicelib.storage import sightings
from infra import __main__ as command
from infra import stages, transfers
from tests.builders import CID, NOW
from tests.infra.test_accounts import enrol
from tests.stored import open_windows, warm
from tests.transferring import CODES
from tests.usecases.transferring import leave, put_mover, submit

NUMBER = "000000199001011234"


@pytest.fixture(autouse=True)
def _at_the_keyboard(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr(clock, "now", lambda: later(NOW, HOUR))
    enrol("office1", Role.OFFICE)
    enrol("reviewer1", Role.REVIEWER)


def mover(**head: Any) -> None:
    put_mover(**head)
    open_windows()
    warm(NOW)


def run(out: Path, term: str = "2026H2", by: str = "office1") -> int:
    words = ["export-transfers", term, str(out), "--stage", "test", "--by", by]
    return transfers.run(command._parser().parse_args(words))


def table(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_whoever_has_left_stands_in_the_file_one_row_a_score(tmp_path: Path, capsys: Any) -> None:
    """M3.4-03, and the national exchange."""
    mover()
    no, out = leave(), tmp_path / "out.csv"
    assert run(out) == 0
    assert "共 1 人、3 条成绩" in capsys.readouterr().out
    first, *rest = table(out)
    assert list(first) == [one.title for one in COLUMNS]
    assert {key: value.strip("\t") for key, value in first.items()} == {
        "转考编号": no,
        "转出日期": "2026-12-01",
        "证件号码": NUMBER,
        "姓名": "演示甲",
        "转出地代码": "31",
        "转出准考证号": "000000000001",
        "转出专业代码": "120402",
        "转出专业": "行政管理",
        "转入地代码": "32",
        "转入准考证号": "320100000001",
        "转入层次代码": "5",
        "转入专业代码": "120402",
        "转入专业": "行政管理",
        "课程代码": CODES[0],
        "课程名称": f"课程{CODES[0]}",
        "类型": "理论",
        "成绩来源": "考试",
        "成绩": "70",
        "学分": "4",
        "通过时间": "2026-10",
    }
    assert [row["课程代码"].strip() for row in rest] == list(CODES[1:])
    assert out.stat().st_mode & 0o077 == 0


def test_every_person_in_it_is_a_look_on_record(tmp_path: Path) -> None:
    mover()
    no = leave()
    assert run(tmp_path / "out.csv") == 0
    [look] = sightings.latest(CID, 10)
    assert (look.no, look.actor.organisation) == (no, "市考办")


def test_who_has_not_left_or_left_in_another_term_is_not_in_it(tmp_path: Path, capsys: Any) -> None:
    mover()
    submit()
    assert run(tmp_path / "out.csv") == 0
    assert "共 0 人" in capsys.readouterr().out
    assert table(tmp_path / "out.csv") == []
    assert sightings.latest(CID, 10) == ()


def test_a_name_that_a_spreadsheet_would_run_stays_text(tmp_path: Path) -> None:
    mover(name="=1+1")
    leave()
    assert run(tmp_path / "out.csv") == 0
    assert table(tmp_path / "out.csv")[0]["姓名"] == "'=1+1"


def test_reviewers_may_not_and_a_run_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    mover()
    leave()
    assert run(tmp_path / "out.csv", by="reviewer1") == 1
    monkeypatch.setattr(sightings, "id_number", lambda _cid: msgspec.UNSET.missing)
    with pytest.raises(AttributeError):
        run(tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []
    assert "没有写出文件" in capsys.readouterr().err

"""Scores from a file to the sheets that people see."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.transcripts import passes
from chalicelib.storage import bulk, imports, people, tickets
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.home.show_scores import show_scores
from chalicelib.usecases.imports import write_sheets as writing
from tests.builders import CID
from tests.conftest import Meter
from tests.infra.imports.conftest import HEADER, MARKS, NUMBER, Desk, in_words, stored


def test_rows_become_sheets_as_every_other_writer_stores_them(desk: Desk, person: Cid) -> None:
    assert desk.run("scores", MARKS, session="2026-10") == 0
    [(key, sheet)] = stored().items()
    assert key == "A#S#2026-10#1#T"
    assert [(row["code"], row["score"]) for row in sheet["rows"]] == [("00015", 61), ("00034", None)]
    record = people.load(CID)
    before = RecordItem.get(people.partition(CID), key).body
    people.put_sheet(CID, msgspec.json.decode(before or "", type=type(record.transcript.sheets[0])))
    assert RecordItem.get(people.partition(CID), key).body == before


def test_a_session_is_seen_from_its_instant_and_not_before(desk: Desk, person: Cid, time: Any) -> None:
    assert desk.run("scores", MARKS, session="2026-10") == 0
    assert passes(people.load(CID).transcript, time.forward(days=3_000)) == {}
    out = later(time.at("2026-12-02 10:00"), 2 * MINUTE)
    assert desk.run("scores", MARKS, session="2026-10", release=in_words(out)) == 0
    assert "已于" in desk.said
    for now, seen in ((out - 1, 0), (out, 1)):
        view = show_scores(CID, 1, 1, Instant(now))
        assert len(view.sheets) == seen
    assert b"9007199254740991" not in bytes(view.sheets[0])


def test_calls_are_tickets_by_the_hundred_and_sheets_by_twenty_five(desk: Desk, meter: Meter) -> None:
    numbers = [f"9900000000{at:02}" for at in range(60)]
    lines = [bulk.line_of(tickets.item(one, Holder(Cid(one.zfill(32)), TicketRef(1), ""))) for one in numbers]
    for start in (0, 25, 50):
        bulk.put(RegistryItem, lines[start : start + 25])
    rows = "".join(f"{one},{code},70\n" for code in ("00015", "00034", "00087") for one in numbers)
    with meter() as calls:
        assert desk.run("scores", HEADER + rows, session="2026-10") == 0
    # Whatever the size: manifests, releases twice, courses; lease taken and given up, session, checkpoint, manifest.
    assert calls == {"BatchGetItem": 1, "BatchWriteItem": 3, "GetItem": 5, "PutItem": 5}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f"{NUMBER},00015,101\n", "第 2 行 · 成绩：“101” 成绩应为 0 至 100"),
        (f"{NUMBER},00015,6①\n", "第 2 行 · 成绩：“6①” 成绩应为 0 至 100"),
        (f"{NUMBER},99999,60\n", "第 2 行 · 课程代码：“99999” 课程目录中没有"),
        ("990000000009,00015,60\n", "第 2 行 · 准考证号：查无此准考证"),
        (f"{NUMBER},00015,60\n{NUMBER},15,61\n", "第 3 行 · 成绩：“与第 2 行” 同一准考证、考期和课程有两个不同的成绩"),
        ("9.90313E+11,00015,60\n", "第 2 行 · 准考证号：被表格软件改成了科学计数法"),
        (f"{NUMBER},00015\n", "比表头少列"),
    ],
)
def test_one_fault_and_nothing_is_imported(desk: Desk, person: Cid, rows: str, said: str) -> None:
    good = f"{NUMBER},00087,88\n"
    assert desk.run("scores", HEADER + rows + good, session="2026-10") == 1
    assert said in desk.said
    assert "没有导入任何内容" in desk.said
    assert stored() == {}
    assert list(RegistryItem.query("IMP#")) == []


def test_where_the_file_has_id_numbers_they_must_be_those_of_the_holders(desk: Desk, person: Cid) -> None:
    content = "准考证号,课程代码,成绩,身份证号\n"
    rows = [f"{NUMBER},00015,61,{number}\n" for number in ("000000199001010034", "000000199001011235", "1.1E+17")]
    assert desk.run("scores", content + "".join(rows), session="2026-10") == 1
    for said in (
        "第 2 行 · 证件号码：与准考证号不是同一个人",
        "第 3 行 · 证件号码：证件号码有误",
        "第 4 行 · 证件号码：被表格",
    ):
        assert said in desk.said
    assert "000000199001010034" not in desk.said
    assert desk.run("scores", f"{content}{NUMBER},00015,61,000000 19900101123 x\n", session="2026-10") == 0


def test_after_a_refusal_the_mended_file_goes_in(desk: Desk, person: Cid) -> None:
    assert desk.run("scores", MARKS.replace("61", "161"), session="2026-10") == 1
    assert desk.run("scores", MARKS.replace("61", "161"), session="2026-10") == 1
    assert desk.run("scores", MARKS, session="2026-10") == 0


def test_lost_zeros_and_equal_rows_are_told_and_do_no_harm(desk: Desk, person: Cid) -> None:
    assert desk.run("scores", f"{HEADER}{NUMBER},15,61\n{NUMBER},00015,61\n", session="2026年10月") == 0
    assert "第 2 行 · 课程代码：“15” 已补足前导零" in desk.said
    assert "“同第 2 行” 与另一行相同，只导入一次" in desk.said
    assert [len(sheet["rows"]) for sheet in stored().values()] == [1]


def test_a_file_with_a_column_of_sessions_needs_no_option_and_may_not_contradict_it(desk: Desk, person: Cid) -> None:
    content = f"准考证号,课程代码,成绩,考期\n{NUMBER},00015,61,2026-10\n{NUMBER},00087,70,202604\n"
    assert desk.run("scores", content, session="2026-10") == 1
    assert "与 --session 指定的考期不同" in desk.said
    assert desk.run("scores", content) == 0
    assert list(stored()) == ["A#S#2026-04#1#T", "A#S#2026-10#1#T"]
    assert desk.run("scores", MARKS) == 1
    assert "用 --session 指定" in desk.said


def test_a_session_far_ahead_is_a_slip_of_the_pen(desk: Desk, person: Cid, time: Any) -> None:
    content = f"准考证号,课程代码,成绩,考期\n{NUMBER},00015,61,2027-12\n{NUMBER},00087,70,2062-04\n"
    assert desk.run("scores", content) == 1
    assert "第 3 行 · 考期：“2062-04” 考期不能晚于 2027-12" in desk.said
    assert "第 2 行" not in desk.said
    assert desk.run("scores", MARKS, session="2062-04") == 1


def test_the_same_file_twice_says_so_and_writes_nothing(desk: Desk, person: Cid, meter: Meter) -> None:
    desk.run("scores", MARKS, session="2026-10")
    with meter() as calls:
        assert desk.run("scores", MARKS, session="2026-10") == 0
    assert "导入过，没有再次写入" in desk.said
    assert "BatchWriteItem" not in calls


def test_what_goes_wrong_outside_is_a_sentence_and_the_command_goes_on(
    desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [
        KeyboardInterrupt(),
        OSError("full"),
        BusyError("数据库繁忙"),
        ClientError({"Error": {}}, "BatchWriteItem"),
    ]
    write = writing.bulk.put
    for failure in failures:

        def failing(*_: Any, failure: BaseException = failure) -> None:
            raise failure

        monkeypatch.setattr(writing.bulk, "put", failing)
        assert desk.run("scores", MARKS, session="2026-10") in (1, 130)
        assert "Traceback" not in desk.said
        assert len(desk.said.splitlines()) < 6
    monkeypatch.setattr(writing.bulk, "put", write)
    assert desk.run("scores", MARKS, session="2026-10") == 0
    assert "继续上次中断的导入" in desk.said


def test_a_rehearsal_writes_nothing_and_tells_what_would_be(desk: Desk, person: Cid) -> None:
    tables = (RecordItem, RegistryItem, AuditItem)
    before = [list(map(str, table.scan())) for table in tables]
    assert desk.run("scores", MARKS, session="2026-10", dry_run=True) == 0
    assert "试运行：没有写入任何内容" in desk.said
    assert "成绩：2" in desk.said
    assert [list(map(str, table.scan())) for table in tables] == before
    assert not (desk.folder / "spool").exists()


def test_the_manifest_counts_and_sums(desk: Desk, person: Cid) -> None:
    desk.run("scores", MARKS, session="2026-10")
    [item] = [item for item in RegistryItem.scan() if item.pk.startswith("IMP#") and item.sk == "scores#2026-10"]
    manifest = imports.find(item.pk.removeprefix("IMP#"), item.sk)
    assert manifest
    assert manifest.done
    assert manifest.figures == {
        "rows": 2,
        "tickets": 1,
        "marks": 2,
        "sheets": 1,
        "score_sum": 61,
        "absent": 1,
        "to_compare": 0,
        "corrected": 0,
    }
    assert len(manifest.digest) == 64
    assert list((desk.folder / "spool").iterdir()) == []


def test_two_imports_at_once_are_one_too_many(desk: Desk, person: Cid, time: Any) -> None:
    imports.take("somebody else", time())
    assert desk.run("scores", MARKS, session="2026-10") == 1
    assert "另一个导入正在进行" in desk.said
    time.forward(minutes=3)
    assert desk.run("scores", MARKS, session="2026-10") == 0


def test_a_file_in_gb18030_gives_the_same_sheets(desk: Desk, person: Cid, tmp_path: Path) -> None:
    path = tmp_path / "gb.csv"
    path.write_bytes(MARKS.encode("gb18030"))
    assert desk.run("scores", path, session="2026-10") == 0
    assert list(stored()) == ["A#S#2026-10#1#T"]

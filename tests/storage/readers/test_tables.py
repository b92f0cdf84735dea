"""Files as offices send them: encodings, workbooks, broken ends."""

import gc
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.report import Report, UnreadableError
from chalicelib.storage.readers.tables import Cells, Limits, Table

COLUMNS = (
    Column(key="name", title="姓名"),
    Column(key="code", title="课程代码", aliases=("代码",)),
    Column(key="mobile", title="手机", required=False),
)
TEXT = "课程代码,姓名\n00015,联通\n00016,丁\n"
READ = [(2, ("联通", "00015", "")), (3, ("丁", "00016", ""))]

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes) -> Path:
        path = tmp_path / "给考办的.csv"
        path.write_bytes(content)
        return path

    return written


def read(path: Path, expected: int | None = None) -> tuple[list[tuple[int, Cells]], Report]:
    report = Report()
    return list(Table(path, COLUMNS, report, Limits(expected)).rows()), report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("change", [str, lambda text: text.replace(",", "\t"), lambda text: text.replace("\n", "\r\n")])
def test_every_usual_encoding_and_separator_reads_the_same(
    write: Write, encoding: str, change: Callable[[str], str]
) -> None:
    rows, report = read(write(change(TEXT).encode(encoding)))
    assert rows == READ
    assert (report.faults, report.notes) == (0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b" \n", "空的"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xd0\xcf\x11\xe0old", "旧版 Excel"),
        (b"\xd0\xcf\x11\xe0" + bytes(508) + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码"),
        (TEXT.encode()[:-3], "第 40 个字节不是有效的 UTF-8，文件可能损坏或被截断"),
        (b"code,name\n00015,\xff\xff\n", "既不是 UTF-8（第 17 个字节有误），也不是 GB18030（第 17 个字节有误）"),
        (b"code,name\n00015,a\0b\n", "第 18 个字节"),
        (b'code,name\n00015,"open\n', "引号不成对"),
        (b"PK\x03\x04 and no more", "工作簿损坏"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_place(write: Write, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=r"^给考办的\.csv") as refused:
        read(write(content))
    assert said in str(refused.value)


def test_what_is_no_file_is_named_as_it_was_typed() -> None:
    with pytest.raises(UnreadableError, match=r"^/：打不开这个文件"):
        read(Path("/"))


def test_a_heading_above_blank_rows_and_unused_columns_do_no_harm(write: Write) -> None:
    content = "上海市成绩表,,\n\n考场,代码,姓名,\n1,00015,甲,\n,,,\n2,00016,乙,\n"
    rows, report = read(write(content.encode()))
    assert rows == [(4, ("甲", "00015", "")), (6, ("乙", "00016", ""))]
    assert (report.faults, report.notes) == (0, 1)


def test_a_heading_in_the_words_of_a_column_is_no_header(write: Write) -> None:
    rows, report = read(write("姓名,,\n代码,姓名,手机\n00015,甲,\n".encode()))
    assert rows == [(3, ("甲", "00015", ""))]
    assert report.faults == 0


def test_nothing_comes_from_a_file_without_its_columns(write: Write) -> None:
    rows, report = read(write("代码,代码,手机\n1,2,3\n".encode()))
    assert rows == []
    assert report.faults == 2


@pytest.mark.parametrize(
    ("content", "expected", "said"),
    [
        (TEXT[:-1], None, "最后一行没有换行"),
        (TEXT + "0001", None, "比表头少列"),
        (TEXT + "00017,戊,多余\n", None, "比表头多列"),
        (TEXT, 3, "文件有 2 行数据，与写明的 3 行不符"),
        ("课程代码,姓名\n", None, "没有数据行"),
    ],
)
def test_half_a_file_is_a_fault(write: Write, content: str, expected: int | None, said: str) -> None:
    _, report = read(write(content.encode()), expected)
    assert any(said in line for line in report.lines())
    assert report.faults


def test_a_stated_number_of_rows_confirms_a_file_without_a_last_line_feed(write: Write) -> None:
    rows, report = read(write(TEXT[:-1].encode()), expected=2)
    assert (rows, report.faults) == (READ, 0)


def a_workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_reads_as_people_see_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "代码", "手机"], ["甲", 15, None], [], ["乙", 15.0, date(2026, 10, 24)]]
    found, report = read(a_workbook(tmp_path / "一.xlsx", rows, []))
    assert found == [(2, ("甲", "15", "")), (4, ("乙", "15", "2026-10-24 00:00:00"))]
    assert report.faults == 0


def test_digits_that_a_workbook_lost_are_not_made_up(tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "代码"], ["甲", 110105194912310020], ["乙", 1.1e17]]
    found, _ = read(a_workbook(tmp_path / "一.xlsx", rows))
    assert [cells[1] for _, cells in found] == ["1.101052E+17", "1.100000E+17"]


def test_a_formula_that_nobody_worked_out_is_no_empty_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "代码", "手机"], ["甲", 15, "=1+1"]]
    with pytest.raises(UnreadableError, match="C2 是没有结果的公式"):
        read(a_workbook(tmp_path / "一.xlsx", rows))


def test_two_filled_sheets_are_one_too_many(tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "代码"], ["甲", 15]]
    with pytest.raises(UnreadableError, match="2 张"):
        read(a_workbook(tmp_path / "一.xlsx", rows, rows))


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "一.xlsx", [["姓名", "代码"], *[["甲", 15]] * 500])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableError, match="被截断"):
        read(path)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_rows(tmp_path: Path, kind: str) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.{kind}"
        rows: list[list[object]] = [["姓名", "代码"], *([f"甲{at}", f"{at:05}"] for at in range(count))]
        if kind == "xlsx":
            a_workbook(path, rows)
        else:
            path.write_text("".join(f"{name},{code}\n" for name, code in rows), "utf-8")
        gc.collect()
        tracemalloc.start()
        assert sum(1 for _ in Table(path, COLUMNS, Report(), Limits()).rows()) == count
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(100)
    assert peak(5_000) < peak(500) + 300_000

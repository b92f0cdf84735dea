"""Workbooks that are damaged, or made to do harm."""

import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.xml.constants import SHEET_MAIN_NS

from chalicelib.domain.imports.report import UnreadableError
from chalicelib.storage.readers import workbooks

SHEET, LAST = "xl/worksheets/sheet1.xml", b'<c r="C2" t="n"><v>60</v></c>'
ROWS = [["准考证号", "课程代码", "成绩"], ["990312950001", "00015", "60"]]
Change = Callable[[bytes], bytes]


def a_book(folder: Path, change: Change = bytes, part: str = SHEET) -> Path:
    """A small workbook, one part of which was changed."""
    made, path = BytesIO(), folder / "成绩.xlsx"
    book = Workbook()
    for row in ([*ROWS[0]], [*ROWS[1][:2], 60]):
        book.worksheets[0].append(row)
    book.save(made)
    with ZipFile(made) as whole, ZipFile(path, "w", ZIP_DEFLATED) as changed:
        for info in whole.infolist():
            content = whole.read(info)
            changed.writestr(info.filename, change(content) if info.filename == part else content)
    return path


def beside_the_last(cells: bytes) -> Change:
    return lambda content: content.replace(LAST, LAST + cells)


def in_its_place(cell: bytes) -> Change:
    return lambda content: content.replace(LAST, cell)


def test_one_byte_that_is_another_is_a_refusal_or_does_no_harm(tmp_path: Path) -> None:
    path = a_book(tmp_path)
    whole, read = path.read_bytes(), 0
    for at in range(0, len(whole), 5):
        broken = bytearray(whole)
        broken[at] ^= (0xFF, 0x55, 0x08)[at % 3]
        path.write_bytes(broken)
        try:
            read += len(list(workbooks.rows(path))) > 0
        except UnreadableError:
            continue
    assert 0 < read < len(whole) // 5


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="C2" t="s"><v>99</v></c>', "工作簿损坏"),
        (b'<c r="C2"><v>nan</v></c>', "工作簿损坏"),
        (LAST + b'<c r="C2"><v>99</v></c>', "第 2 行的单元格编号重复"),
        (b'<c r="C3"><v>99</v></c>', "第 2 行的单元格编号重复或不属于这一行"),
        (b'<c r="C2" t="inlineStr"><is><t>' + b"9" * 32_768 + b"</t></is></c>", "C2 超过 32,767 个字符"),
        (b"<c><v>1</v></c>" * 199, "第 2 行超过 200 个单元格"),
    ],
)
def test_what_no_table_program_writes_is_refused(tmp_path: Path, cell: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        list(workbooks.rows(a_book(tmp_path, in_its_place(cell))))


def test_no_text_stands_before_the_first() -> None:
    texts = f'<sst xmlns="{SHEET_MAIN_NS}"><si><t>甲</t></si><si><t>乙</t></si></sst>'
    strings = workbooks._Strings(BytesIO(texts.encode()), BytesIO())
    assert [strings[0], strings[1]] == ["甲", "乙"]
    with pytest.raises(IndexError):
        strings[-2]


def test_what_is_just_within_the_limits_is_read(tmp_path: Path) -> None:
    long = b'<c t="inlineStr"><is><t>' + b"9" * 32_767 + b"</t></is></c>"
    _, row = workbooks.rows(a_book(tmp_path, beside_the_last(long * 197)))
    assert row == [*ROWS[1], *["9" * 32_767] * 197]


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, part: str) -> None:
    path = a_book(tmp_path, lambda content: content + b" " * (11 << 20), part)
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="压缩比超过 200 倍"):
        list(workbooks.rows(path))
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_a_workbook_is_known_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = a_book(tmp_path).rename(tmp_path / "名单.dat")
    assert list(workbooks.rows(path))


def test_a_workbook_has_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_book(tmp_path)
    assert list(workbooks.rows(path)) == ROWS
    monkeypatch.setattr(workbooks, "_UNPACKED_MOST", 10_000)
    with pytest.raises(UnreadableError, match=r"^成绩.xlsx：工作簿解压后超过"):
        list(workbooks.rows(path))

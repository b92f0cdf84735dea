"""Workbooks that are damaged, or made to do harm."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.xml.constants import SHEET_MAIN_NS

from infra.imports import workbooks
from infra.imports.encodings import UnreadableError

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

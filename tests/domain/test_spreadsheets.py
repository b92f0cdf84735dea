"""Exports open as what they are: text in every cell, formulas nowhere (row 76, F120, S16)."""

import csv
import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from chalicelib.domain import spreadsheets
from chalicelib.domain.spreadsheets import CSV, FORMULA, XLSX, Sheet

LONG = bool(os.environ.get("KAOJI_LONG"))

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cn")), max_size=20)
CELLS = st.one_of(TEXTS, st.tuples(st.sampled_from(FORMULA), TEXTS).map("".join))


def rows_of(found: bytes, form: str) -> list[list[str]]:
    """As a program reads it that trusts the file."""
    if form == CSV:
        return list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    [sheet] = load_workbook(io.BytesIO(found)).worksheets
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@settings(max_examples=5_000 if LONG else 150)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from([CSV, XLSX]))
def test_any_text_comes_back_as_the_text_it_was(rows: list[tuple[str, str]], form: str) -> None:
    """Without the apostrophe that keeps it from being a formula, and what XML cannot say."""
    [_, *read] = rows_of(spreadsheets.file_of(Sheet(("甲", "乙"), rows), form), form)
    for cell, found in zip((cell for row in rows for cell in row), (cell for row in read for cell in row), strict=True):
        assert not found.startswith(FORMULA)
        plain = found[1:] if cell.startswith(FORMULA) else found
        assert plain == (cell if form == CSV else cell.replace("\r", "�"))


def test_the_mark_of_utf_8_stands_first() -> None:
    assert spreadsheets.file_of(Sheet(("准考证号",), []), CSV).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("number", ["000000000007", "000000199001010010", "1E5"])
def test_numbers_of_people_keep_every_digit(number: str) -> None:
    sheet = Sheet(("准考证号",), [(number,)], frozenset({"准考证号"}))
    assert rows_of(spreadsheets.file_of(sheet, CSV), CSV)[1] == [f"\t{number}"]
    [found] = load_workbook(io.BytesIO(spreadsheets.file_of(sheet, XLSX))).worksheets
    assert (found["A2"].value, found["A2"].data_type, found["A2"].number_format) == (number, "s", "@")


def test_a_number_that_is_none_is_made_safe_too() -> None:
    assert spreadsheets.as_text("=1") == "'=1"
    assert spreadsheets.as_text("＝1") == "'＝1"


def test_the_same_rows_are_the_same_file() -> None:
    """Its digest stands on record."""
    sheet = Sheet(("甲",), [("一",), ("二",)])
    assert spreadsheets.file_of(sheet, XLSX) == spreadsheets.file_of(sheet, XLSX)

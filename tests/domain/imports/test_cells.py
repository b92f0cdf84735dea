"""Cells as people and table programs leave them."""

from datetime import date

import pytest

from chalicelib.domain.imports import cells
from chalicelib.domain.imports.cells import CellError


@pytest.mark.parametrize("text", ["00015", "15", "15.0", " 00015\t", "'00015", '="00015"', "０００１５"])
def test_lost_zeros_and_wrappings_of_a_course_code_are_repaired(text: str) -> None:
    assert cells.course_code(text) == "00015"


@pytest.mark.parametrize("text", ["", "000150", "15.5", "A0015", "-15", "1.5E+1", "15 16"])
def test_what_is_no_course_code_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        cells.course_code(text)


@pytest.mark.parametrize(("text", "score"), [("0", 0), ("60", 60), ("100", 100), ("85.0", 85), ("缺考", None)])
def test_scores_are_whole_or_absent(text: str, score: int | None) -> None:
    assert cells.score(text) == score


@pytest.mark.parametrize(
    "text", ["", "101", "-1", "59.5", "60分", "1e1", "9" * 5_000, "6①", "6²", "⑥⓪", "½", "6𝟎", "٦٠"]
)
def test_a_score_outside_0_to_100_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        cells.score(text)


@pytest.mark.parametrize(
    "text", ["2026-10-24", "2026/10/24", "2026.10.24", "2026年10月24日", "20261024", "2026-10-24 00:00:00"]
)
def test_five_spellings_of_a_date_and_a_spreadsheet_s_own(text: str) -> None:
    assert cells.day(text) == date(2026, 10, 24)


@pytest.mark.parametrize("text", ["\ufeff00015", "\u202d00015\u202c", "000\u200b15"])
def test_what_nobody_sees_goes(text: str) -> None:
    assert cells.course_code(text) == "00015"


@pytest.mark.parametrize("text", ["1 号楼（西门）", '="1 号楼（西门）"', "'1 号楼（西门）\u200b "])
def test_words_stay_as_they_were_written_without_a_spreadsheet_s_quoting(text: str) -> None:
    assert cells.words(text) == "1 号楼（西门）"


def test_only_what_full_width_typing_gives_is_folded() -> None:
    typed = "".join(map(chr, range(0xFF01, 0xFF5F)))
    assert cells.plain(f"{typed}\u3000{typed}") == "{0} {0}".format("".join(map(chr, range(0x21, 0x7F))))
    assert cells.plain("6① Ⅱ㈠㎏ﬁ½") == "6① Ⅱ㈠㎏ﬁ½"


@pytest.mark.parametrize("text", ["1899-12-31", "9999-12-31", "0001-01-01"])
def test_a_year_that_nobody_means_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="1900 至 2100"):
        cells.day(text)


@pytest.mark.parametrize("text", ["", "2026-02-30", "24/10/2026", "46319", "2026-10", "2026-10/24", "明天"])
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        cells.day(text)


@pytest.mark.parametrize(
    "text",
    ["2026-10", "2026/10", "2026.10", "2026年10月", "202610", "2026/10/1", "2026-10-01", "2026-10-01 00:00:00"],
)
def test_five_spellings_of_a_session_and_a_spreadsheet_s_own(text: str) -> None:
    assert cells.session(text) == "2026-10"


@pytest.mark.parametrize(
    "text", ["", "2026-13", "26-10", "2026-00", "1899-04", "2026-10-24", "20261", "2026.1", "2026101"]
)
def test_other_sessions_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        cells.session(text)


def test_a_number_that_lost_its_digits_says_how_to_export_it() -> None:
    with pytest.raises(CellError, match="设为文本"):
        cells.number_text("3.10101E+17")

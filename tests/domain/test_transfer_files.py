"""The table of 转考档案: one row a course, nothing that a spreadsheet would change."""

import msgspec

from chalicelib.domain.ids import No
from chalicelib.domain.spreadsheets import FORMULA
from chalicelib.domain.transfer_files import COLUMNS, Departure, rows_of, titles
from chalicelib.domain.transfer_out_forms import TransferRow
from tests.builders import NOW, a_number
from tests.transferring import TARGET, filed


def a_departure(*rows: TransferRow, name: str = "演示甲") -> Departure:
    return Departure(
        no=No(a_number(1)),
        at=NOW,
        id_number="000000199001011234",
        name=name,
        province="31",
        ticket="000000000001",
        major="120402",
        title="行政管理",
        target=msgspec.structs.replace(TARGET, title="行政管理"),
        rows=rows or filed().content.scores,
    )


def test_every_row_has_every_column_and_repeats_the_person() -> None:
    rows = list(rows_of(a_departure()))
    assert {len(row) for row in rows} == {len(COLUMNS)} == {len(titles())}
    persons = {tuple(row[:13]) for row in rows}
    assert len(rows) == 3
    assert len(persons) == 1


def test_numbers_keep_their_digits_and_no_cell_is_a_formula() -> None:
    [row] = rows_of(a_departure(filed().content.scores[0], name="@SUM(1)"))
    assert (row[2], row[3]) == ("\t000000199001011234", "'@SUM(1)")
    assert [cell for cell in row if cell.startswith(FORMULA) and not cell.startswith("\t")] == []


def test_what_is_not_known_stays_empty_and_kinds_have_their_words() -> None:
    first = filed().content.scores[0]
    practice = msgspec.structs.replace(first, kind="practice", source="supplemented", score=None, credits2=None)
    [row] = rows_of(a_departure(practice))
    assert row[15:] == ["实践", "补登", "", "", "2026-10"]
    [half] = rows_of(a_departure(msgspec.structs.replace(first, credits2=9)))
    assert half[18] == "4.5"

"""Headers as different offices write them, and what is told about a file."""

from chalicelib.domain.imports.cells import CellError, course_code, required
from chalicelib.domain.imports.columns import Column, placed
from chalicelib.domain.imports.report import LISTED, Finding, Report
from chalicelib.domain.imports.rows import Row

COLUMNS = (
    Column(key="ticket", title="准考证号", aliases=("准考证",)),
    Column(key="score", title="成绩", aliases=("分数",)),
    Column(key="mobile", title="手机", required=False),
)


def test_titles_aliases_and_keys_are_found_in_any_order_and_case() -> None:
    heading = placed(["分 数", "TICKET*"], COLUMNS)
    assert heading.places == (1, 0, None)
    assert heading.findings == ()


def test_missing_and_doubled_columns_are_faults_and_unknown_ones_notes() -> None:
    heading = placed(["成绩", "分数", "考场"], COLUMNS)
    assert [(finding.field, finding.is_fault) for finding in heading.findings] == [
        ("成绩", True),
        ("准考证号", True),
        ("表头", False),
    ]
    assert "准考证号、准考证" in heading.findings[1].what
    assert heading.findings[2].value == "考场"


def test_a_report_counts_everything_and_lists_a_hundred() -> None:
    report = Report()
    for row in range(2, 252):
        report.add(row, Finding("成绩", "成绩应为 0 至 100 的整数", "101"))
    report.add(0, Finding("表头", "没有使用", "考场", is_fault=False))
    lines = report.lines()
    assert (report.faults, report.notes, len(lines)) == (250, 1, 2 + 1 + LISTED + 2)
    assert "第 2 行 · 成绩：“101” 成绩应为 0 至 100 的整数" in lines[3]
    assert lines[-1].strip() == "250 处 成绩：成绩应为 0 至 100 的整数"


def test_a_row_that_is_no_header_is_not_repeated() -> None:
    """Where the header is missing, the first row is a person."""
    heading = placed(["000000199503120014", "张三"], COLUMNS)
    assert [(finding.field, finding.value) for finding in heading.findings] == [("准考证号", ""), ("成绩", "")]


def test_a_cell_in_a_shifted_column_tells_no_number_and_moves_no_cursor() -> None:
    said = [Finding("成绩", "不对", value).text(2) for value in ("00000019950312001X", "\x1b[2J9", "x" * 90)]
    assert said == ["第 2 行 · 成绩：“…” 不对", "第 2 行 · 成绩：“�[2J9” 不对", f"第 2 行 · 成绩：“{'x' * 40}” 不对"]


def test_a_row_gathers_all_its_faults_and_keeps_private_cells_to_itself() -> None:
    row = Row(COLUMNS, ("999", "x", ""))

    def refuse(_text: str) -> str:
        raise CellError("不对")

    assert row.read("ticket", refuse, private=True) is None
    assert row.read("score", course_code) is None
    assert row.read("mobile", required) is None
    assert [finding.value for finding in row.findings] == ["", "x", ""]
    assert not row.is_sound

"""Tables for people's spreadsheets: every cell arrives as the text that it is, none becomes a formula (F120)."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

# A cell that begins so is a formula to a spreadsheet, the full-width signs to one set to Chinese.
FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
CSV, XLSX = "csv", "xlsx"
TYPES: Final = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_THEN: Final = (2000, 1, 1, 0, 0, 0)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# Beside the sheet: one style, whose cells are text to whoever types into them.
_PARTS: Final = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="导出" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class Sheet(NamedTuple):
    """Columns and rows of text. `numbers`: titles of columns whose digits name something and are never counted."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[str] = frozenset()


def as_text(number: str) -> str:
    """Spreadsheets drop leading zeros and round long numbers, unless a tab says that it is text."""
    return f"\t{number}" if number.isascii() and number.isalnum() else safe(number)


def safe(text: str) -> str:
    """An apostrophe keeps a cell from being a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def file_of(sheet: Sheet, form: str) -> bytes:
    """`form` is CSV or XLSX; the same rows give the same bytes."""
    return _workbook(sheet) if form == XLSX else _csv(sheet)


def _csv(sheet: Sheet) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    told = [as_text if title in sheet.numbers else safe for title in sheet.columns]
    writer.writerows([tell(cell) for tell, cell in zip(told, row, strict=True)] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _workbook(sheet: Sheet) -> bytes:
    """One sheet whose cells are strings by type; made safe all the same, because people save workbooks as CSV."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", _sheet(sheet))):
            package.writestr(zipfile.ZipInfo(name, _THEN), part.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sheet(sheet: Sheet) -> str:
    lines = "".join(f"<row>{''.join(_cells(row))}</row>" for row in (sheet.columns, *sheet.rows))
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cells(row: Iterable[str]) -> Iterator[str]:
    for cell in row:
        yield f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_printable(safe(cell)))}</t></is></c>'


def _printable(text: str) -> str:
    """XML has no way to write the other control characters, and reads a lone \\r as \\n."""
    kept = (char if char in "\t\n" or (char >= "\x20" and not "\ufffe" <= char <= "\uffff") else "�" for char in text)
    return "".join("�" if "\ud800" <= char <= "\udfff" else char for char in kept)

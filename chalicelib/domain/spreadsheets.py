"""Cells that spreadsheets open as they are: what looks like a formula is none, and numbers keep their digits."""

from typing import Final

# A cell that begins so is a formula to a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(number: str) -> str:
    """Spreadsheets drop leading zeros and round long numbers, unless a tab says that it is text."""
    return f"\t{number}" if number.isascii() and number.isalnum() else safe(number)


def safe(text: str) -> str:
    """An apostrophe keeps a cell from being a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text

"""What an office brings in from files at its own desk; scores, by the million, come in at the command line."""

from enum import StrEnum
from typing import Final

# Of a file at the desk: what one request can judge in its time, and how many people it writes, up to three calls each.
BYTES_MOST: Final = 1_000_000
ROWS_MOST: Final = 2_000
PEOPLE_AT_ONCE: Final = 100


class FileKind(StrEnum):
    CANDIDATES = "candidates"
    PLANS = "plans"
    SUBSTITUTIONS = "substitutions"
    COURSES = "courses"
    WINDOWS = "windows"
    TRANSFERS = "transfers"

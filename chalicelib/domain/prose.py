"""Text that is printed on paper for a personal file: how it is counted, and what a printer cannot print.

The rules are those of one line of JavaScript each, so that the page counts and judges as the server does; of
`[...text.normalize("NFC")]` counts what `/[\\s\\p{M}\\p{Cf}\\u115f\\u1160\\u2800\\u3164\\uffa0]/u` does not match.
"""

import re
import unicodedata
from typing import Final

from chalicelib.domain.catalogue import has_unwanted

# Pictographs, flags, keycaps, tags and the selector that turns a sign into one. Stars are used in lists and stay.
_EMOJI: Final = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u27bf\u2b00-\u2bff\u231a\u231b\u23e9-\u23fa\ufe0f\u20e3\U000e0020-\U000e007f]"
)
# As typed a text may be this many times as long as it counts: white space and marks cost nothing else.
_RAW: Final = 2
_MARKS_MOST: Final = 2
# Letters that look like nothing.
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# So that a text of the longest length stays within three sides of paper; empty lines between are none.
PARAGRAPHS_MOST: Final = 30


def cleaned(text: str) -> str:
    """As stored, counted and printed: composed characters, plain line ends, no space around lines, one empty line."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines = "\n".join(line.strip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def length(text: str) -> int:
    """Characters as people count them: no white space, no marks, no invisible characters."""
    return sum(not _is_free(one) for one in unicodedata.normalize("NFC", text))


def unprintable(text: str) -> str:
    """What a printer cannot print, in whatever field it was typed: `emoji`, `unwanted`, or ""; lines may break."""
    if _EMOJI.search(text):
        return "emoji"
    return "unwanted" if has_unwanted(text.replace("\n", "")) or _is_stacked(text) else ""


def fault(text: str, least: int, most: int) -> str:
    """What is wrong with a clean text: `emoji`, `unwanted`, `lines`, `short`, `long`, or ""."""
    if found := unprintable(text):
        return found
    if sum(bool(line) for line in text.split("\n")) > PARAGRAPHS_MOST:
        return "lines"
    count = length(text)
    if count > most or len(text) > _RAW * most:
        return "long"
    return "short" if count < least else ""


def _is_free(character: str) -> bool:
    category = unicodedata.category(character)
    return character.isspace() or character in _BLANK or category[0] == "M" or category == "Cf"


def _is_stacked(text: str) -> bool:
    """Marks piled on one character run into the lines above and below."""
    run = 0
    for one in unicodedata.normalize("NFC", text):
        run = run + 1 if unicodedata.category(one)[0] == "M" else 0
        if run > _MARKS_MOST:
            return True
    return False

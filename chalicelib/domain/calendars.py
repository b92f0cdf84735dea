"""An appointment as a calendar file (RFC 5545): one event, times in UTC, nothing that names a person."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant

MEDIA: Final = "text/calendar; charset=utf-8"
_LINE = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Appointment(NamedTuple):
    """What is written into it; `ver` says which of two files of one application is the newer."""

    no: No
    ver: int
    title: str
    opens: Instant
    closes: Instant
    place: str
    text: str


def calendar(one: Appointment, now: Instant) -> str:
    """Reminds a day before. Lines end as the format wants them and fold before 75 octets."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kaoji//Kaoji//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{one.no}@kaoji",
        f"SEQUENCE:{one.ver}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(one.opens)}",
        f"DTEND:{_moment(one.closes)}",
        f"SUMMARY:{_escaped(one.title)}",
        f"LOCATION:{_escaped(one.place)}",
        f"DESCRIPTION:{_escaped(one.text)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        f"DESCRIPTION:{_escaped(one.title)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(instant: Instant) -> str:
    return f"{datetime.fromtimestamp(instant / 1000, UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Never within a character; a continuation begins with a space, which counts."""
    parts, length = [""], 0
    for char in line:
        size = len(char.encode())
        if length + size > _LINE:
            parts.append(" ")
            length = 1
        parts[-1] += char
        length += size
    return "\r\n".join(parts)

"""What offices leave to themselves for 申请毕业: lengths, and what a photograph must be."""

from collections.abc import Iterable
from datetime import date

import msgspec

from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant, shanghai


class Terms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an office leaves to itself, from a day on; `school` "" means every school without a row of its own.

    Lengths count characters as printed; `photo_least` and `photo_most` are bytes.
    """

    school: SchoolCode = SchoolCode("")
    since: date
    evaluation_least: int
    evaluation_most: int
    explanation_least: int
    explanation_most: int
    photo_width: int
    photo_height: int
    photo_least: int
    photo_most: int
    source: str
    status: str


def terms_of(rows: Iterable[Terms], school: SchoolCode, now: Instant) -> Terms:
    """The school's own row before the common one, the latest that is in force. Raises LookupError without any."""
    day = shanghai(now).date()
    found = [row for row in rows if row.school in ("", school) and row.since <= day]
    if not found:
        raise LookupError("graduation terms")
    return max(found, key=lambda row: (row.school != "", row.since))

"""外省转入 as the other province sends it: where somebody comes from, and what was passed there."""

import msgspec

from chalicelib.domain.ids import CourseCode


class Origin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the file: `no` and `day` (ISO) of the transfer there, the name and the code of the province, the ticket and
    major there.
    """

    no: str
    day: str
    name: str
    province: str
    ticket: str
    major: str
    title: str


class Arrived(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A score as it was sent; None and "" where the file has none. `credits2` counts half credits."""

    code: CourseCode
    name: str
    kind: str
    source: str
    score: int | None
    credits2: int | None
    session: str


class TransferIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of the one round: nobody here has typed it, so nobody here changes it."""

    origin: Origin
    scores: tuple[Arrived, ...]

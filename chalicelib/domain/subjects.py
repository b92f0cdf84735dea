"""What an application is about, and what its approval keeps of the grounds it stood on."""

import msgspec

from chalicelib.domain.ids import CourseCode, No
from chalicelib.domain.instants import Instant


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What an application is about; a new round may mend it (a wrong course), within what its business allows.

    `plan_id`: by which plan it is judged. `records`: passes that it stands on, which no other business may take away.
    """

    unit: str
    plan_id: str
    codes: tuple[CourseCode, ...]
    locks: tuple[str, ...]
    title: str
    records: tuple[str, ...] = ()


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a final approval judged, kept for good: `body` is the business's own JSON, `digest` its SHA-256.

    `round` and `sent` name the round and its digest.
    """

    no: No
    round: int
    sent: str
    at: Instant
    plan_id: str
    plan_rev: int
    body: msgspec.Raw
    digest: str

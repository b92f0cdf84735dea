"""What is kept of an import: how far it is, and in the end what it wrote, to be compared with the file."""

import msgspec

from chalicelib.domain.instants import Instant


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`IMP#<sha256 of the file>` / `<kind>`. `digest` is over what was written, in its order: SHA-256 in hex.

    `figures` are counts and sums by name, such as `rows`, `people`, `sheets`, `score_sum`. `done` is None under way.
    """

    kind: str
    sha256: str
    file: str
    begun: Instant
    done: Instant | None = None
    digest: str = ""
    sessions: tuple[str, ...] = ()
    figures: dict[str, int] = {}

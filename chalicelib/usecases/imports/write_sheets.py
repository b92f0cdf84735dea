"""Write sheets of sessions that nobody sees yet: blind, one put a key, so that doing it twice is doing it once."""

from collections.abc import Iterable, Sequence

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import MINUTE, Instant
from chalicelib.domain.releases import is_loading
from chalicelib.storage import bulk, released
from chalicelib.storage.tables import RecordItem


def write_sheets(lines: Sequence[bytes], sessions: Iterable[str], now: Instant) -> None:
    """At most 25 lines of `transcripts.line`. Raises ConflictError from a minute before the release of a session."""
    releases = released.load()
    for session in sessions:
        if not is_loading(releases, session, now, margin=MINUTE):
            raise ConflictError(f"{session} 的成绩已经公布或即将公布；请重新执行，其余成绩将作为更正写入")
    bulk.put(RecordItem, lines)

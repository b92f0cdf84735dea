"""Set from when the scores of sessions are seen: like a window, at least a minute ahead, never after the fact."""

from collections.abc import Collection

from chalicelib.domain.instants import Instant, day_text
from chalicelib.domain.releases import planned
from chalicelib.storage import released, releases
from chalicelib.storage.revisions import Edit


def release_sessions(sessions: Collection[str], when: Instant, edit: Edit) -> None:
    """By the holder of the import's lease, so that no session is released half written. Raises ConflictError."""
    current = released.fresh()
    at = planned(current, sessions, when, edit.at)
    if at != current.at:
        told = f"{'、'.join(sorted(sessions))} {day_text(when)} 公布"
        releases.save(at, seen=current.rev, edit=edit._replace(detail=told))

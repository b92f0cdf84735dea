"""Import windows: judged as they would stand, felt a minute later at the earliest, one revision or nothing."""

from chalicelib import data
from chalicelib.domain import notices as rules
from chalicelib.domain import window_edits
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.faults import Fault
from chalicelib.domain.imports.judging import Named
from chalicelib.domain.instants import Instant
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage import notices, windows
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_library import Outcome


def import_windows(brought: tuple[Window, ...], edit: Edit, *, is_rehearsal: bool, seen: int | None = None) -> Outcome:
    """Windows that are not named stay. Raises ConflictError when another edit was faster, or than what was `seen`."""
    current = windows.fresh()
    news = window_edits.changed(current, brought)
    if news and seen not in (None, current.rev):
        raise ConflictError("刚刚有人修改了办理时间，请刷新页面查看后重新修改")
    changed = tuple(row.id for row in news)
    if faults := judged(current, news, edit.at):
        named = tuple(Named(fault.about, fault) for fault in faults)
        return Outcome(rev=current.rev, changed=changed, faults=named)
    if is_rehearsal or not news:
        return Outcome(rev=current.rev, changed=changed)
    rev = windows.save(window_edits.merged(current, news), seen=current.rev, edit=edit).rev
    return Outcome(rev=rev, changed=changed)


def judged(current: Windows, news: tuple[Window, ...], now: Instant) -> tuple[Fault, ...]:
    """All faults of what would change. What the office published is read only where pages were not built with it."""
    built = data.notice_versions()
    unknown = [row for row in news if row.business in built and row.notice not in built[row.business]]
    published = notices.fresh().rows if unknown else ()
    unwritten = (row for row in unknown if rules.found(published, row.business, row.notice) is None)
    return (*map(window_edits.unwritten, unwritten), *window_edits.edit_faults(current, news, now))

"""Tell those who asked that a window opens or is about to close: a bounded number each minute, each person once."""

from chalicelib import data, observability
from chalicelib.domain import reminders
from chalicelib.domain.errors import BusyError, DomainError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.reminders import Cue, Occasion
from chalicelib.storage import drafts, people
from chalicelib.storage import reminders as stored_reminders
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.reminders import Progress

# People looked at in one run, and between two notes of how far it has come.
MOST, AT_ONCE = 500, 25


def send_reminders(now: Instant) -> int:
    """How many were told. Run twice, late or never, nobody hears a cue twice; a run that dies is taken up again."""
    begun, left, count = stored_reminders.progress(), MOST, 0
    for cue in reminders.due(stored_windows.load(now), data.schools(), now):
        reached = begun.get(stored_reminders.progress_key(cue), Progress())
        while left > 0 and not reached.done:
            page = stored_reminders.listeners(cue, reached, min(AT_ONCE, left))
            try:
                for listener in page.people:
                    count += _told(listener, cue, now)
            except BusyError:
                observability.log("reminders wait", told=count)
                return count
            reached, left = page.progress, left - page.read
            stored_reminders.save_progress(cue, reached, now)
    return count


def _told(listener: tuple[Cid, str], cue: Cue, now: Instant) -> bool:
    """One person's fault is nobody else's; where the tables are busy, this one is the first of the next run."""
    try:
        concerned = _concerned(listener[0], cue)
        if concerned:
            stored_reminders.tell(listener, cue, now)
    except BusyError:
        raise
    except DomainError as refused:
        observability.log("not reminded", cue=cue.id, code=refused.code)
        return False
    return concerned


def _concerned(cid: Cid, cue: Cue) -> bool:
    if cue.occasion == Occasion.CLOSES:
        return drafts.is_any(cid, cue.window.business)
    if cue.occasion == Occasion.CORRECTS:
        return reminders.has_returned(people.load(cid).head, cue)
    return True

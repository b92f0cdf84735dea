"""Tell those who asked that a window opens or is about to close: a bounded number each minute, each person once."""

from collections import Counter
from functools import partial

from chalicelib import data, observability
from chalicelib.domain import reminders
from chalicelib.domain.errors import BusyError, DomainError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.reminders import Cue, Occasion
from chalicelib.storage import drafts, people
from chalicelib.storage import reminders as stored_reminders
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.reminders import Listeners, Progress
from chalicelib.usecases.clock.unbroken import CRASHED, unbroken

# People looked at in one run, and between two notes of how far it has come.
MOST, AT_ONCE = 500, 25
# Tables that fail so often in a row are left alone until the next run.
PATIENCE = 3


def send_reminders(now: Instant) -> Counter[str]:
    """How many were `told`, and how many could not be, for a reason that nobody foresaw (`crashed`).

    Run twice, late or never, nobody hears a cue twice; a run that dies is taken up again.
    """
    begun, left = stored_reminders.progress(), MOST
    done: Counter[str] = Counter()
    for cue in reminders.due(stored_windows.load(now), data.schools(), now):
        reached = begun.get(stored_reminders.progress_key(cue), Progress())
        while left > 0 and not reached.done:
            page = stored_reminders.listeners(cue, reached, min(AT_ONCE, left))
            if not _all_told(page, cue, done, now):
                return done
            reached, left = page.progress, left - page.read
            stored_reminders.save_progress(cue, reached, now)
    return done


def _all_told(page: Listeners, cue: Cue, done: Counter[str], now: Instant) -> bool:
    """Whether the run may go on: where the tables are busy, or fail so often in a row, the page is read again."""
    in_a_row = 0
    for listener in page.people:
        outcome = unbroken(partial(_told, listener, cue, now), "not reminded", cue=cue.id)
        in_a_row = in_a_row + 1 if outcome == CRASHED else 0
        if outcome == "busy" or in_a_row == PATIENCE:
            observability.log("reminders wait", told=done["told"])
            return False
        done[outcome] += 1
    return True


def _told(listener: tuple[Cid, str], cue: Cue, now: Instant) -> str:
    """One person's fault is nobody else's; where the tables are busy, this one is the first of the next run."""
    try:
        if not _concerned(listener[0], cue):
            return "unconcerned"
        stored_reminders.tell(listener, cue, now)
    except BusyError:
        return "busy"
    except DomainError as refused:
        observability.log("not reminded", cue=cue.id, code=refused.code)
        return "refused"
    return "told"


def _concerned(cid: Cid, cue: Cue) -> bool:
    if cue.occasion == Occasion.CLOSES:
        return drafts.is_any(cid, cue.window.business)
    if cue.occasion == Occasion.CORRECTS:
        return reminders.has_returned(people.load(cid).head, cue)
    return True

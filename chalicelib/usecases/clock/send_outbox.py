"""Send what waits to go out by SMS and e-mail: a bounded number each minute, at least once each, a day at most."""

from collections import Counter
from functools import partial

from chalicelib import observability
from chalicelib.domain import outbox
from chalicelib.domain.accounts import Account
from chalicelib.domain.errors import DomainError
from chalicelib.domain.instants import Instant
from chalicelib.domain.outbox import Channel, Entry
from chalicelib.storage import accounts
from chalicelib.storage import outbox as stored_outbox
from chalicelib.storage.delivery import NotDeliveredError
from chalicelib.storage.outbox import Hint
from chalicelib.usecases.clock.unbroken import CRASHED, unbroken

# A provider that fails so often in a row is left alone until the next run.
PATIENCE = 3


def send_outbox(now: Instant) -> Counter[str]:
    """How many messages were `sent`, `failed` (or `crashed`) and wait, were `lost` after a day, or were `unwanted`.

    Without a channel nothing waits. Run twice, or two runs at once, no try is made twice.
    """
    done: Counter[str] = Counter()
    in_a_row = 0
    for hint in stored_outbox.due(now) if stored_outbox.offered() else ():
        outcome = unbroken(partial(_tried, hint, now), "outbox waits", message=hint.key)
        if outcome == "another's":
            continue
        done[outcome] += 1
        in_a_row = in_a_row + 1 if outcome in ("failed", CRASHED) else 0
        if in_a_row == PATIENCE:
            break
    return done


def _tried(hint: Hint, now: Instant) -> str:
    entry = stored_outbox.claim(hint, now)
    return _handled(entry, now) if entry else "another's"


def _handled(entry: Entry, now: Instant) -> str:
    try:
        ways = _ways(accounts.find(entry.person), entry)
        if ways and outbox.is_over(entry, now):
            stored_outbox.give_up(entry)
            return "lost"
        gone = [channel for channel, address in ways.items() if _is_gone(entry, channel, address)]
        if len(gone) < len(ways):
            stored_outbox.note(entry, (*entry.sent, *gone))
            return "failed"
        stored_outbox.settle(entry)
    except DomainError as busy:
        observability.log("outbox waits", code=busy.code)
        return "failed"
    return "sent" if gone else "unwanted"


def _ways(account: Account | None, entry: Entry) -> dict[Channel, str]:
    """Where it is still to go: only where the person wants it, by what this stage has, to what is known."""
    known = {Channel.SMS: accounts.mobile_of, Channel.EMAIL: accounts.email_of}
    wanted = [one for one in stored_outbox.offered() if account and one in account.channels and one not in entry.sent]
    found = {channel: known[channel](account) for channel in wanted}
    return {channel: address for channel, address in found.items() if address}


def _is_gone(entry: Entry, channel: Channel, address: str) -> bool:
    try:
        stored_outbox.deliver(entry, channel, address, outbox.text(entry.message))
    except NotDeliveredError as failed:
        observability.log("not delivered", channel=channel, tries=entry.tries, code=str(failed))
        return False
    return True

"""The messages of a candidate, newest first."""

import msgspec

from chalicelib.domain import messages
from chalicelib.domain.applications import Message
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.outbox import Channel
from chalicelib.domain.windows import TITLES, Business
from chalicelib.storage import messages as stored_messages
from chalicelib.storage import outbox, people
from chalicelib.storage.gather import together


class MessageView(Message, frozen=True, kw_only=True):
    """`id` names it when it is marked as read."""

    id: str
    unread: bool


class ReminderView(msgspec.Struct, frozen=True):
    business: Business
    title: str


class MessagesView(msgspec.Struct, frozen=True, kw_only=True):
    """`older` is where the next page starts; None at the end. `reminders`: the businesses that are reminded of.

    `offered`: by which channels this stage also sends messages.
    """

    messages: tuple[MessageView, ...]
    older: str | None
    unread: int
    reminders: tuple[ReminderView, ...]
    offered: tuple[Channel, ...]


def show_messages(cid: Cid, epoch: int, start: str, now: Instant) -> MessagesView:
    """One Query beside the look at the session. Raises MalformedError for a place that no page was given."""
    place = messages.require_id(start, now) if start else ""
    head, page = together(lambda: people.load_head(cid, epoch=epoch), lambda: stored_messages.page(cid, place))
    return MessagesView(
        messages=tuple(
            MessageView(**msgspec.structs.asdict(message), id=name, unread=name > head.read_to)
            for name, message in page.messages
        ),
        older=page.older,
        unread=head.unread,
        reminders=tuple(ReminderView(one, TITLES[one]) for one in Business if one in head.reminders),
        offered=outbox.offered(),
    )

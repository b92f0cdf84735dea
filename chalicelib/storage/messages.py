"""Messages `M#<time>#<about>` of a person: pages by key, newest first, and the mark on the head of what was read."""

from typing import Any, NamedTuple

import msgspec
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition

from chalicelib.domain.applications import Message
from chalicelib.domain.ids import Cid
from chalicelib.domain.people import Head
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem

PAGE = 20
# Behind every key of a message, which ends in letters and digits.
_END = "M#~"


class Page(NamedTuple):
    """By id, newest first; `older` is the id that the next page starts with."""

    messages: tuple[tuple[str, Message], ...]
    older: str | None


def page(cid: Cid, start: str = "") -> Page:
    """One Query, whether there are three messages or three thousand."""
    place = RecordItem.sk.between("M#", _key(start)) if start else RecordItem.sk.startswith("M#")
    items = RecordItem.query(
        people.partition(cid),
        place,
        consistent_read=True,
        scan_index_forward=False,
        limit=PAGE + 1,
        page_size=PAGE + 1,
    )
    found = [(_id(item.sk), msgspec.json.decode(item.body or "", type=Message)) for item in items]
    return Page(tuple(found[:PAGE]), found[PAGE][0] if len(found) > PAGE else None)


def mark_read(head: Head, up_to: str) -> int | None:
    """Everything up to this message counts as read: how many are left; None when the head changed meanwhile.

    What is left is counted again, so that a wrong number never stays. `head` must have been read before the call.
    """
    place = people.partition(head.cid)
    left = int(RecordItem.count(place, RecordItem.sk.between(f"{_key(up_to)} ", _END), consistent_read=True))
    same = _as_seen(RecordItem.unread, head.unread) & _as_seen(RecordItem.read_to, head.read_to)
    try:
        RecordItem(place, people.HEAD).update([RecordItem.unread.set(left), RecordItem.read_to.set(up_to)], same)
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise
        return None
    return left


def _as_seen(attribute: Any, value: int | str) -> Condition:
    """What was never written reads as nothing."""
    same: Condition = attribute == value
    return same if value else same | attribute.does_not_exist()


def _key(message: str) -> str:
    at, _, name = message.partition(".")
    return f"M#{at}#{name}"


def _id(key: str) -> str:
    _, at, name = key.split("#", 2)
    return f"{at}.{name}"

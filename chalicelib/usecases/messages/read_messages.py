"""Mark messages as read, up to one that was shown."""

import msgspec

from chalicelib.domain import messages
from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.storage import messages as stored_messages
from chalicelib.storage import people

_TRIES = 3


class Left(msgspec.Struct, frozen=True):
    unread: int


def read_messages(cid: Cid, epoch: int, up_to: str, now: Instant) -> Left:
    """Asked again, or for less than was read already, it changes nothing and answers the same.

    Raises BusyError where messages come faster than they can be counted.
    """
    wanted = messages.require_id(up_to, now)
    for _ in range(_TRIES):
        head = people.load_head(cid, epoch=epoch)
        if wanted <= head.read_to:
            return Left(head.unread)
        left = stored_messages.mark_read(head, wanted)
        if left is not None:
            return Left(left)
    raise BusyError

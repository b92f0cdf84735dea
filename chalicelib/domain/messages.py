"""Messages to a candidate: how one is named to the page that shows and marks them."""

import re

from chalicelib.domain.errors import MalformedError
from chalicelib.domain.instants import Instant

# Time and what it is about: an application's number, or the window that it reminds of.
_ID = re.compile(r"(\d{13})\.[0-9A-Za-z:_]{1,60}")


def message_id(at: Instant, name: str) -> str:
    """In the order of time; safe in addresses."""
    return f"{at:013}.{name}"


def require_id(text: str, now: Instant) -> str:
    """Raises MalformedError for what no page was given; nobody has read what is still to come."""
    found = _ID.fullmatch(text)
    if not found or int(found[1]) > now:
        raise MalformedError
    return text

"""What a candidate has typed and not sent: one item per step, kept 180 days."""

import re

import msgspec

from chalicelib.domain.errors import FieldFault, IncompleteError, MalformedError
from chalicelib.domain.instants import DAY, Instant

KEPT = 180 * DAY
BYTES_MOST = 16_384
NEW = "new"
# 考生须知, once it has been read: a draft of its own, no part of what is sent.
NOTICE = "notice"

_TARGET = re.compile(r"new|[0-9A-HJKMNP-TV-Z]{26}")
_STEP = re.compile(r"[a-z]+(?:-\d{5})?")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a form; `body` is the page's own JSON, read by nobody but the page."""

    target: str
    step: str
    body: msgspec.Raw
    saved_at: Instant
    ver: int


def require_target(target: str) -> str:
    """`new` or the number of an application; raises MalformedError for anything else, nothing included."""
    if not _TARGET.fullmatch(target):
        raise MalformedError
    return target


def require_valid(target: str, step: str, body: bytes) -> None:
    """Raises MalformedError for no target or step that any business has, IncompleteError for a body too long."""
    require_target(target)
    if not _STEP.fullmatch(step):
        raise MalformedError
    if len(body) > BYTES_MOST:
        fault = FieldFault("body", f"草稿内容过长，最多 {BYTES_MOST // 1024} KB")
        raise IncompleteError(fields=[fault])

"""Messages to a candidate: what a submission is answered with, and how a page names one."""

import re

import msgspec

from chalicelib.domain.applications import Case, Change, Message
from chalicelib.domain.errors import MalformedError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.promises import Book, promised
from chalicelib.domain.windows import TITLES, Business, name_of

# Time and what it is about: an application's number and version, or the window that it reminds of.
_ID = re.compile(r"(\d{13})\.[0-9A-Za-z:_-]{1,80}")


def message_id(at: Instant, name: str) -> str:
    """In the order of time; safe in addresses."""
    return f"{at:013}.{name}"


def require_id(text: str, now: Instant) -> str:
    """Raises MalformedError for what no page was given; nobody has read what is still to come."""
    found = _ID.fullmatch(text)
    if not found or int(found[1]) > now:
        raise MalformedError
    return text


def about(case: Case, at: Instant, word: str, text: str) -> Message:
    """A line about one application, which says in a `word` how that stands."""
    title = f"{name_of(case.business, case.title)}：{word}"
    return Message(at=at, no=case.no, title=title, text=text, business=case.business)


def acknowledged(changes: tuple[Change, ...], book: Book) -> tuple[Change, ...]:
    """Applications that were sent together, with one message that says until when they mean to be decided."""
    first, *others = changes
    case, count = first.after, len(changes)
    verb = "已重新提交" if case.round > 1 else "已提交"
    until = promised(book, (case.business, case.stage), case.since, case.since)
    text = f"{until}办结，请留意消息。" if until else "请等待审核，有进展时会再通知您。"
    message = about(case, case.since, verb, text)
    if others:
        title = f"{TITLES[Business(case.business)]}：{verb} {count} 项申请"
        message = msgspec.structs.replace(message, no=No(""), title=title)
    return (msgspec.structs.replace(first, message=message), *others)

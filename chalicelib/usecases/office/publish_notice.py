"""Publish a version of a 考生须知. A window that names it makes people read it; who read which stands in each round."""

import msgspec

from chalicelib import data
from chalicelib.domain import notices as rules
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.instants import Instant
from chalicelib.domain.notices import Notice, NoticeText
from chalicelib.domain.staff import Role, Staff, actor_of, require_administrator, require_recent_code, require_role
from chalicelib.domain.windows import TITLES, Business, Window
from chalicelib.storage import notices, windows
from chalicelib.storage.revisions import Edit


class NoticeView(msgspec.Struct, frozen=True, kw_only=True):
    """`windows`: the ids of those that name it."""

    business: Business
    business_text: str
    version: str
    title: str
    paragraphs: tuple[str, ...]
    at: Instant
    windows: tuple[str, ...]


class NoticesView(msgspec.Struct, frozen=True):
    notices: tuple[NoticeView, ...]


def show_notices(by: Staff) -> NoticesView:
    """Those that the office published, the latest first. Raises ForbiddenError."""
    require_role(by, Role.OFFICE)
    return _view(notices.fresh().rows, windows.fresh().rows)


def publish_notice(typed: NoticeText, by: Staff, mfa_at: Instant, now: Instant) -> NoticesView:
    """Shown within two minutes. Published twice in the same words it is published once.

    Raises ForbiddenError, StepUpRequiredError, IncompleteError with every fault, ConflictError when another was faster.
    """
    require_administrator(by)
    require_recent_code(mfa_at, now)
    text, current = rules.cleaned(typed), notices.fresh()
    built = data.notice_versions().get(text.business, ())
    if faults := list(rules.notice_faults(text, current.rows, built)):
        raise IncompleteError(fields=faults)
    rows = current.rows
    if rules.found(rows, text.business, text.version) is None:
        rows = (*rows, Notice(text=text, at=now))
        edit = Edit(actor_of(by), now, f"{TITLES[text.business]} {text.version}")
        notices.save(rows, seen=current.rev, edit=edit)
    return _view(rows, windows.fresh().rows)


def _view(rows: tuple[Notice, ...], named: tuple[Window, ...]) -> NoticesView:
    return NoticesView(tuple(_row(one, named) for one in reversed(rows)))


def _row(notice: Notice, named: tuple[Window, ...]) -> NoticeView:
    text = notice.text
    return NoticeView(
        **msgspec.structs.asdict(text),
        business_text=TITLES[text.business],
        at=notice.at,
        windows=tuple(row.id for row in named if (row.business, row.notice) == (text.business, text.version)),
    )

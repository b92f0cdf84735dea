"""Save one step of a form."""

from typing import Annotated

import msgspec

from chalicelib.domain import businesses, drafts, people
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import library


class Saved(msgspec.Struct, frozen=True):
    """When the server took the step, and the version to name next time."""

    saved_at: Instant
    ver: int


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends; `ver` is the version it last saw (0: none)."""

    target: str
    step: str
    body: msgspec.Raw
    ver: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


def save_draft(head: Head, place: tuple[str, int], step: Step, now: Instant) -> Saved:
    """`place` is business and ticket. Saving needs no open window: what was typed is kept.

    Raises UnknownError for a ticket or an application that is not the person's own, or a step unknown to the business.
    """
    drafts.require_valid(step.target, step.step, bytes(step.body))
    _require_own(head, place, step, now)
    draft = Draft(target=step.target, step=step.step, body=step.body, saved_at=now, ver=step.ver + 1)
    standing = stored_drafts.save(head.cid, *place, draft)
    return Saved(standing.saved_at, standing.ver)


def _require_own(head: Head, place: tuple[str, int], step: Step, now: Instant) -> None:
    business, ref = place
    plan_id = people.ticket_of(head, ref).plan_id
    if step.target != drafts.NEW and step.target not in head.lines:
        raise UnknownError("没有找到这个申请")
    if not businesses.kind_of(business).is_step(step.step, lambda: library.having(plan_id, now).plan(plan_id)):
        raise UnknownError("所选课程不在您的专业计划中，请刷新页面")

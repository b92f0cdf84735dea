"""Save one step of a form."""

from typing import Annotated

import msgspec

from chalicelib.domain import drafts
from chalicelib.domain.drafts import Draft
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.storage import drafts as stored_drafts


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


def save_draft(cid: Cid, place: tuple[str, int], step: Step, now: Instant) -> Saved:
    """`place` is business and ticket. Saving needs no open window: what was typed is kept."""
    drafts.require_valid(step.target, step.step, bytes(step.body))
    draft = Draft(target=step.target, step=step.step, body=step.body, saved_at=now, ver=step.ver + 1)
    stored_drafts.save(cid, *place, draft)
    return Saved(now, draft.ver)

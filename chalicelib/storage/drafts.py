"""Drafts `D#<business>#<ref>#<target>#<step>`: one call saves a step, one loads them all."""

from collections.abc import Mapping

import msgspec
from pynamodb.exceptions import DeleteError, UpdateError

from chalicelib.domain.drafts import KEPT, Draft
from chalicelib.domain.errors import DraftConflictError, FieldFault
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import later, ttl
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem

_REFUSED = "ConditionalCheckFailedException"


def key(business: str, ref: int, target: str, step: str) -> str:
    return f"D#{business}#{ref}#{target}#{step}"


def load(cid: Cid, business: str, ref: int, target: str = "") -> tuple[Draft, ...]:
    """All steps of all targets, or of one."""
    prefix = f"D#{business}#{ref}#{target}#" if target else f"D#{business}#{ref}#"
    items = RecordItem.query(people.partition(cid), RecordItem.sk.startswith(prefix), consistent_read=True)
    return tuple(msgspec.json.decode(item.body or "", type=Draft) for item in items)


def is_any(cid: Cid, business: str) -> bool:
    """Whether anything of this business is still to be sent: one Query for one item."""
    prefix = RecordItem.sk.startswith(f"D#{business}#")
    return any(True for _ in RecordItem.query(people.partition(cid), prefix, limit=1, page_size=1))


def save(cid: Cid, business: str, ref: int, draft: Draft) -> Draft:
    """What stands there afterwards; `draft.ver` follows the version that the page last saw.

    Raises DraftConflictError with the other device's time if that version is no longer the stored one. The same words
    under the same version are no conflict: the page, or botocore, sent them again because it heard of no answer.
    """
    item = RecordItem(people.partition(cid), key(business, ref, draft.target, draft.step))
    seen = draft.ver - 1
    condition = RecordItem.ver == seen if seen else RecordItem.pk.does_not_exist()
    try:
        item.update(
            actions=[
                RecordItem.body.set(msgspec.json.encode(draft).decode()),
                RecordItem.ver.set(draft.ver),
                RecordItem.ttl.set(ttl(later(draft.saved_at, KEPT))),
            ],
            condition=condition,
        )
    except UpdateError as refused:
        if refused.cause_response_code != _REFUSED:
            raise
        standing = _standing(item)
        if standing is None or msgspec.structs.replace(standing, saved_at=draft.saved_at) != draft:
            fields = [FieldFault("saved_at", str(standing.saved_at))] if standing else []
            raise DraftConflictError(fields=fields) from refused
        return standing
    return draft


def _standing(item: RecordItem) -> Draft | None:
    """What stands there now; nothing if the draft was sent or discarded meanwhile."""
    try:
        item.refresh(consistent_read=True)
    except RecordItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Draft)


def discard(cid: Cid, business: str, place: tuple[int, str], step: str = "") -> None:
    """Of a ticket and target all steps, or one. One Query, then one call per step; a step saved meanwhile stays."""
    ref, target = place
    for draft in load(cid, business, ref, target):
        if step in ("", draft.step):
            _drop(RecordItem(people.partition(cid), key(business, ref, target, draft.step)), draft.ver)


def used_up(standing: Mapping[str, int], seen: Mapping[str, int]) -> dict[str, int]:
    """Of the steps that stand, by key, those that go with what was sent: another device's newer words stay.

    `seen`: the versions that the page has shown; of a step that it does not name, whichever stands.
    """
    return {key: ver for key, ver in standing.items() if ver <= seen.get(key, ver)}


def _drop(item: RecordItem, ver: int) -> None:
    """In this version only: another device's newer words are not what was discarded."""
    try:
        item.delete(RecordItem.ver == ver)
    except DeleteError as refused:
        if refused.cause_response_code != _REFUSED:
            raise

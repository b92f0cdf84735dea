"""Uploads whose time has come: found by the clock's index, kept while a draft or a case names them, else forgotten.

In two steps an hour apart: first nobody can name the upload any more, then, if nobody had just done so, it goes.
"""

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import Instant, ttl
from chalicelib.storage import gather, people, photos, uploads
from chalicelib.storage.tables import RecordItem, RegistryItem

_AT_ONCE = 25
_THERE: Condition = RecordItem.pk.exists()


def due(shard: str, now: Instant) -> list[tuple[Cid, UploadId]]:
    """A hint from the index: at most 25 of one shard, the oldest first."""
    found = RecordItem.work.query(uploads.turn(UploadId(shard)), RecordItem.ws < f"{now}#", limit=_AT_ONCE)
    owners = [item.ws.partition("#")[2].partition(".") for item in found if item.ws]
    return [(Cid(cid), UploadId(upload)) for cid, _, upload in owners]


def is_in_a_case(cid: Cid, upload: UploadId) -> bool:
    return _is_named(cid, upload, "X#")


def is_in_a_draft(cid: Cid, upload: UploadId) -> bool:
    return _is_named(cid, upload, "D#")


def is_a_photo(cid: Cid, upload: UploadId) -> bool:
    """The 毕业照片 of a ticket, which waits for an application."""
    return _is_named(cid, upload, photos.PREFIX)


def _is_named(cid: Cid, upload: UploadId, prefix: str) -> bool:
    """An id is 128 random bits: where its text stands, it is meant."""
    items = RecordItem.query(people.partition(cid), RecordItem.sk.startswith(prefix), consistent_read=True)
    return any(upload in (item.body or "") for item in items)


def settle(cid: Cid, upload: UploadId) -> None:
    """A case names it: it lives as long as the case, and the clock asks no more."""
    _update(cid, upload, [RecordItem.w.remove(), RecordItem.ws.remove(), RecordItem.state.remove()])


def postpone(cid: Cid, upload: UploadId, until: Instant) -> None:
    _update(cid, upload, [RecordItem.ws.set(uploads.due_at(cid, upload, until)), RecordItem.state.remove()])


def leave(cid: Cid, upload: UploadId, until: Instant) -> None:
    """From now on it is nobody's to name; `until` whoever read it before has long been answered. Once is enough."""
    first = _THERE & RecordItem.state.does_not_exist()
    due = RecordItem.ws.set(uploads.due_at(cid, upload, until))
    _update(cid, upload, [due, RecordItem.state.set(uploads.LEFT)], first)


def left(cid: Cid, upload: UploadId, now: Instant) -> Picture | None:
    """The picture of an upload that has been nobody's for long enough."""
    key: gather.Key = (RecordItem, *uploads.upload_key(cid, upload))
    item = gather.items([key]).get(key)
    is_over = isinstance(item, RecordItem) and uploads.is_left(item) and (item.ws or "~") < f"{now}#"
    return uploads.picture_of(item) if item and is_over else None


def forget(cid: Cid, picture: Picture, now: Instant) -> None:
    """Objects first: after a crash the item still says what is left to delete. Items die by their `ttl`."""
    upload = picture.id
    uploads.drop(picture)
    RegistryItem(*uploads.duplicate_key(cid, picture), ttl=ttl(now)).save()
    _update(cid, upload, [RecordItem.w.remove(), RecordItem.ws.remove(), RecordItem.ttl.set(ttl(now))])


def _update(cid: Cid, upload: UploadId, actions: list[Action], condition: Condition = _THERE) -> None:
    """Nothing to do if the item has gone or changed meanwhile."""
    try:
        RecordItem(*uploads.upload_key(cid, upload)).update(actions, condition)
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise

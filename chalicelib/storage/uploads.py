"""Uploads: the file as it came, our own copies in S3, `U#<id>` under the person, `PIX#<pixels>` for duplicates."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from botocore.exceptions import ClientError
from pynamodb.exceptions import PutError, UpdateError

from chalicelib.domain import pictures
from chalicelib.domain.credentials import Picture
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.domain.ids import Cid, UploadId, is_random
from chalicelib.domain.instants import DAY, Instant, later, ttl
from chalicelib.domain.uploads import KEPT, day, quota_passed
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, gather, people, presigned
from chalicelib.storage.pixels import Inspected
from chalicelib.storage.tables import Item, RecordItem, RegistryItem, SessionItem

# The state of an upload that nobody named in time: from now on nobody can, and its objects go a while later.
LEFT: Final = "left"
_REFUSED = "ConditionalCheckFailedException"


def upload_key(cid: Cid, upload: UploadId) -> tuple[str, str]:
    return people.partition(cid), f"U#{upload}"


def picture_of(item: Item) -> Picture:
    return msgspec.json.decode(item.body or "", type=Picture)


def reserve(cid: Cid, kind: str, count: int, most: int, now: Instant) -> None:
    """Security's own call: counts against the day's quota before anything is done. Raises TooManyError."""
    item = SessionItem(f"UQ#{cid}", f"{day(now)}#{kind}")
    room = SessionItem.n.does_not_exist() | (SessionItem.n <= most - count)
    try:
        item.update([SessionItem.n.add(count), SessionItem.ttl.set(ttl(later(now, 2 * DAY)))], room)
    except UpdateError as refused:
        if refused.cause_response_code != _REFUSED:
            raise
        raise quota_passed() from refused


def fetch(upload: UploadId) -> bytes:
    """The file as one GetObject saw it: its bytes are of one version. Raises UploadRefusedError if there is none."""
    try:
        found = clients.s3().get_object(Bucket=SETTINGS.uploads, Key=presigned.incoming_key(upload))
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
            raise
        raise UploadRefusedError("图片还没有传到，请重新上传") from error
    pictures.judge_bytes(found["ContentLength"])
    data: bytes = found["Body"].read()
    return data


def accept(cid: Cid, upload: UploadId, found: Inspected, now: Instant) -> Picture:
    """Our copies, then the item if it is absent, then its entry for duplicates; a repeat gets what is stored.

    In this order an item never stands without its objects. A file exchanged after the first time leaves nothing.
    """
    picture = _picture(upload, found)
    _put(presigned.accepted_key(picture), found.jpeg)
    _put(presigned.thumb_key(picture), found.thumb)
    stored = _put_if_absent(cid, picture, now)
    if stored.sha256 != picture.sha256:
        drop(picture)
    RegistryItem(*duplicate_key(cid, stored)).save()
    return stored


def _picture(upload: UploadId, found: Inspected) -> Picture:
    return Picture(
        id=upload,
        sha256=found.sha256,
        pixels=found.pixels,
        width=found.width,
        height=found.height,
        bytes=len(found.jpeg),
        hints=found.hints,
        purpose=found.purpose,
    )


def _put(key: str, data: bytes) -> None:
    clients.s3().put_object(Bucket=SETTINGS.accepted, Key=key, Body=data, ContentType="image/jpeg")


def drop(picture: Picture) -> None:
    """Both objects; they carry their content in their names, so no other upload loses anything."""
    for key in (presigned.accepted_key(picture), presigned.thumb_key(picture)):
        clients.s3().delete_object(Bucket=SETTINGS.accepted, Key=key)


def _put_if_absent(cid: Cid, picture: Picture, now: Instant) -> Picture:
    """What stands there afterwards: the first accepted file of an upload never changes."""
    item = RecordItem(
        *upload_key(cid, picture.id),
        body=msgspec.json.encode(picture).decode(),
        w=turn(picture.id),
        ws=due_at(cid, picture.id, later(now, KEPT)),
    )
    try:
        item.save(RecordItem.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code != _REFUSED:
            raise
        item.refresh(consistent_read=True)
    return picture_of(item)


def turn(upload: UploadId) -> str:
    """Where the clock finds uploads to look after: sixteen shards, by the random id."""
    return f"T#upload#{upload[0]}"


def due_at(cid: Cid, upload: UploadId, until: Instant) -> str:
    return f"{until}#{cid}.{upload}"


def duplicate_key(cid: Cid, picture: Picture) -> tuple[str, str]:
    return f"PIX#{picture.pixels}", f"{cid}#{picture.id}"


def keys_of(cid: Cid, wanted: Iterable[UploadId]) -> dict[gather.Key, UploadId]:
    """Of everything that can be an upload at all."""
    return {(RecordItem, *upload_key(cid, upload)): upload for upload in wanted if is_random(upload)}


def load(cid: Cid, wanted: Iterable[UploadId], *, epoch: int | None = None) -> dict[UploadId, Picture]:
    """One consistent BatchGet of the person's own uploads; what is absent or another's is left out.

    Given an epoch, the same call reads the head and raises SignedOutError for a session that ended.
    """
    keys = keys_of(cid, wanted)
    if not keys:
        return {}
    head: gather.Key = (RecordItem, people.partition(cid), people.HEAD)
    found = gather.items([*keys, *([] if epoch is None else [head])])
    people.require_epoch(found.pop(head, None), epoch)
    return standing(found, keys)


def standing(found: Mapping[gather.Key, Item], keys: Mapping[gather.Key, UploadId]) -> dict[UploadId, Picture]:
    """Those of the uploads asked for that are there and not about to go."""
    items = ((upload, found.get(key)) for key, upload in keys.items())
    return {upload: picture_of(item) for upload, item in items if item and not is_left(item)}


def is_left(item: Item) -> bool:
    return isinstance(item, RecordItem) and item.state == LEFT

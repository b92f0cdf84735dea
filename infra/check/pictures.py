"""Pictures: what a round names, the upload it names, and the objects in the bucket are one and the same."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from chalicelib.domain.applications import Round
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY
from chalicelib.storage.presigned import accepted_key, thumb_key
from infra.check.values import Context, Fact, Found, Group, Item, Partition, Place

JOIN: Final = "picture"
# As we write them: a JFIF header of 16 bytes, and tables right behind it instead of anybody's metadata.
_PLAIN: Final = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF\x00.{9}\xff\xdb", re.DOTALL)


class Stored(NamedTuple):
    """An object; `data` if it was opened."""

    place: Place
    size: int
    at: int
    data: bytes | None = None


class Row(msgspec.Struct, frozen=True):
    """`U#<id>` of a person; `is_dying`: forgotten, its objects are gone."""

    cid: Cid
    picture: Picture
    is_dying: bool = False


class Copy(msgspec.Struct, frozen=True):
    """One of our two objects of a picture, as the bucket has it; `fault` if it was opened."""

    size: int
    at: int
    fault: str = ""


def facts_of(partition: Partition) -> Iterator[Fact]:
    cid = Cid(partition.pk.removeprefix("C#"))
    for item, picture in partition.values(Picture):
        row = Row(cid, picture, item.get("ttl") is not None)
        yield Fact(JOIN, picture.id, "row", item.place, msgspec.json.encode(row))
    for item, sent in partition.values(Round):
        yield from (_sent(cid, item, picture) for picture in sent.pictures)


def _sent(cid: Cid, item: Item, picture: Picture) -> Fact:
    return Fact(JOIN, picture.id, "sent", item.place, msgspec.json.encode(Row(cid, picture)))


def fact_of(stored: Stored) -> Fact:
    folder, _, name = stored.place.pk.partition("/")
    copy = Copy(stored.size, stored.at, _content_fault(name, folder, stored.data))
    return Fact(JOIN, name.partition("-")[0], f"{stored.place.table}/{folder}", stored.place, msgspec.json.encode(copy))


def _content_fault(name: str, folder: str, data: bytes | None) -> str:
    if data is None:
        return ""
    if folder == "accepted" and not name.endswith(hashlib.sha256(data).hexdigest()[:16]):
        return "图片内容与登记的摘要不符"
    return "" if _PLAIN.match(data) else "不是本系统生成的图片"


def stands(group: Group, _: Context) -> Iterator[Found]:
    """I17: what was sent is an upload of the same person, and its objects are there and whole."""
    rows = {row.cid: row for _, row in group.values("row", Row)}
    for place, sent in group.values("sent", Row):
        row = rows.get(sent.cid)
        if row is None or row.is_dying:
            yield place, "所附图片不在本人的上传记录中"
    for place, row in group.values("row", Row):
        if not row.is_dying:
            yield from ((place, fault) for fault in _object_faults(group, row.picture))


def _object_faults(group: Group, picture: Picture) -> Iterator[str]:
    found = {fact.place.pk: msgspec.json.decode(fact.data, type=Copy) for fact in group.facts if "/" in fact.side}
    whole, small = found.get(accepted_key(picture)), found.get(thumb_key(picture))
    if whole is None or small is None:
        yield "桶中没有图片或缩略图"
        return
    if whole.size != picture.bytes:
        yield "图片大小与登记不符"
    yield from (copy.fault for copy in (whole, small) if copy.fault)


def wanted(group: Group, context: Context) -> Iterator[Found]:
    """I18: nothing in the buckets that no item knows, a day after it came."""
    known = {key(row.picture) for _, row in group.values("row", Row) for key in (accepted_key, thumb_key)}
    for fact in group.facts:
        if "/" not in fact.side or fact.place.pk in known:
            continue
        age, limit = context.now - msgspec.json.decode(fact.data, type=Copy).at, 2 * DAY
        if age > (DAY if fact.place.table == "accepted" else limit):
            yield fact.place, "没有任何记录指向的图片" if fact.place.table == "accepted" else "超过两天仍未删除"


def unchanged(group: Group, _: Context) -> Iterator[Found]:
    """I19: an accepted upload never becomes another picture."""
    rows = {row.cid: row.picture for _, row in group.values("row", Row)}
    for place, sent in group.values("sent", Row):
        stored = rows.get(sent.cid)
        if stored and (stored.sha256, stored.pixels) != (sent.picture.sha256, sent.picture.pixels):
            yield place, "提交时的图片与现在的不是同一张"

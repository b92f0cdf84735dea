"""A person's head and everything on the record: item `A`, sheets `A#S#…`, grants `A#G#…`, in one Query."""

from typing import NamedTuple

import msgspec
from pynamodb.exceptions import PutError

from chalicelib.domain import people
from chalicelib.domain.errors import ConflictError, SignedOutError
from chalicelib.domain.ids import Cid
from chalicelib.domain.people import CaseLine, Head
from chalicelib.domain.transcripts import Grant, Sheet, Transcript
from chalicelib.storage import keys, released
from chalicelib.storage.tables import Item, RecordItem

HEAD = "A"
GRANT = "A#G#"
SHEET = "A#S#"


class Record(NamedTuple):
    """Head and transcript as one consistent Query saw them; `sheets` keeps each sheet's stored JSON text.

    `stored` is everything that was ever entered, `transcript` what is left of it.
    """

    head: Head
    sheets: tuple[str, ...]
    grants: tuple[Grant, ...]

    @property
    def stored(self) -> Transcript:
        return Transcript(tuple(msgspec.json.decode(text, type=Sheet) for text in self.sheets), self.grants)

    @property
    def transcript(self) -> Transcript:
        return people.remaining(self.head, self.stored)


def partition(cid: Cid) -> str:
    return f"C#{cid}"


def load(cid: Cid, *, epoch: int | None = None) -> Record:
    """One Query. Raises SignedOutError if the session's epoch is no longer the person's."""
    items = list(RecordItem.query(partition(cid), RecordItem.sk.startswith(HEAD), consistent_read=True))
    by_key = {item.sk: item for item in items}
    item = by_key.pop(HEAD, None)
    if item is None:
        raise SignedOutError
    require_epoch(item, epoch)
    grants = [text for key, text in _bodies(by_key) if key.startswith(GRANT)]
    sheets = [released.dated(text, key.split("#")[2]) for key, text in _bodies(by_key) if key.startswith(SHEET)]
    return Record(head_of(item), tuple(sheets), tuple(msgspec.json.decode(text, type=Grant) for text in grants))


def load_head(cid: Cid, *, epoch: int) -> Head:
    """Security's own call, for what reads no record: one consistent read of the head. Raises SignedOutError."""
    try:
        item = RecordItem.get(partition(cid), HEAD, consistent_read=True)
    except RecordItem.DoesNotExist:
        raise SignedOutError from None
    require_epoch(item, epoch)
    return head_of(item)


def require_epoch(head: Item | None, epoch: int | None) -> None:
    """Raises SignedOutError if the session's epoch is no longer the person's; without an epoch nobody's session."""
    if epoch is not None and (not isinstance(head, RecordItem) or head.epoch != epoch):
        raise SignedOutError


def _bodies(items: dict[str, RecordItem]) -> list[tuple[str, str]]:
    return [(key, item.body or "") for key, item in items.items()]


def head_of(item: RecordItem) -> Head:
    """The body holds what seldom changes; counters and case lines are attributes of their own."""
    head = msgspec.json.decode(item.body or "", type=Head)
    lines = dict(item.lines.attribute_values) if item.lines else {}
    return msgspec.structs.replace(
        head,
        epoch=int(item.epoch or 0),
        ver=int(item.ver or 0),
        rver=int(item.rver or 0),
        lines={no: msgspec.json.decode(text, type=CaseLine) for no, text in lines.items()},
        unread=int(item.unread or 0),
        read_to=item.read_to or "",
        reminders=frozenset(item.reminders or ()),
    )


def item_of(head: Head, id_number: str) -> RecordItem:
    """A new person; the number itself is sealed."""
    return RecordItem(
        partition(head.cid),
        HEAD,
        body=body_of(head),
        cipher=keys.seal(id_number, cid=head.cid, attribute="id_number"),
        epoch=head.epoch,
        ver=head.ver,
        rver=head.rver,
        lines={},
    )


def body_of(head: Head) -> str:
    """Without what stands in attributes of its own."""
    return msgspec.json.encode(msgspec.structs.replace(head, lines={})).decode()


def create(head: Head, id_number: str) -> None:
    """Put-if-absent. Raises ConflictError if the person is there already."""
    try:
        item_of(head, id_number).save(condition=RecordItem.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            raise ConflictError("这个人已经存在") from refused
        raise


def put_sheet(cid: Cid, sheet: Sheet) -> None:
    """Blind and idempotent: one put per key, in the JSON the browser gets."""
    RecordItem(partition(cid), sheet_key(sheet), body=msgspec.json.encode(sheet).decode()).save()


def sheet_key(sheet: Sheet) -> str:
    return f"{SHEET}{sheet.session}#{sheet.ref}#{sheet.stream}"

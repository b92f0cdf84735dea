"""What a submission needs besides the record, in one BatchGet: its earlier answer, its pictures, its case."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chalicelib.domain.applications import Case, Operation
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid, No, UploadId
from chalicelib.storage import gather, keys, people, uploads
from chalicelib.storage.gather import Key
from chalicelib.storage.legs import RepeatedOperationError, repeated
from chalicelib.storage.tables import Item, RecordItem, SessionItem


class Gathered(NamedTuple):
    """`answer`: this operation was committed before. `case`: None if no number was asked for or it is unknown."""

    answer: bytes | None
    pictures: dict[UploadId, Picture]
    case: Case | None


def load(cid: Cid, operation: Operation, wanted: Iterable[UploadId] = (), no: No | None = None) -> Gathered:
    """One call. Raises IdempotencyError if the key was used with another body."""
    own = people.partition(cid)
    operation_key: Key = (SessionItem, f"I#{operation.actor}#{operation.key}", "-")
    case_key: Key = (RecordItem, own, f"X#{no}")
    upload_keys: dict[UploadId, Key] = {upload: (RecordItem, *uploads.upload_key(cid, upload)) for upload in wanted}
    found = gather.items([operation_key, *upload_keys.values(), *([case_key] if no else [])])
    return Gathered(
        _answer(found.get(operation_key), operation),
        {upload: uploads.picture_of(found[key]) for upload, key in upload_keys.items() if key in found},
        msgspec.json.decode(found[case_key].body or "", type=Case) if case_key in found else None,
    )


def _answer(item: Item | None, operation: Operation) -> bytes | None:
    if not isinstance(item, SessionItem):
        return None
    outcome = repeated(item.hash or "", item.body or "", operation)
    if isinstance(outcome, RepeatedOperationError):
        return outcome.answer
    raise outcome


def certificate(type_id: str, number: str) -> str:
    """The registry's name for one certificate: its type and a keyed hash of its number."""
    return f"{type_id}#{keys.lookup('certificate', f'{type_id}|{number}')}"

"""What a submission needs besides the record, in one BatchGet: its pictures, its case and the drafts it uses up."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chalicelib.domain.applications import Case
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid, No, UploadId
from chalicelib.domain.kinds import Certificate
from chalicelib.storage import gather, keys, people, uploads
from chalicelib.storage.gather import Key
from chalicelib.storage.tables import RecordItem


class Gathered(NamedTuple):
    """`case`: None if no number was asked for or it is unknown. `drafts`: versions of those that stand, by key."""

    pictures: dict[UploadId, Picture]
    case: Case | None
    drafts: dict[str, int]


def load(cid: Cid, wanted: Iterable[UploadId] = (), no: No | None = None, drafts: Iterable[str] = ()) -> Gathered:
    """One call for as many as a page can send."""
    case_key: Key = (RecordItem, people.partition(cid), f"X#{no}")
    upload_keys = uploads.keys_of(cid, wanted)
    draft_keys: list[Key] = [(RecordItem, people.partition(cid), key) for key in drafts]
    found = gather.items([*upload_keys, *draft_keys, *([case_key] if no else [])])
    return Gathered(
        uploads.standing(found, upload_keys),
        msgspec.json.decode(found[case_key].body or "", type=Case) if case_key in found else None,
        {key[2]: int(item.ver or 0) for key in draft_keys if isinstance(item := found.get(key), RecordItem)},
    )


def certificate(sent: Certificate) -> str:
    """The registry's name for one certificate: its type and a keyed hash of its number."""
    return f"{sent.type}#{keys.lookup('certificate', f'{sent.type}|{sent.number}')}"


def certificates(sent: Iterable[Certificate]) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(map(certificate, sent)))

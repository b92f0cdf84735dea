"""Sheets by the hundred thousand, and corrections of those that people have seen."""

from collections.abc import Collection

import msgspec

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ids import Cid
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.people import Head
from chalicelib.domain.transcripts import CORRECTION, PRACTICE_STREAM, THEORY_STREAM, Sheet
from chalicelib.storage import bulk, cases, people
from chalicelib.storage.chains import follow
from chalicelib.storage.legs import PUT, UPDATE, Leg
from chalicelib.storage.tables import RecordItem

_STREAMS = (THEORY_STREAM, PRACTICE_STREAM, CORRECTION)
ASKED_MOST = bulk.READ_MOST // len(_STREAMS)


def line(cid: Cid, sheet: Sheet) -> bytes:
    """The put of a sheet for `bulk.put`, the same item that `people.put_sheet` writes."""
    return bulk.text_line(people.partition(cid), people.sheet_key(sheet), msgspec.json.encode(sheet).decode())


def held(asked: Collection[Correction]) -> list[list[Sheet]]:
    """What stands of the sheets that each speaks of; one call for at most 33."""
    keys = {(one.cid, one.session, one.ref): _keys(one) for one in asked}
    found = bulk.get(RecordItem, [key for several in keys.values() for key in several])
    sheets = {key: msgspec.json.decode(raw["body"]["S"], type=Sheet) for key, raw in found.items()}
    return [[sheets[key] for key in _keys(one) if key in sheets] for one in asked]


def _keys(one: Correction) -> list[tuple[str, str]]:
    place = f"{people.SHEET}{one.session}#{one.ref}#"
    return [(people.partition(Cid(one.cid)), place + stream) for stream in _STREAMS]


def correct(head: Head, sheet: Sheet, event: AuditEvent) -> None:
    """Sheet, version of the transcript and event: all or none. Raises ConflictError for a record that moved on."""
    partition = people.partition(head.cid)
    body = msgspec.json.encode(sheet).decode()
    unchanged = RecordItem.rver == head.rver
    raised = [RecordItem.rver.set(head.rver + 1)]
    cases.attempt(
        [
            Leg(PUT, RecordItem(partition, people.sheet_key(sheet), body=body), None, lambda _raw: ConflictError()),
            follow(event),
            Leg(UPDATE, RecordItem(partition, people.HEAD), unchanged, lambda _raw: ConflictError(), raised),
        ]
    )

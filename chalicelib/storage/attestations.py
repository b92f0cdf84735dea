"""查验码: `V#<mark>` leads to an application, `V#<no>` of its holder says what the latest code is worth.

The mark is a keyed hash. The code itself is sealed for its holder, who may print it again, until it is revoked.
"""

from typing import NamedTuple

import msgspec
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain import codes
from chalicelib.domain.applications import Case
from chalicelib.domain.attestations import LENGTH, Attestation, AttestationChange, Lead, forgotten_at
from chalicelib.domain.errors import ConflictError, SignedOutError, UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant, ttl
from chalicelib.domain.people import Head
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, chains, gather, keys, people
from chalicelib.storage.gather import Key
from chalicelib.storage.legs import CHECK, PUT, UPDATE, Leg
from chalicelib.storage.tables import Item, RecordItem, RegistryItem


class Standing(NamedTuple):
    """What stands at one moment; `code` is "" where there is none, or none any more."""

    head: Head
    case: Case
    latest: Attestation | None
    code: str


def mark(code: str) -> str:
    return keys.lookup("attestation", codes.cleaned(code))


def lead(typed: str) -> Lead | None:
    """Where what was typed leads; None for what was never given out, or is long over."""
    cleaned = codes.cleaned(typed)
    if not codes.is_written(cleaned, LENGTH):
        return None
    try:
        item = RegistryItem.get(f"V#{mark(cleaned)}", "-", consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Lead)


def behind(lead: Lead) -> Standing | None:
    """What a code leads to, now: one BatchGet. None where nothing is left of it."""
    return _standing(lead.cid, lead.no, None)


def load(cid: Cid, no: No, *, epoch: int) -> Standing:
    """For the holder: one BatchGet. Raises UnknownError, and SignedOutError for a session that was ended elsewhere."""
    held = _standing(cid, no, epoch)
    if held is None:
        raise UnknownError("没有找到这个申请")
    return held


def _standing(cid: Cid, no: No, epoch: int | None) -> Standing | None:
    place = people.partition(cid)
    head, case, latest = ((RecordItem, place, sk) for sk in (people.HEAD, f"X#{no}", _sk(no)))
    wanted: list[Key] = [head, case, latest]
    found = gather.items(wanted)
    people.require_epoch(found.get(head), epoch)
    person, own = found.get(head), found.get(case)
    if not isinstance(person, RecordItem) or own is None:
        return None
    standing = msgspec.json.decode(own.body or "", type=Case)
    return Standing(people.head_of(person), standing, *_opened(cid, found.get(latest)))


def _opened(cid: Cid, item: Item | None) -> tuple[Attestation | None, str]:
    if not isinstance(item, RecordItem):
        return None, ""
    one = _of(item)
    code = keys.unseal(item.cipher, cid=cid, attribute=f"attestation {one.no}") if item.cipher else ""
    return one, code


def _of(item: RecordItem) -> Attestation:
    one = msgspec.json.decode(item.body or "", type=Attestation)
    return msgspec.structs.replace(
        one,
        ver=int(item.ver or 0),
        looks=int(item.looks or 0),
        looked_at=Instant(int(item.looked_at)) if item.looked_at else None,
    )


def issue(change: AttestationChange, code: str, held: Standing) -> None:
    """The code and where it leads, with its event, while the approval and the session stand.

    Raises ConflictError when the application or its code moved on meanwhile, SignedOutError.
    """
    one, cid = change.after, held.head.cid
    end = ttl(forgotten_at(one.until))
    item = RecordItem(
        people.partition(cid),
        _sk(one.no),
        body=_body(one),
        ver=one.ver,
        cipher=keys.seal(code, cid=cid, attribute=f"attestation {one.no}"),
        ttl=end,
    )
    where = Lead(mark=one.mark, cid=cid, no=one.no, until=one.until)
    leading = RegistryItem(f"V#{one.mark}", "-", body=_body(where), ttl=end)
    approved = RecordItem(people.partition(cid), f"X#{one.no}")
    cases.attempt(
        [
            Leg(CHECK, approved, RecordItem.state == State.APPROVED, lambda _raw: ConflictError()),
            _session(held.head),
            Leg(PUT, item, _unchanged(change.before), lambda _raw: ConflictError()),
            Leg(PUT, leading, RegistryItem.pk.does_not_exist(), lambda _raw: ConflictError()),
            chains.follow(change.event),
        ]
    )


def revoke(change: AttestationChange, held: Standing) -> None:
    """From then on nobody can open the sealed code; the looks stay. Raises ConflictError, SignedOutError."""
    one = change.after
    actions: list[Action] = [RecordItem.body.set(_body(one)), RecordItem.ver.set(one.ver), RecordItem.cipher.remove()]
    item = RecordItem(people.partition(held.head.cid), _sk(one.no))
    cases.attempt(
        [
            _session(held.head),
            chains.follow(change.event),
            Leg(UPDATE, item, _unchanged(change.before), lambda _raw: ConflictError(), actions),
        ]
    )


def look(cid: Cid, one: Attestation, now: Instant) -> None:
    """Counts a look before it is answered. A code that changed meanwhile was looked at in time, and counts nothing."""
    item = RecordItem(people.partition(cid), _sk(one.no))
    try:
        item.update([RecordItem.looks.add(1), RecordItem.looked_at.set(now)], RecordItem.ver == one.ver)
    except UpdateError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise


def _session(head: Head) -> Leg:
    item = RecordItem(people.partition(head.cid), people.HEAD)
    return Leg(CHECK, item, RecordItem.epoch == head.epoch, lambda _raw: SignedOutError())


def _unchanged(before: Attestation | None) -> Condition:
    return RecordItem.ver == before.ver if before else RecordItem.pk.does_not_exist()


def _sk(no: No) -> str:
    return f"V#{no}"


def _body(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()

"""Cases of a person and `commit`, the one writer of state."""

import random
import time
from collections.abc import Callable, Collection
from itertools import groupby
from typing import NamedTuple
from uuid import uuid4

import msgspec
from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.applications import Act, Case, Round
from chalicelib.domain.decisions import Decision
from chalicelib.domain.errors import BusyError, ConflictError, UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.subjects import Snapshot
from chalicelib.storage import bulk, people, work
from chalicelib.storage.clients import connection
from chalicelib.storage.legs import Leg, legs
from chalicelib.storage.tables import RecordItem, RegistryItem

TRIES = 4
DEADLINE_S = 20.0
ITEMS_MOST = 64

_CONFLICTS = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class File(NamedTuple):
    """A case with all its rounds and decisions."""

    case: Case
    rounds: tuple[Round, ...]
    decisions: tuple[Decision, ...]


def load(cid: Cid, no: No) -> File:
    """One Query. Raises UnknownError: another person's number and no number are the same answer."""
    items = list(RecordItem.query(people.partition(cid), RecordItem.sk.startswith(f"X#{no}"), consistent_read=True))
    if not items:
        raise UnknownError("没有找到这个申请")
    return _file(items)


def _file(items: list[RecordItem]) -> File:
    head, *rest = items
    decided = [item for item in rest if item.sk.count("#") > 2]
    sent = [item for item in rest if item.sk.count("#") == 2]
    return File(
        msgspec.json.decode(head.body or "", type=Case),
        tuple(msgspec.json.decode(item.body or "", type=Round) for item in sent),
        tuple(msgspec.json.decode(item.body or "", type=Decision) for item in decided),
    )


def load_all(cid: Cid, business: str) -> tuple[File, ...]:
    """One Query over all cases of a person, oldest first; those of other businesses are left out."""
    items = list(RecordItem.query(people.partition(cid), RecordItem.sk.startswith("X#"), consistent_read=True))
    grouped = (list(group) for _, group in groupby(items, key=lambda item: item.sk.split("#")[1]))
    files = (_file(group) for group in grouped)
    return tuple(file for file in files if file.case.business == business)


def heads(cid: Cid) -> tuple[Case, ...]:
    """Every case of a person, oldest first. One Query."""
    items = RecordItem.query(people.partition(cid), RecordItem.sk.startswith("X#"), consistent_read=True)
    return tuple(msgspec.json.decode(item.body or "", type=Case) for item in items if item.sk.count("#") == 1)


def found(places: Collection[tuple[Cid, No]]) -> tuple[Case, ...]:
    """Those that are there, of up to 100, in that order. One call."""
    keys = list(dict.fromkeys((people.partition(cid), f"X#{no}") for cid, no in places))
    read = bulk.get(RecordItem, keys)
    return tuple(msgspec.json.decode(read[key]["body"]["S"], type=Case) for key in keys if key in read)


def owner(no: No) -> Cid | None:
    """Of an application or an order; None for a number that nobody has. One read."""
    try:
        item = RegistryItem.get(f"N#{no}", "-", consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return Cid(item.body or "")


def snapshot(cid: Cid, no: No) -> Snapshot | None:
    """What an approval kept of its grounds; None before, and of a business that keeps nothing. One read."""
    try:
        item = RecordItem.get(people.partition(cid), f"G#{no}", consistent_read=True)
    except RecordItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Snapshot)


def commit(act: Act) -> bytes:
    """Writes the act in one transaction and gives the operation's answer.

    Raises the refusal of the first leg that was refused; BusyError once conflicts outlast the retries.
    """
    parts = legs(act)
    if len(parts) > ITEMS_MOST:
        raise ConflictError("一次提交的内容过多，请分次提交")
    attempt(parts)
    return act.operation.answer


def attempt(parts: list[Leg], pause: Callable[[float], None] = time.sleep) -> None:
    """Neither botocore nor PynamoDB retries a `TransactionConflict`; this does, with full jitter.

    All tries bear one token: after a lost reply DynamoDB tells the next of success, instead of meeting its own writes.
    """
    deadline, token = time.monotonic() + DEADLINE_S, uuid4().hex
    for tries in range(1, TRIES + 1):
        try:
            _write(parts, token)
        except TransactWriteError as refused:
            refusal = _refusal(parts, refused)
            if refusal:
                raise refusal from refused
            if tries == TRIES or time.monotonic() > deadline:
                raise BusyError from refused
            pause(random.uniform(0.025, 0.2) * tries)  # noqa: S311
        else:
            return


def _write(parts: list[Leg], token: str) -> None:
    with TransactWrite(connection=connection(), client_request_token=token) as transaction:
        for leg in parts:
            leg.join(transaction)


def _refusal(parts: list[Leg], refused: TransactWriteError) -> Exception | None:
    """What people are told; None where another try may succeed."""
    if refused.cause_response_code != "TransactionCanceledException":
        return refused
    reasons = list(zip(parts, refused.cancellation_reasons, strict=False))
    found = [
        leg.refusal(reason.raw_item or {})
        for leg, reason in reasons
        if reason and reason.code == "ConditionalCheckFailed"
    ]
    if not found:
        return None if any(reason and reason.code in _CONFLICTS for _, reason in reasons) else refused
    return found[0]


def postpone(case: Case, due: Instant) -> None:
    """Moves the sweeper's hint of a returned case; its state, version and history stay as they are.

    Raises ConflictError when the case moved on meanwhile.
    """
    item = RecordItem(people.partition(case.cid), f"X#{case.no}")
    _, ws = work.place(case, due)
    unchanged = (RecordItem.ver == case.ver) & (RecordItem.state == case.state)
    try:
        item.update(actions=[RecordItem.ws.set(ws)], condition=unchanged)
    except UpdateError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            raise ConflictError from refused
        raise

"""Candidate and reviewers at work, each request with a key of its own."""

import itertools
import json
from typing import Any

import msgspec

from chalicelib.domain.applications import Operation
from chalicelib.domain.exemptions import KIND, Item
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, MINUTE, later
from chalicelib.domain.reviews import Scope
from chalicelib.storage import cases
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from tests.builders import (
    CANDIDATE,
    CID,
    CITY_REVIEWER,
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    a_credential,
    an_operation,
)

WHO = Applicant(CANDIDATE, 1)
SCHOOL_DESK = Reviewer(SCHOOL_REVIEWER, Scope("school", (SCHOOL,)), NOW)
CITY_DESK = Reviewer(CITY_REVIEWER, Scope("city"), NOW)
_numbers = itertools.count(1)


def entropy(count: int) -> bytes:
    return next(_numbers).to_bytes(count)


def at(milliseconds: int, **changes: Any) -> Operation:
    return an_operation(f"key-{next(_numbers):016}", at=later(NOW, milliseconds), **changes)


def submit(*units: str, op: Operation | None = None, **changes: Any) -> Any:
    items = tuple(Item(unit, (a_credential(**changes),)) for unit in units or ("00015",))
    return submit_items(*items, op=op)


def submit_items(*items: Item, op: Operation | None = None) -> Any:
    return json.loads(submit_applications(WHO, an_order(*items), op or at(0), entropy))


def an_order(*items: Item, **changes: Any) -> Order:
    order = Order(kind=KIND, ref=1, notice_version="2026-1", items=items)
    return msgspec.structs.replace(order, **changes)


def submitted_no(*units: str) -> No:
    return No(submit(*units)["applications"][0]["no"])


def resubmit(no: No, ver: int, op: Operation | None = None, **changes: Any) -> Any:
    return resubmit_item(no, ver, Item("00015", (a_credential(**changes),)), op)


def resubmit_item(no: No, ver: int, item: Item, op: Operation | None = None) -> Any:
    sent = NextRound(kind=KIND, ref=1, no=no, ver=ver, item=item)
    return json.loads(resubmit_application(WHO, sent, op or at(HOUR)))


def decide(no: No, outcome: str, desk: Reviewer = SCHOOL_DESK, after: int = MINUTE, **form: Any) -> Any:
    case = cases.load(CID, no).case
    moment = later(case.since, after)
    lease_case(CID, no, desk.scope, desk.actor, moment)
    fresh = msgspec.structs.replace(desk, mfa_at=moment)
    verdict = Verdict(ver=case.ver, digest=case.digest, outcome=outcome, **form)
    op = an_operation(f"key-{next(_numbers):016}", at=moment, actor=desk.actor.id)
    return json.loads(decide_application((CID, no), verdict, fresh, op))

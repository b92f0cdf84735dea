"""查验码: by which anybody may check that an approval stands, given out by its holder for a time he chooses (F83)."""

import calendar
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain import businesses
from chalicelib.domain.applications import Case
from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.errors import FieldFault, IncompleteError, UnknownError, WrongStateError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, Instant, later, of, shanghai
from chalicelib.domain.people import Head, mask_name
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import TITLES, Business

# 78 bits: a thousand guesses a second against a million codes find one in thirteen million years.
LENGTH: Final = 16
MONTHS_LEAST, MONTHS_MOST = 1, 6
# So long after its end a code is still told to be over; then it is one that nobody has.
KEPT: Final = 180 * DAY
UNKNOWN: Final = "没有查到这个查验码，请核对后重新输入"


class Doing(StrEnum):
    """What happens to a code; these words stand in the audit for good."""

    MADE = "attestation_made"
    REVOKED = "attestation_revoked"


class Validity(StrEnum):
    """`void`: the approval that it attests does not stand any more."""

    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"
    VOID = "void"


class Attestation(msgspec.Struct, frozen=True, kw_only=True):
    """The latest code of an approved application, `V#<no>`. `mark` is the code's look-up hash.

    `ver` is raised by making and revoking; `looks` counts how often it was found valid, `looked_at` is the last time.
    """

    no: No
    mark: str
    made_at: Instant
    until: Instant
    revoked_at: Instant | None = None
    ver: int = 0
    looks: int = 0
    looked_at: Instant | None = None


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """Where the code with this mark leads, `V#<mark>`; it stays when the code is revoked or replaced."""

    mark: str
    cid: Cid
    no: No
    until: Instant


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a holder asks for: a code with this mark, for so many months."""

    mark: str
    months: int
    by: Actor
    at: Instant


class AttestationChange(msgspec.Struct, frozen=True, kw_only=True):
    """`event` finds its place in the chain `P#<cid>` when it is written."""

    before: Attestation | None
    after: Attestation
    event: AuditEvent


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """All that whoever has the code is told: enough to compare with what a person says, and no number of anybody."""

    outcome: str
    business_text: str
    title: str
    name_masked: str
    decided_at: Instant


def outcome_of(case: Case) -> str:
    """What others are told of its approval. Raises UnknownError for a business that attests nothing."""
    outcome = businesses.kind_of(case.business).outcome
    if not outcome:
        raise UnknownError("这项业务没有查验码")
    return outcome


def made(case: Case, asked: Asked, before: Attestation | None) -> AttestationChange:
    """Raises WrongStateError unless it is approved, IncompleteError for a time that cannot be chosen."""
    if case.state != State.APPROVED:
        raise WrongStateError("审核通过的申请才能生成查验码")
    if not MONTHS_LEAST <= asked.months <= MONTHS_MOST:
        raise IncompleteError(fields=[FieldFault("months", f"有效期可以选择 {MONTHS_LEAST} 至 {MONTHS_MOST} 个月")])
    after = Attestation(
        no=case.no,
        mark=asked.mark,
        made_at=asked.at,
        until=end_of(asked.at, asked.months),
        ver=before.ver + 1 if before else 1,
    )
    return AttestationChange(before=before, after=after, event=_event(case, Doing.MADE, asked.by, asked.at))


def revoked(case: Case, before: Attestation, by: Actor, now: Instant) -> AttestationChange:
    after = msgspec.structs.replace(before, revoked_at=now, ver=before.ver + 1)
    return AttestationChange(before=before, after=after, event=_event(case, Doing.REVOKED, by, now))


def _event(case: Case, doing: Doing, by: Actor, now: Instant) -> AuditEvent:
    return AuditEvent(chain=f"P#{case.cid}", seq=0, event=doing, at=now, actor=by, detail=case.no)


def end_of(now: Instant, months: int) -> Instant:
    """The end of the day, in Shanghai, that many months later; of a shorter month its last day."""
    moment = shanghai(now)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return of(datetime(year, month + 1, day, tzinfo=moment.tzinfo) + timedelta(days=1))


def forgotten_at(until: Instant) -> Instant:
    return later(until, KEPT)


def validity(one: Attestation, case: Case | None, now: Instant) -> Validity:
    """Of the latest code of an application."""
    if one.revoked_at is not None:
        return Validity.REVOKED
    if now >= one.until:
        return Validity.EXPIRED
    return Validity.VALID if case and case.state == State.APPROVED else Validity.VOID


def validity_of(lead: Lead, latest: Attestation | None, case: Case | None, now: Instant) -> Validity:
    """Of the code that leads there: one that was replaced by a later one had ended, or been revoked, before."""
    if latest is None or latest.mark != lead.mark:
        return Validity.EXPIRED if now >= lead.until else Validity.REVOKED
    return validity(latest, case, now)


def shown(case: Case, head: Head) -> Shown:
    return Shown(
        outcome=outcome_of(case),
        business_text=TITLES[Business(case.business)],
        title=case.title,
        name_masked=mask_name(head.name),
        decided_at=case.since,
    )

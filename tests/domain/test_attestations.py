"""查验码: how long it lives, what it is worth at each moment, and what it tells."""

import math

import msgspec
import pytest

from chalicelib.domain import attestations, codes
from chalicelib.domain.attestations import LENGTH, Asked, Attestation, Lead, Validity
from chalicelib.domain.errors import IncompleteError, UnknownError, WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later, of, shanghai
from chalicelib.domain.statuses import State
from chalicelib.domain.windows import Business
from tests.builders import CANDIDATE, CID, NOW, a_case, a_head, a_number

MARK = "1" + "0" * 64
APPROVED = a_case(state=State.APPROVED)


def asked(months: int = 3) -> Asked:
    return Asked(mark=MARK, months=months, by=CANDIDATE, at=NOW)


def one(**changes: object) -> Attestation:
    made = attestations.made(APPROVED, asked(), None).after
    return msgspec.structs.replace(made, **changes)


def day(text: str) -> Instant:
    return of(shanghai(NOW).fromisoformat(f"{text}+08:00"))


def test_a_code_is_beyond_guessing_and_easy_to_read_out() -> None:
    code = codes.written(bytes(range(16)), LENGTH)
    assert len(code) * math.log2(len(codes.LETTERS)) > 78
    assert codes.grouped(code).count("-") == 3
    assert not set(code) & set("01ILOU")


@pytest.mark.parametrize(
    "typed", ["k7m2pq4x9wta3bcd", " K7M2－PQ4X — 9WTA·3BCD ", "Ｋ７Ｍ２-ＰＱ４Ｘ-９ＷＴＡ-３ＢＣＤ"]
)
def test_however_it_is_typed_it_is_the_same_code(typed: str) -> None:
    assert codes.cleaned(typed) == "K7M2PQ4X9WTA3BCD"
    assert codes.is_written(codes.cleaned(typed), LENGTH)


@pytest.mark.parametrize(
    "typed", ["", "K7M2", "K7M2PQ4X9WTA3BCDE", "O0I1PQ4X9WTA3BCD", "查验码" * 5 + "码", "\ud800" * 16]
)
def test_what_was_never_given_out_has_not_the_form(typed: str) -> None:
    assert not codes.is_written(codes.cleaned(typed), LENGTH)


@pytest.mark.parametrize(
    ("made", "months", "last"),
    [
        ("2026-12-01T10:00", 1, "2027-01-01"),
        ("2026-12-01T10:00", 6, "2027-06-01"),
        ("2026-08-31T23:59", 6, "2027-02-28"),
        ("2027-10-31T00:00", 4, "2028-02-29"),
        ("2026-11-30T00:00", 1, "2026-12-30"),
    ],
)
def test_it_lives_to_the_end_of_a_day_in_shanghai(made: str, months: int, last: str) -> None:
    end = attestations.end_of(day(made), months)
    assert shanghai(later(end, -1)).strftime("%Y-%m-%d %H:%M") == f"{last} 23:59"
    assert shanghai(end).strftime("%H:%M") == "00:00"


@pytest.mark.parametrize("months", [-1, 0, 7, 10**9])
def test_the_holder_chooses_one_to_six_months(months: int) -> None:
    with pytest.raises(IncompleteError) as refused:
        attestations.made(APPROVED, asked(months), None)
    assert [fault.field for fault in refused.value.fields] == ["months"]


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_only_what_is_approved_is_attested(state: State) -> None:
    with pytest.raises(WrongStateError):
        attestations.made(a_case(state=state), asked(), None)


def test_a_supplement_attests_nothing() -> None:
    with pytest.raises(UnknownError):
        attestations.outcome_of(a_case(business=Business.SUPPLEMENT))


def test_making_and_revoking_leave_their_events() -> None:
    first = attestations.made(APPROVED, asked(), None)
    ended = attestations.revoked(APPROVED, first.after, CANDIDATE, later(NOW, HOUR))
    again = attestations.made(APPROVED, asked(), ended.after)
    assert [change.after.ver for change in (first, ended, again)] == [1, 2, 3]
    assert [change.event.event for change in (first, ended, again)] == [
        "attestation_made",
        "attestation_revoked",
        "attestation_made",
    ]
    assert {(change.event.chain, change.event.detail) for change in (first, ended)} == {(f"P#{CID}", APPROVED.no)}


def test_its_end_is_exact() -> None:
    until = one().until
    assert attestations.validity(one(), APPROVED, later(until, -1)) == Validity.VALID
    assert attestations.validity(one(), APPROVED, until) == Validity.EXPIRED


def test_a_revoked_code_stays_revoked_whatever_else_becomes_of_it() -> None:
    gone = one(revoked_at=later(NOW, MINUTE))
    for moment in (later(NOW, HOUR), later(NOW, 900 * DAY)):
        for case in (APPROVED, a_case(), None):
            assert attestations.validity(gone, case, moment) == Validity.REVOKED


@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_an_approval_that_does_not_stand_any_more_attests_nothing(state: State) -> None:
    assert attestations.validity(one(), a_case(state=state), NOW) == Validity.VOID


def test_an_earlier_code_is_over_however_good_the_latest_is() -> None:
    old = Lead(mark=MARK, cid=CID, no=No(a_number(1)), until=later(NOW, DAY))
    latest = one(mark="1" + "f" * 64)
    assert attestations.validity_of(old, latest, APPROVED, NOW) == Validity.REVOKED
    assert attestations.validity_of(old, latest, APPROVED, later(NOW, DAY)) == Validity.EXPIRED
    assert attestations.validity_of(old, None, APPROVED, NOW) == Validity.REVOKED
    assert attestations.validity_of(old, one(), APPROVED, NOW) == Validity.VALID


def test_others_are_told_five_things_and_no_number() -> None:
    head = a_head(name="欧阳子丑")
    told = msgspec.to_builtins(attestations.shown(APPROVED, head))
    assert told == {
        "outcome": "准予免考",
        "business_text": "申请免考",
        "title": "英语(二)（00015）",
        "name_masked": "欧***",
        "decided_at": APPROVED.since,
    }

"""Who meets in the races: candidates, each new, and reviewers, each with an account; is the record whole?"""

import itertools
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from chalicelib.domain import businesses, exemptions, supplements
from chalicelib.domain.applications import Case, Operation, line_of, locks_of
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.ids import Cid, No, SchoolCode
from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import PASS, REJECT, RETURN, Scope
from chalicelib.domain.statuses import LIVE
from chalicelib.storage import cases, people
from chalicelib.storage.tables import AuditItem, RecordItem
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from tests.builders import (
    CANDIDATE,
    CITY_REVIEWER,
    NOW,
    SCHOOL,
    SCHOOL_REVIEWER,
    a_credential,
    a_supplement,
    a_ticket,
    an_operation,
)
from tests.race.conftest import Doing
from tests.stored import put_eligible

UNITS = ("00015", "00320", "00316")
_serial = itertools.count(1)

SOON = later(NOW, MINUTE)
FORMS: dict[str, dict[str, Any]] = {
    PASS: {},
    RETURN: {"items": (ItemVerdict(part=0, words="看不清"),)},
    REJECT: {},
}
REASONS = {"exemption": ("EX15",), "supplement": ("SC03",)}


def someone(school: SchoolCode = SCHOOL) -> Cid:
    """A new eligible person for each round; ids end in 0, so that they are nobody else's on the one engine."""
    number = next(_serial)
    cid = Cid(f"{os.getpid():016x}{number:015x}0")
    put_eligible(cid, f"{number:018}", tickets=(a_ticket(school=school),))
    return cid


def a_school() -> SchoolCode:
    """With a queue that nobody else's cases are in."""
    return SchoolCode(f"R{os.getpid()}-{next(_serial)}")


def a_key() -> str:
    return f"key-{next(_serial):016}"


def applicant(cid: Cid) -> Applicant:
    return Applicant(msgspec.structs.replace(CANDIDATE, id=cid), 1)


def op(actor: str, key: str = "", at: Instant = SOON, **changes: Any) -> Operation:
    return an_operation(key or a_key(), actor=actor, at=at, **changes)


def item_of(kind: Kind[Any, Any], *, unit: str = "00015", mended: bool = False) -> Any:
    if kind is supplements.KIND:
        return a_supplement(score="70" if mended else "65")
    return exemptions.Item(unit, (a_credential(number="201706113100299" if mended else "201706113100245"),))


def submission(
    cid: Cid, operation: Operation | None = None, kind: Kind[Any, Any] = exemptions.KIND, **typed: str
) -> Doing:
    order = Order(kind=kind, ref=1, notice_version="2026-1", items=(item_of(kind, **typed),))  # type: ignore[arg-type]
    return partial(submit_applications, applicant(cid), order, operation or op(cid, at=NOW), os.urandom)


def submitted(cid: Cid, kind: Kind[Any, Any] = exemptions.KIND) -> No:
    return No(msgspec.json.decode(submission(cid, kind=kind)())["applications"][0]["no"])


def new_round(case: Case, at: Instant = SOON) -> Doing:
    """A tab that shows the case so and sends it mended."""
    kind = businesses.kind_of(case.business)
    sent = NextRound(kind=kind, ref=1, no=case.no, ver=case.ver, item=item_of(kind, mended=True))
    return labelled(b"round", partial(resubmit_application, applicant(case.cid), sent, op(case.cid, at=at)))


def withdrawal(case: Case, at: Instant = SOON) -> Doing:
    by, mine = applicant(case.cid), op(case.cid, at=at)
    return labelled(b"withdrawn", partial(withdraw_application, by.actor, by.epoch, case.no, case.ver, mine))


def a_reviewer(school: SchoolCode = SCHOOL) -> Reviewer:
    number = next(_serial)
    actor = msgspec.structs.replace(SCHOOL_REVIEWER, id=f"staff-{number}", person=f"reviewer-{number}")
    return Reviewer(actor, Scope("school", (school,)), NOW)


def a_city_reviewer() -> Reviewer:
    number = next(_serial)
    actor = msgspec.structs.replace(CITY_REVIEWER, id=f"city-{number}", person=f"city-reviewer-{number}")
    return Reviewer(actor, Scope("city"), NOW)


def decision(case: Case, by: Reviewer, outcome: str = PASS, at: Instant = SOON) -> Doing:
    """A click on what the page shows of the case, by who leased it."""
    reasons = REASONS[case.business] if outcome == REJECT else ()
    form = Verdict(ver=case.ver, digest=case.digest, outcome=outcome, reasons=reasons, **FORMS[outcome])
    doing = partial(decide_application, (case.cid, case.no), form, by, op(by.actor.id, at=at))
    return labelled(b"decision", doing)


def ruling(case: Case, by: Reviewer, outcome: str = PASS) -> Doing:
    """The case as the page shows it, leased and decided at once."""
    click = decision(case, by, outcome)

    def rule() -> bytes:
        lease(case, by)
        return click()

    return rule


def waiting(kind: Kind[Any, Any] = exemptions.KIND, school: SchoolCode = SCHOOL) -> Case:
    """Just submitted by somebody."""
    cid = someone(school)
    return cases.load(cid, submitted(cid, kind)).case


def fresh(case: Case) -> Case:
    return cases.load(case.cid, case.no).case


def lease(case: Case, by: Reviewer, at: Instant = NOW) -> bytes:
    lease_case(case.cid, case.no, by.scope, by.actor, at)
    return b"lease"


def decided(case: Case, outcome: str = PASS) -> Case:
    """One office further on."""
    by = a_city_reviewer() if case.stage == "city" else a_reviewer(case.school)
    ruling(case, by, outcome)()
    return fresh(case)


def labelled(name: bytes, doing: Callable[[], object]) -> Doing:
    """So that winners tell what they did."""

    def done() -> bytes:
        doing()
        return name

    return done


def events(chain: str) -> list[AuditEvent]:
    return [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query(chain)]


def live_cases(cid: Cid) -> list[Case]:
    return [one for one in all_cases(cid) if one.state in LIVE]


def all_cases(cid: Cid) -> list[Case]:
    items = RecordItem.query(people.partition(cid), RecordItem.sk.startswith("X#"))
    bodies = [item.body or "" for item in items if item.sk.count("#") == 1]
    return [msgspec.json.decode(body, type=Case) for body in bodies]


def is_whole(cid: Cid) -> bool:
    """Head, locks, chains, rounds and decisions of a person tell one story (I1, I3, I4, I9, I10)."""
    found = all_cases(cid)
    locks = {item.sk: item.holder for item in RecordItem.query(people.partition(cid), RecordItem.sk.startswith("K#"))}
    assert locks == {f"K#{lock}": case.no for case in found for lock in locks_of(case)}
    assert people.load(cid).head.lines == {case.no: line for case in found if (line := line_of(case))}
    return all(_is_told(case) for case in found)


def _is_told(case: Case) -> bool:
    file, told = cases.load(case.cid, case.no), events(f"X#{case.no}")
    assert first_fault(told) is None
    assert (case.ver, case.chain, case.state) == (len(told), told[-1].hash, told[-1].went_to)
    assert [one.round for one in file.rounds] == list(range(1, case.round + 1))
    assert case.digest == file.rounds[-1].digest
    digests = {one.round: one.digest for one in file.rounds}
    assert all(one.digest == digests[one.round] for one in told)
    decisions = [one for one in told if one.actor.kind == "staff"]
    assert len({(one.round, one.came_from, one.event) for one in decisions}) == len(decisions) == len(file.decisions)
    return True

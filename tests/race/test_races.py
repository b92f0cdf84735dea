"""submit² and decide²: exactly the allowed winners, and more than those without the conditions.

`make test` runs 10 rounds, 3 of the slow ones, `make test-long` 100 (threat rows 31, 38, 42; invariants I1, I2, I9).
"""

import itertools
from typing import Any

import msgspec
import pytest

from chalicelib.domain import exemptions, supplements
from chalicelib.domain.applications import Case
from chalicelib.domain.ids import No
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import PASS
from chalicelib.storage import cases, leases, people, work
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import AuditItem
from tests.builders import NOW, SCHOOL, SCHOOL_REVIEWER
from tests.race import acting
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, ROUNDS, Doing, breaks, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

KINDS = pytest.mark.parametrize("kind", [exemptions.KIND, supplements.KIND], ids=lambda kind: str(kind.business))


def rounds(kind: Kind[Any, Any]) -> int:
    """The second business differs in its stages and locks, not in how they are written."""
    return ROUNDS if kind is exemptions.KIND else FEW_ROUNDS


def submissions(kind: Kind[Any, Any]) -> list[Doing]:
    """One person with 32 tabs."""
    cid = acting.someone()
    return [acting.submission(cid, kind=kind) for _ in range(CONTENDERS)]


def decisions(case: Case) -> list[Doing]:
    """One reviewer with 32 tabs, who clicks 通过, 退回补正 and 不通过 at once."""
    desk = acting.a_city_reviewer() if case.stage == "city" else acting.a_reviewer()
    acting.lease(case, desk)
    outcomes = itertools.cycle(acting.FORMS)
    return [acting.decision(case, desk, next(outcomes)) for _ in range(CONTENDERS)]


def last_office(kind: Kind[Any, Any]) -> Case:
    """A case whose next pass is an approval."""
    case = acting.waiting(kind)
    return acting.decided(case) if len(case.stages) > 1 else case


@KINDS
def test_one_of_32_submissions_of_a_course_wins(kind: Kind[Any, Any]) -> None:
    for _ in range(rounds(kind)):
        cid = acting.someone()
        outcomes = contend([acting.submission(cid, kind=kind) for _ in range(CONTENDERS)])
        assert len(winners(outcomes)) == 1
        assert len(acting.live_cases(cid)) == 1
        assert acting.is_whole(cid)


def test_one_of_32_decisions_wins_and_leaves_one_event() -> None:
    for _ in range(ROUNDS):
        case = acting.waiting()
        outcomes = contend(decisions(case))
        assert len(winners(outcomes)) == 1
        [line] = people.load(case.cid).head.lines.values()
        file = cases.load(case.cid, case.no)
        assert (file.case.ver, len(file.case.decisions), file.case.state) == (2, 1, line.state)
        assert len(list(AuditItem.query(f"X#{case.no}"))) == 2
        assert acting.is_whole(case.cid)


@KINDS
def test_one_of_32_approvals_grants_once(kind: Kind[Any, Any]) -> None:
    """As many reviewers of the last office, who all pass it."""
    for _ in range(FEW_ROUNDS):
        case = last_office(kind)
        make = acting.a_city_reviewer if case.stage == "city" else acting.a_reviewer
        outcomes = contend([acting.ruling(case, make(), PASS) for _ in range(CONTENDERS)])
        assert len(winners(outcomes)) == 1
        record = people.load(case.cid)
        assert [grant.no for grant in record.grants] == [case.no]
        assert record.head.rver == 2
        assert acting.is_whole(case.cid)


def test_one_of_32_reviewers_gets_the_case() -> None:
    for _ in range(ROUNDS):
        outcomes = contend(takers(acting.waiting()))
        assert [one for one in outcomes if one] == [b"taken"]


def takers(case: Case) -> list[Doing]:
    wanted = Lease(no=No(case.no), cid=case.cid, holder="", holder_name="演示", since=NOW, until=later(NOW, MINUTE))
    leased = [msgspec.structs.replace(wanted, holder=f"staff-{number}") for number in range(CONTENDERS)]
    return [lambda taker=taker: _taken(taker) for taker in leased]  # type: ignore[misc]


def _taken(lease: Lease) -> bytes:
    queue = work.queue("exemption", "school", SCHOOL)
    return b"taken" if leases.take_if_free(lease, queue, SCHOOL_REVIEWER.person) else b""


STRIPPED = {
    "submit an exemption": lambda: submissions(exemptions.KIND),
    "submit a supplement": lambda: submissions(supplements.KIND),
    "decide": lambda: decisions(acting.waiting()),
    "approve an exemption": lambda: decisions(last_office(exemptions.KIND))[::3],
    "approve a supplement": lambda: decisions(last_office(supplements.KIND))[::3],
    "take": lambda: takers(acting.waiting()),
}


@pytest.mark.usefixtures("without_conditions")
@pytest.mark.parametrize("race", STRIPPED)
def test_without_its_conditions_a_race_has_several_winners(race: str) -> None:
    assert breaks(lambda: len([one for one in winners(contend(STRIPPED[race]())) if one]) > 1)

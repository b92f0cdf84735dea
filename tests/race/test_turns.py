"""Candidate and reviewers, or two reviewers, reach for one case at once: one turn is taken, and the case is whole.

`make test` runs 3 rounds of each with 20 contenders, `make test-long` 100 (threat rows 37, 38; invariants I1, I3, I4,
I9, I10). Each race is run again without its conditions, and then has more winners.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain import exemptions, supplements
from chalicelib.domain.applications import Case
from chalicelib.domain.errors import QueueEmptyError
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, leases
from chalicelib.storage.tables import SessionItem
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.reviews.decide_application import Reviewer
from chalicelib.usecases.reviews.take_next import take_next
from tests.builders import NOW, a_credential
from tests.race import acting
from tests.race.conftest import FEW_ROUNDS, Doing, breaks, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

HALF = 10
REVIEWERS = 20
LAPSES = later(NOW, leases.TERM)
AFTER = later(LAPSES, 1)
KINDS = {"exemption": exemptions.KIND, "supplement": supplements.KIND}


def waiting(kind: Kind[Any, Any] = exemptions.KIND) -> Case:
    """The only case in its queue."""
    return acting.waiting(kind, acting.a_school())


def mixed(one: Callable[[], Doing], other: Callable[[], Doing]) -> list[Doing]:
    return [make() for _ in range(HALF) for make in (one, other)]


def held(no: No) -> list[str]:
    return [item.holder or "" for item in SessionItem.query(f"LEASE#{no}")]


def next_one(by: Reviewer, at: Instant = acting.SOON) -> bytes:
    return take_next("exemption", by.scope, by.actor, at).id.encode()


def decisions(case: Case) -> Callable[[], Doing]:
    """Tabs of who holds the case, in the last millisecond of the lease: from the next one on it binds nobody."""
    holder = acting.a_reviewer(case.school)
    acting.lease(case, holder)
    return lambda: acting.decision(case, holder, REJECT, LAPSES)


def takes(case: Case, at: Instant = AFTER) -> Callable[[], Doing]:
    """As many reviewers of the case's school who ask for the next case."""
    return lambda: acting.labelled(b"taken", partial(next_one, acting.a_reviewer(case.school), at))


def changed_or_decided(case: Case) -> list[Doing]:
    return mixed(lambda: acting.new_round(case, AFTER), decisions(case))


def mended_and_decided(case: Case) -> list[Doing]:
    """Ten tabs mend a returned case while ten reviewers open whatever stands there, lease and decide it."""
    returned = acting.decided(case, RETURN)

    def opened() -> Doing:
        by = acting.a_reviewer(case.school)
        return lambda: acting.ruling(acting.fresh(case), by, RETURN)()

    return mixed(lambda: acting.new_round(returned), opened)


def withdrawn_or_taken(case: Case) -> list[Doing]:
    return mixed(lambda: acting.withdrawal(case, AFTER), takes(case))


def withdrawn_or_decided(case: Case) -> list[Doing]:
    return mixed(lambda: acting.withdrawal(case, AFTER), decisions(case))


def decided_or_taken(case: Case) -> list[Doing]:
    return mixed(takes(case), decisions(case))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_change_of_what_waits_or_a_decision_of_it(kind: Kind[Any, Any]) -> None:
    for _ in range(FEW_ROUNDS):
        case = waiting(kind)
        [won] = winners(contend(changed_or_decided(case)))
        after = acting.fresh(case)
        assert (after.ver, after.round) == ((2, 2) if won == b"round" else (2, 1))
        assert acting.is_whole(case.cid)
        assert won == b"round" or held(case.no) == []


def test_a_returned_case_is_mended_once_and_decided_only_as_mended() -> None:
    for _ in range(FEW_ROUNDS):
        case = waiting()
        won = sorted(winners(contend(mended_and_decided(case))))
        assert won in ([b"round"], [b"decision", b"round"])
        file = cases.load(case.cid, case.no)
        assert [one.round for one in file.decisions] == [1, 2][: len(won)]
        assert acting.is_whole(case.cid)


def test_a_case_is_withdrawn_or_taken() -> None:
    for _ in range(FEW_ROUNDS):
        case = waiting()
        [won] = winners(contend(withdrawn_or_taken(case)))
        state = State.WITHDRAWN if won == b"withdrawn" else State.SUBMITTED
        assert (acting.fresh(case).state, len(held(case.no))) == (state, int(won == b"taken"))
        assert acting.is_whole(case.cid)


def test_a_case_is_withdrawn_or_decided() -> None:
    for _ in range(FEW_ROUNDS):
        case = waiting()
        [won] = winners(contend(withdrawn_or_decided(case)))
        assert acting.fresh(case).state == (State.WITHDRAWN if won == b"withdrawn" else State.REJECTED)
        assert won == b"withdrawn" or held(case.no) == []
        assert acting.is_whole(case.cid)


def test_at_the_end_of_a_lease_its_holder_decides_or_another_takes_the_case() -> None:
    for _ in range(FEW_ROUNDS):
        case = waiting()
        [won] = winners(contend(decided_or_taken(case)))
        assert acting.fresh(case).ver == (2 if won == b"decision" else 1)
        assert len(held(case.no)) == (won == b"taken")
        assert acting.is_whole(case.cid)


def crowd(school: SchoolCode, count: int) -> set[str]:
    """So many people with three waiting cases each: their places in the console's address."""
    made = set()
    for cid in [acting.someone(school) for _ in range(count)]:
        items = tuple(exemptions.Item(unit, (a_credential(),)) for unit in acting.UNITS)
        order = Order(kind=exemptions.KIND, ref=1, notice_version="2026-1", items=items)
        receipt = submit_applications(acting.applicant(cid), order, acting.op(cid, at=NOW), os.urandom)
        made |= {f"{cid}.{one['no']}" for one in msgspec.json.decode(receipt)["applications"]}
    return made


def takers(school: SchoolCode) -> list[Doing]:
    return [partial(next_one, acting.a_reviewer(school)) for _ in range(REVIEWERS)]


def test_20_reviewers_share_nine_cases_each_to_one_and_none_left() -> None:
    for _ in range(FEW_ROUNDS):
        school = acting.a_school()
        there = crowd(school, 3)
        outcomes = contend(takers(school))
        got = winners(outcomes)
        assert (len(got), {one.decode() for one in got}) == (len(there), there)
        assert sum(isinstance(one, QueueEmptyError) for one in outcomes) == REVIEWERS - len(there)
        assert all(len(held(No(one.partition(".")[2]))) == 1 for one in there)


STRIPPED: dict[str, Callable[[], list[Doing]]] = {
    "an exemption changed or decided": lambda: changed_or_decided(waiting()),
    "a supplement changed or decided": lambda: changed_or_decided(waiting(supplements.KIND)),
    "mended once": lambda: mended_and_decided(waiting())[::2],
    "withdrawn or taken": lambda: withdrawn_or_taken(waiting()),
    "withdrawn or decided": lambda: withdrawn_or_decided(waiting()),
    "decided or taken": lambda: decided_or_taken(waiting()),
}


@pytest.mark.usefixtures("without_conditions")
@pytest.mark.parametrize("race", STRIPPED)
def test_without_its_conditions_a_race_has_several_winners(race: str) -> None:
    assert breaks(lambda: len(winners(contend(STRIPPED[race]()))) > 1)


@pytest.mark.usefixtures("without_conditions")
def test_without_its_conditions_a_case_is_taken_twice() -> None:
    def is_broken() -> bool:
        school = acting.a_school()
        there = crowd(school, 3)
        return len(winners(contend(takers(school)))) > len(there)

    assert breaks(is_broken)

"""key²: of requests under one idempotency key one is done; its copies get its answer, another body is refused.

`make test` runs 10 rounds, 3 of the slow ones, `make test-long` 100 (threat rows 45, 46; invariants I1, I9).
"""

from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain import exemptions, supplements
from chalicelib.domain.applications import Case
from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import DraftConflictError, IdempotencyError
from chalicelib.domain.ids import Cid
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import REJECT
from chalicelib.storage import drafts
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from tests.builders import NOW
from tests.race import acting
from tests.race.conftest import FEW_ROUNDS, ROUNDS, Doing, breaks, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

COPIES = 20
BODIES = ("a" * 64, "b" * 64)
KINDS = pytest.mark.parametrize("kind", [exemptions.KIND, supplements.KIND], ids=lambda kind: str(kind.business))


def rounds(kind: Kind[Any, Any]) -> int:
    """The second business differs in its stages and locks, not in how they are written."""
    return ROUNDS if kind is exemptions.KIND else FEW_ROUNDS


@KINDS
def test_20_copies_of_one_request_are_one_submission_with_one_receipt(kind: Kind[Any, Any]) -> None:
    for _ in range(rounds(kind)):
        cid = acting.someone()
        answers = winners(contend([acting.submission(cid, acting.op(cid, at=NOW), kind)] * COPIES))
        assert (len(answers), len(set(answers))) == (COPIES, 1)
        assert len(acting.live_cases(cid)) == 1
        assert acting.is_whole(cid)


@KINDS
def test_of_two_bodies_under_one_key_one_is_done_and_the_other_refused(kind: Kind[Any, Any]) -> None:
    for _ in range(FEW_ROUNDS):
        cid, key = acting.someone(), acting.a_key()
        operations = [acting.op(cid, key, NOW, request=BODIES[number % 2]) for number in range(COPIES)]
        outcomes = contend([acting.submission(cid, one, kind) for one in operations])
        answers = winners(outcomes)
        assert (len(answers), len(set(answers))) == (COPIES // 2, 1)
        assert sum(isinstance(one, IdempotencyError) for one in outcomes) == COPIES // 2
        assert len(acting.live_cases(cid)) == 1


def test_20_copies_of_one_decision_are_one_decision_with_one_answer() -> None:
    for _ in range(FEW_ROUNDS):
        case, by = acting.waiting(), acting.a_reviewer()
        acting.lease(case, by)
        outcomes = contend([one_decision(case, by)] * COPIES)
        assert (len(winners(outcomes)), len(set(winners(outcomes)))) == (COPIES, 1)
        assert acting.fresh(case).ver == 2
        assert acting.is_whole(case.cid)


def one_decision(case: Case, by: Reviewer) -> Doing:
    form = Verdict(ver=case.ver, digest=case.digest, outcome=REJECT, reasons=acting.REASONS[case.business])
    return partial(decide_application, (case.cid, case.no), form, by, acting.op(by.actor.id))


def devices(cid: Cid) -> list[Doing]:
    """One form open on 20 devices, each with other words typed into it."""
    bodies = (msgspec.Raw(b'{"device":%d}' % number) for number in range(COPIES))
    sent = [Draft(target="new", step="courses", body=body, saved_at=NOW, ver=1) for body in bodies]
    return [partial(_saved, cid, draft) for draft in sent]


def _saved(cid: Cid, draft: Draft) -> bytes:
    drafts.save(cid, "exemption", 1, draft)
    return bytes(draft.body)


def test_of_20_devices_one_saves_and_the_others_are_told() -> None:
    for _ in range(ROUNDS):
        cid = acting.someone()
        outcomes = contend(devices(cid))
        [kept] = drafts.load(cid, "exemption", 1)
        assert winners(outcomes) == [bytes(kept.body)]
        assert sum(isinstance(one, DraftConflictError) for one in outcomes) == COPIES - 1


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_a_key_makes_several_applications() -> None:
    def is_broken() -> bool:
        cid = acting.someone()
        contend([acting.submission(cid, acting.op(cid, at=NOW))] * COPIES)
        return len(acting.live_cases(cid)) > 1

    assert breaks(is_broken)


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_a_draft_is_overwritten_in_silence() -> None:
    assert breaks(lambda: len(winners(contend(devices(acting.someone())))) > 1)

"""submit² and decide² with 32 threads: exactly the allowed winners, and more than those without the conditions.

`make test` runs 10 rounds of each, `make test-long` 100 (threat rows 31, 38, 45; invariants I1, I2, I9).
"""

import itertools
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.exemptions import KIND, Item
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.reviews import PASS, REJECT, RETURN, Scope
from chalicelib.storage import cases, leases, people, windows, work
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import AuditItem, RecordItem
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from tests.builders import CANDIDATE, NOW, SCHOOL, SCHOOL_REVIEWER, a_credential, a_window, an_operation
from tests.race.conftest import CONTENDERS, contend, winners
from tests.stored import EDIT, put_eligible

ROUNDS = 100 if os.environ.get("KAOJI_LONG") else 10
STRIPPED_ROUNDS = 3
_serial = itertools.count(1)

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def window(engine: Any) -> None:
    if windows.fresh().rev == 0:
        windows.save((a_window(),), seen=0, edit=EDIT)
    windows.forget()


def someone() -> Cid:
    """A new eligible person for each round; ids end in 0, so that they are nobody else's on the one engine."""
    number = next(_serial)
    cid = Cid(f"{os.getpid():016x}{number:015x}0")
    put_eligible(cid, f"{number:018}")
    return cid


def entropy(count: int) -> bytes:
    return os.urandom(count)


def submission(cid: Cid, key: str, number: str = "201706113100245") -> Callable[[], bytes]:
    who = Applicant(msgspec.structs.replace(CANDIDATE, id=cid), 1)
    order = Order(kind=KIND, ref=1, notice_version="2026-1", items=(Item("00015", (a_credential(number=number),)),))
    return partial(submit_applications, who, order, an_operation(key, actor=cid), entropy)


def submitted(cid: Cid) -> No:
    receipt = msgspec.json.decode(submission(cid, "key-first-0000000000")())
    return No(receipt["applications"][0]["no"])


def decisions(cid: Cid) -> list[Callable[[], bytes]]:
    """One reviewer with 32 tabs, who clicks 通过, 退回补正 and 不通过 at once."""
    no = submitted(cid)
    desk = Reviewer(SCHOOL_REVIEWER, Scope("school", (SCHOOL,)), NOW)
    lease_case(cid, no, desk.scope, desk.actor, NOW)
    case = cases.load(cid, no).case
    forms = itertools.cycle(
        [
            Verdict(ver=1, digest=case.digest, outcome=PASS),
            Verdict(ver=1, digest=case.digest, outcome=RETURN, items=(ItemVerdict(part=0, reasons=("EX14",)),)),
            Verdict(ver=1, digest=case.digest, outcome=REJECT, reasons=("EX15",)),
        ]
    )
    return [
        partial(
            decide_application,
            (cid, no),
            next(forms),
            desk,
            an_operation(f"key-{no}-{tab:02}", actor=desk.actor.id, at=later(NOW, MINUTE)),
        )
        for tab in range(CONTENDERS)
    ]


def live_cases(cid: Cid) -> int:
    items = RecordItem.query(people.partition(cid), RecordItem.sk.startswith("X#"))
    return sum(1 for item in items if item.sk.count("#") == 1)


def test_one_of_32_submissions_of_a_course_wins() -> None:
    for _ in range(ROUNDS):
        cid = someone()
        outcomes = contend([submission(cid, f"key-tab-{tab:012}") for tab in range(CONTENDERS)])
        assert len(winners(outcomes)) == 1
        assert live_cases(cid) == 1
        assert len(people.load(cid).head.lines) == 1


def test_32_copies_of_one_request_are_one_submission_with_one_receipt() -> None:
    for _ in range(ROUNDS):
        cid = someone()
        outcomes = contend([submission(cid, "key-same-00000000")] * CONTENDERS)
        assert len(winners(outcomes)) == CONTENDERS
        assert len(set(winners(outcomes))) == 1
        assert live_cases(cid) == 1


def test_one_of_32_decisions_wins_and_leaves_one_event() -> None:
    for _ in range(ROUNDS):
        cid = someone()
        outcomes = contend(decisions(cid))
        assert len(winners(outcomes)) == 1
        (line,) = people.load(cid).head.lines.values()
        (no,) = people.load(cid).head.lines
        file = cases.load(cid, No(no))
        assert (file.case.ver, len(file.case.decisions), file.case.state) == (2, 1, line.state)
        assert len(list(AuditItem.query(f"X#{no}"))) == 2


def test_one_of_32_reviewers_gets_the_case() -> None:
    for _ in range(ROUNDS):
        cid = someone()
        no = submitted(cid)
        wanted = Lease(no=no, cid=cid, holder="", holder_name="演示", since=NOW, until=later(NOW, MINUTE))
        takers = [msgspec.structs.replace(wanted, holder=f"staff-{number}") for number in range(CONTENDERS)]
        outcomes = contend([partial(_taken, taker) for taker in takers])
        assert [one for one in outcomes if one] == [b"taken"]


def _taken(lease: Lease) -> bytes:
    queue = work.queue("exemption", "school", SCHOOL)
    return b"taken" if leases.take_if_free(lease, queue, SCHOOL_REVIEWER.person) else b""


@pytest.mark.usefixtures("without_conditions")
def test_without_its_conditions_submit_has_several_winners() -> None:
    won = []
    for _ in range(STRIPPED_ROUNDS):
        cid = someone()
        won.append(len(winners(contend([submission(cid, f"key-tab-{tab:012}") for tab in range(CONTENDERS)]))))
    assert max(won) > 1


@pytest.mark.usefixtures("without_conditions")
def test_without_its_conditions_decide_has_several_winners() -> None:
    won = [len(winners(contend(decisions(someone())))) for _ in range(STRIPPED_ROUNDS)]
    assert max(won) > 1

"""Imports at once, and imports beside people who apply: one import at a time, and nothing is judged by an old record.

`make test` runs 10 rounds, 3 of the slow ones, `make test-long` 100 (threat rows 43, 97, 98).
"""

import itertools
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.audit import OPERATOR, AuditEvent, first_fault
from chalicelib.domain.ids import Cid, CourseCode
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.library import Documents
from chalicelib.domain.transcripts import SheetRow
from chalicelib.storage import imports, library, people
from chalicelib.storage.tables import AuditItem, SessionItem
from chalicelib.usecases.imports.correct_scores import correct_scores
from infra.imports.jobs import retried
from tests.builders import NOW
from tests.race import acting
from tests.race.conftest import FEW_ROUNDS, ROUNDS, Doing, contend, held_back, winners
from tests.stored import EDIT, PASSED, cold

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

IMPORTERS, HALF = 20, 10
_serial = itertools.count(1)


def importing(number: int, seen: int) -> Doing:
    plan = msgspec.structs.replace(data.plans()["SH-050201-2022"], id=f"SH-RACE-{seen}-{number}")
    return partial(_saved, Documents(plans=(plan,)), seen)


def _saved(brought: Documents, seen: int) -> bytes:
    library.save(brought, seen=seen, edit=EDIT)
    return brought.plans[0].id.encode()


def test_one_import_wins_and_leaves_nothing_of_the_others() -> None:
    for _ in range(FEW_ROUNDS):
        before = library.fresh()
        won = winners(contend([importing(number, before.rev) for number in range(IMPORTERS)]))
        cold()
        after = library.fresh()
        assert len(won) == 1
        assert after.plans.keys() - before.plans.keys() == {won[0].decode()}
        assert after.rev == before.rev + 1
    chain = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query("CONF")]
    assert first_fault(chain) is None


def operators() -> list[Doing]:
    """Twenty who start an import in the same moment, while nobody else's is under way."""
    SessionItem("LEASE#import", "-").delete()
    names = [f"operator-{next(_serial)}" for _ in range(IMPORTERS)]
    return [acting.labelled(name.encode(), partial(imports.take, name, NOW)) for name in names]


def test_one_of_20_imports_may_begin() -> None:
    for _ in range(ROUNDS):
        [won] = winners(contend(operators()))
        assert SessionItem.get("LEASE#import", "-").holder == won.decode()


def correction(cid: Cid) -> Correction:
    """One of the six passes was none, so that the person may not ask for exemptions."""
    row = SheetRow(code=CourseCode(PASSED[0]), name=f"课程{PASSED[0]}", kind="theory", score=40, credits2=8)
    return Correction(cid, 1, "2026-10", (row,))


def correcting(cid: Cid) -> bytes:
    """The operator's process, which reads the record again when it moved on."""
    return b"corrected" if retried(lambda: correct_scores(correction(cid), "f" * 64, OPERATOR, NOW)) else b"held"


def chances(cid: Cid) -> list[Doing]:
    """The correction in the middle of 19 tabs that submit."""
    tabs = [acting.submission(cid) for _ in range(IMPORTERS - 1)]
    return [*tabs[:HALF], partial(correcting, cid), *tabs[HALF:]]


def overtaken(engine: Any, cid: Cid) -> list[Doing]:
    tabs = [acting.submission(cid) for _ in range(IMPORTERS - 1)]
    return held_back(engine, tabs, partial(correcting, cid))


def test_a_score_is_corrected_and_somebody_submits_or_not() -> None:
    for _ in range(FEW_ROUNDS):
        cid = acting.someone()
        won = winners(contend(chances(cid)))
        assert b"corrected" in won
        assert len(acting.live_cases(cid)) == len(won) - 1 <= 1
        assert [one.event for one in acting.events(f"P#{cid}")] == ["scores_corrected"]
        assert acting.is_whole(cid)


def test_nobody_submits_by_a_score_that_was_corrected_since_it_was_read(engine: Any) -> None:
    for _ in range(FEW_ROUNDS):
        cid = acting.someone()
        assert winners(contend(overtaken(engine, cid))) == [b"corrected"]
        assert acting.all_cases(cid) == []


def test_nothing_is_granted_by_a_score_that_was_corrected() -> None:
    for _ in range(FEW_ROUNDS):
        case = acting.decided(acting.waiting())
        doings: list[Doing] = [acting.ruling(case, acting.a_city_reviewer()) for _ in range(IMPORTERS - 1)]
        won = winners(contend([partial(correcting, case.cid), *doings]))
        record = people.load(case.cid)
        assert b"corrected" in won
        assert (len(record.grants), record.head.rver) == (len(won) - 1, len(won) + 1)
        assert acting.is_whole(case.cid)


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_an_application_goes_by_the_old_score(engine: Any) -> None:
    assert len(winners(contend(overtaken(engine, acting.someone())))) > 1


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_several_imports_begin() -> None:
    assert len(winners(contend(operators()))) > 1


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_imports_lose_one_another() -> None:
    before = library.fresh()
    assert len(winners(contend([importing(number, before.rev) for number in range(IMPORTERS)]))) > 1

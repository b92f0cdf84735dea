"""A returned graduation while the record and the plan change: what must stand, and what nobody chose (M3.2-09)."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.graduation_forms import Explanation, Scores
from chalicelib.domain.graduation_steps import outlive
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.library import Documents
from chalicelib.domain.reviews import RETURN
from chalicelib.domain.windows import Business
from chalicelib.storage import cases, library, people
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.matters import matter_of
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.reviews.show_case_audit import Question, show_case_audit
from tests.builders import CID, NOW, a_sheet, a_window
from tests.graduating import ADDON, COURSES, PERSON, PLAN, a_typed
from tests.stored import EDIT, cold, open_windows, warm
from tests.usecases.acting import CITY_DESK, WHO, at, decide
from tests.usecases.graduating import again, approve, put_graduate, submit

MENDED = msgspec.structs.replace(PERSON, postcode="200433")
WORDS = "该课程成绩正在登记，请以主考学校记录为准。"


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


def correct(*codes: str) -> None:
    """The transcript changes, as the office does it."""
    people.put_sheet(CID, a_sheet(codes=codes))
    RecordItem(people.partition(CID), people.HEAD).update([RecordItem.rver.set(RecordItem.rver + 1)])


def returned(**sent: Any) -> No:
    """The personal information alone was objected to."""
    no = submit(**sent)
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("GR16",)),))
    return no


def mended_by(no: No, addon: str, *explanations: Explanation) -> Any:
    scores = Scores(plan=PLAN, addon=addon)
    seen = show_record(CID, 1, 1, scores, later(NOW, HOUR)).seen
    item = a_typed(person=MENDED, scores=scores, explanations=explanations, seen=seen)
    return json.loads(resubmit_application(WHO, NextRound(kind=KIND, ref=1, no=no, ver=2, item=item), at(HOUR)))


def rename_options() -> None:
    plan = data.plans()[PLAN]
    addons = tuple(msgspec.structs.replace(one, option=f"{one.option}（修订）") for one in plan.addons)
    changed = msgspec.structs.replace(plan, addons=addons, version="修订一")
    library.save(Documents(plans=(changed,)), seen=library.fresh().rev, edit=EDIT)
    cold()


def test_a_course_that_is_passed_while_mending_needs_its_explanation_no_more() -> None:
    correct(*[code for code in COURSES if code != "00015"])
    no = returned(explanations=(Explanation(key="00015", words=WORDS),))
    correct(*COURSES)
    assert again(no, 2, person=MENDED)["state_text"] == "待审核"


def test_a_course_that_is_gone_while_mending_is_explained() -> None:
    no = returned()
    correct(*[code for code in COURSES if code != "00015"])
    with pytest.raises(IncompleteError) as refused:
        again(no, 2, person=MENDED)
    assert [one.field for one in refused.value.fields] == ["items.0.explanations.00015"]
    said = (Explanation(key="00015", words=WORDS),)
    assert again(no, 2, person=MENDED, explanations=said)["state_text"] == "待审核"


def test_an_option_that_is_renamed_while_mending_is_chosen_anew() -> None:
    """Nobody objected to it, but what stood is no longer offered; while it is, no other may be taken."""
    no = returned()
    with pytest.raises(IncompleteError) as refused:
        mended_by(no, "政治类专科毕业未通过行政法学", Explanation(key="00261", words=WORDS))
    assert "第 2 项审核时没有问题，不能修改" in refused.value.fields[0].message
    rename_options()
    [scores] = [one for one in show_graduation(CID, 1, 1, later(NOW, HOUR)).tasks if one.step == "scores"]
    assert (scores.state, scores.reopened) == ("partly", True)
    assert mended_by(no, f"{ADDON}（修订）")["state_text"] == "待审核"


def test_a_proof_outlives_the_mending_of_its_own_round_whatever_comes_next() -> None:
    current = stored_windows.fresh()
    [own] = [one for one in current.rows if one.business == Business.GRADUATION]
    ahead = {"opens": later(NOW, 150 * DAY), "closes": later(NOW, 160 * DAY), "corrects": later(NOW, 400 * DAY)}
    following = a_window(business=Business.GRADUATION, term="2027H1", **ahead)
    stored_windows.save((*current.rows, following), seen=current.rev, edit=EDIT)
    cold()
    returned()
    shown = show_graduation(CID, 1, 1, later(own.closes, HOUR))
    assert shown.outlive == outlive(own.corrects)
    assert [one.state for one in shown.tasks if one.step == "diploma"] == ["done"]


def test_nobody_graduates_on_an_option_that_nobody_chose() -> None:
    """The plan was revised since it was sent: what is left of the choice is none, at every desk."""
    no, gone = submit(), "加考选项已不在专业考试计划中，请退回考生"
    approve(no)
    approve(no)
    rename_options()
    shown = show_case(CID, no, CITY_DESK.scope, CITY_DESK.actor, later(NOW, HOUR))
    assert [(one.key, one.detail) for one in shown.checks if one.state == "block"] == [("option", gone)]
    assert "毕业条件" not in {one.text for one in shown.checks}
    beside = show_case_audit((CID, no), (CITY_DESK.scope, CITY_DESK.actor), Question(), later(NOW, HOUR))
    assert beside.chosen.addon == ""
    with pytest.raises(IncompleteError) as refused:
        approve(no, CITY_DESK)
    assert [one.message for one in refused.value.fields] == [gone]
    matter = matter_of(cases.load(CID, no), people.load(CID), later(NOW, HOUR))
    with pytest.raises(IncompleteError, match=gone):
        KIND.grants(KIND.content_of(matter.round), matter)

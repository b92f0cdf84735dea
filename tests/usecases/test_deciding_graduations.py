"""How desks decide a graduation: tasks, single items, signatures, the record that was seen (F97, M3.2-09)."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import supplements
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import (
    ConflictError,
    ForbiddenError,
    IncompleteError,
    MalformedError,
    StaleGroundsError,
)
from chalicelib.domain.graduation_forms import Explanation
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.library import Documents
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.statuses import FeeState
from chalicelib.storage import cases, library, people
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.reviews.show_case_audit import Question, show_case_audit
from chalicelib.usecases.reviews.show_queue import show_queue
from tests.builders import CID, NOW, a_supplement, an_upload_id
from tests.graduating import ADDON, COURSES, PERSON, PLAN
from tests.stored import EDIT, cold, open_windows, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, WHO, an_order, at, decide, entropy
from tests.usecases.graduating import WORDS, again, approve, correct, keys, passing, put_graduate, submit


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


def test_single_items_are_returned_and_the_rest_stays() -> None:
    no = submit()
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("GR16",)),))
    shown = show_application(CID, 1, no, later(NOW, HOUR))
    assert [part.verdict is not None for part in shown.rounds[0].parts][:2] == [True, False]
    with pytest.raises(IncompleteError, match="提交前请修改标出的内容"):
        again(no, 2, photo=an_upload_id(3), evaluation="改" * 500)
    mended = msgspec.structs.replace(PERSON, postcode="200433")
    assert again(no, 2, person=mended)["state_text"] == "待审核"


def test_a_rejection_can_be_asked_again_within_the_window_with_everything_kept() -> None:
    """M3.2-09: 重新申请."""
    no = submit()
    decide(no, REJECT, reasons=("GR11",))
    assert keys("K#") == []
    view = show_graduation(CID, 1, 1, later(NOW, HOUR))
    assert (view.target, view.sent.can.resubmit if view.sent else None) == (no, True)
    assert [one.state_text for one in view.tasks] == ["已填写", "已填写", "已填写", "已填写", "已上传", "未提交"]
    assert again(no, 2)["round"] == 2
    assert keys("K#") == ["K#grad#1"]


def test_a_pass_wants_the_tasks_of_the_server() -> None:
    """Blocking tasks forbid the pass on the server too (F97)."""
    no = submit()
    seen = passing(no, SCHOOL_DESK)
    with pytest.raises(IncompleteError) as refused:
        decide(no, "pass", basis=seen["basis"])
    assert {one.field for one in refused.value.fields} == {f"tasks.{key}" for key in seen["tasks"]}
    with pytest.raises(IncompleteError, match="请先完成"):
        approve(no, tasks=seen["tasks"] | {"verification": "expired"})
    assert cases.load(CID, no).case.ver == 1


def test_what_was_checked_is_recorded_with_the_decision() -> None:
    no = submit()
    answers = {"verification": "differs"}
    decide(no, RETURN, items=(ItemVerdict(part=4, reasons=("GR07",)),), tasks=answers)
    assert cases.load(CID, no).decisions[0].tasks == answers


def test_whoever_passes_saw_the_record_that_holds() -> None:
    no = submit()
    seen = passing(no, SCHOOL_DESK)
    correct(*COURSES[1:])
    with pytest.raises(StaleGroundsError, match="成绩记录或专业计划刚刚有变化"):
        decide(no, "pass", **seen)
    with pytest.raises(IncompleteError) as refused:
        approve(no)
    assert "00034" in refused.value.fields[0].message


def test_whoever_passes_saw_the_plan_that_holds() -> None:
    no = submit()
    seen = passing(no, SCHOOL_DESK)
    plan = msgspec.structs.replace(data.plans()[PLAN], version="修订一")
    library.save(Documents(plans=(plan,)), seen=library.fresh().rev, edit=EDIT)
    cold()
    with pytest.raises(StaleGroundsError):
        decide(no, "pass", **seen)
    assert approve(no)["state"] == "under_review"


def test_an_approval_and_a_changed_record_do_not_both_happen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transcript's version is a condition of the transaction: it changes between the read and the write."""
    no = submit()
    approve(no)
    approve(no)
    seen, load = passing(no, CITY_DESK), people.load

    def read_and_overtaken(cid: Any, **more: Any) -> Any:
        record = load(cid, **more)
        correct(*COURSES[1:])
        return record

    monkeypatch.setattr(people, "load", read_and_overtaken)
    with pytest.raises(ConflictError):
        decide(no, "pass", CITY_DESK, **seen)
    assert (keys("G#"), cases.load(CID, no).case.state) == ([], "under_review")


def test_other_businesses_take_no_tasks() -> None:
    order = an_order(a_supplement("exempt"), kind=supplements.KIND)
    answer = submit_applications(WHO, order, at(0), entropy)
    no = No(json.loads(answer)["applications"][0]["no"])
    with pytest.raises(MalformedError):
        decide(no, "pass", tasks={"identity": "ok"})


def test_missing_courses_are_explained_beside_the_gap() -> None:
    """M3.2-05."""
    correct(*[code for code in COURSES if code != "00015"])
    no = submit(explanations=(Explanation(key="00015", words=WORDS),))
    shown = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_DESK.actor, NOW)
    [row] = shown.rounds[0].parts[2].rows
    assert (row.key, row.label, row.text) == ("00015", "英语(二)", WORDS)
    assert next(one for one in shown.checks if one.key == "audit").state == "warn"
    approve(no)


def test_the_audit_beside_a_case_is_the_one_it_asks_for() -> None:
    no = submit()
    who = (SCHOOL_DESK.scope, SCHOOL_DESK.actor)
    assert show_case_audit((CID, no), who, Question(), NOW).chosen.addon == ADDON
    other = "政治类专科毕业未通过行政法学"
    assert show_case_audit((CID, no), who, Question(addon=other), NOW).chosen.addon == other


def test_the_schools_list_shows_reviews_and_signatures() -> None:
    no = submit()
    for stage in ("school", "signature"):
        [row] = show_queue("graduation", SCHOOL_DESK.scope, "", NOW).rows
        assert (row.no, row.stage) == (no, stage)
        approve(no)
    assert show_queue("graduation", SCHOOL_DESK.scope, "", NOW).rows == ()
    assert [row.no for row in show_queue("graduation", CITY_DESK.scope, "", NOW).rows] == [no]


def test_the_city_does_not_decide_before_the_signature() -> None:
    no = submit()
    approve(no)
    case = cases.load(CID, no).case
    with pytest.raises(ForbiddenError):
        decide(no, "pass", CITY_DESK)
    assert (case.stage, case.fee) == ("signature", FeeState.AT_SCHOOL)

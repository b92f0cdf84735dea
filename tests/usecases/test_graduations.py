"""申请毕业 as the record sees it: three stages, held records, a snapshot (rows M3.2-01, M3.2-08, M3.2-09)."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.domain import supplements
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.drafts import KEPT
from chalicelib.domain.errors import (
    ConflictError,
    ForbiddenError,
    IncompleteError,
    LiveApplicationError,
    MalformedError,
    UnknownError,
    WindowClosedError,
)
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.graduation_forms import Explanation, Person, Scores
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.statuses import FeeState
from chalicelib.domain.subjects import Snapshot
from chalicelib.storage import cases, people
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.show_application import show_application
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.applications.withdraw_application import withdraw_application
from chalicelib.usecases.drafts.save_draft import Step, save_draft
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.show_case import show_case
from chalicelib.usecases.reviews.show_case_audit import Question, show_case_audit
from chalicelib.usecases.reviews.show_queue import show_queue
from tests.builders import CANDIDATE, CID, NOW, Meter, a_grant, a_sheet, a_supplement, an_upload_id
from tests.checked import violations
from tests.graduating import ADDON, COURSES, PERSON, PHOTO, PLAN
from tests.stored import open_windows, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, WHO, an_order, at, decide, entropy
from tests.usecases.graduating import again, approve, passing, put_graduate, submit, typed

WORDS = "该课程成绩正在登记，请以主考学校记录为准。"


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


def keys(prefix: str) -> list[str]:
    return [item.sk for item in RecordItem.query(people.partition(CID), RecordItem.sk.startswith(prefix))]


def line(no: No) -> Any:
    return people.load(CID).head.lines.get(no)


def correct(*codes: str) -> None:
    """The transcript changes, as the office does it."""
    people.put_sheet(CID, a_sheet(codes=codes))
    RecordItem(people.partition(CID), people.HEAD).update([RecordItem.rver.set(RecordItem.rver + 1)])


def test_from_submission_to_approval() -> None:
    """M3.2-09, M6-04: what the approval stood on is kept."""
    no = submit()
    assert approve(no)["state_text"] == "审核中"
    assert approve(no)["state_text"] == "审核中"
    assert approve(no, CITY_DESK)["state_text"] == "审核通过"
    shown = show_application(CID, 1, no, later(NOW, HOUR))
    assert [one.text for one in shown.rounds[0].decisions] == [
        "主考学校初审通过，等待到主考学校现场签字",
        "主考学校现场签字完成，等待市考办审核",
        "市考办复审通过，准予毕业，请按主考学校通知领取毕业证书",
    ]
    assert shown.next_text == "准予毕业，请按主考学校通知领取毕业证书"
    # No desk is on the register here, and nobody's pictures are in a bucket.
    apart = {"I13", "I17", "I32", "T6"}
    assert {one.invariant for one in violations(later(NOW, HOUR))} <= apart


def test_the_approval_keeps_what_it_judged() -> None:
    """I14."""
    no = submit()
    for desk in (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK):
        approve(no, desk)
    [key] = keys("G#")
    kept = msgspec.json.decode(RecordItem.get(people.partition(CID), key).body, type=Snapshot)
    assert (key, kept.sent) == (f"G#{no}", cases.load(CID, no).case.digest)
    rows = msgspec.json.decode(kept.body, type=Kept).rows
    assert sorted(row.code for row in rows) == sorted(COURSES)


def test_it_costs_what_every_submission_costs(meter: Meter) -> None:
    item = typed()
    with meter() as calls:
        submit_applications(WHO, an_order(item, kind=KIND), at(0), entropy)
    assert calls == {"Query": 1, "BatchGetItem": 1, "TransactWriteItems": 1}
    with meter() as calls:
        show_graduation(CID, 1, 1, NOW)
    assert calls == {"Query": 3, "GetItem": 1}
    with meter() as calls:
        show_record(CID, 1, 1, Scores(plan=PLAN), NOW)
    assert calls == {"Query": 1}


def test_it_takes_its_lock_and_holds_its_records() -> None:
    """I1, I15."""
    no = submit()
    assert keys("K#") == ["K#grad#1"]
    assert line(no).records == tuple(f"2026-10/1/T/{code}" for code in sorted(COURSES))
    with pytest.raises(LiveApplicationError, match="行政管理（专升本）已有正在办理的申请"):
        submit()


def test_records_stay_held_after_the_approval_and_nobody_graduates_twice() -> None:
    no = submit()
    for desk in (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK):
        approve(no, desk)
    assert keys("K#") == []
    assert line(no).state == "approved"
    with pytest.raises(LiveApplicationError, match="已经办理完成"):
        submit()


def test_a_withdrawal_gives_everything_back() -> None:
    no = submit()
    withdraw_application(CANDIDATE, 1, no, 1, at(MINUTE))
    assert (keys("K#"), line(no)) == ([], None)
    submit()


def test_outside_the_window_nothing_is_sent() -> None:
    item = typed()
    with pytest.raises(WindowClosedError, match="申请毕业已于"):
        submit_applications(WHO, an_order(item, kind=KIND), at(6 * DAY), entropy)
    assert keys("X#") == []


def test_the_same_request_again_gets_the_same_answer() -> None:
    op, item = at(0), typed()
    first, second = (submit_applications(WHO, an_order(item, kind=KIND), op, entropy) for _ in range(2))
    assert first == second
    assert len(keys("X#")) == 2


def test_all_faults_are_named_at_once_and_nothing_is_written() -> None:
    before = len(list(RecordItem.scan()))
    with pytest.raises(IncompleteError) as refused:
        submit(person=Person(), evaluation="短", diploma=None, photo="")
    assert len(refused.value.fields) == len(Person.__struct_fields__) + len(("evaluation", "photo")) + 4
    assert len(list(RecordItem.scan())) == before


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
    decide(no, RETURN, items=(ItemVerdict(part=5, reasons=("GR07",)),), tasks=answers)
    assert cases.load(CID, no).decisions[0].tasks == answers


def test_whoever_passes_saw_the_record_that_holds() -> None:
    no = submit()
    seen = passing(no, SCHOOL_DESK)
    correct(*COURSES[1:])
    with pytest.raises(ConflictError, match="成绩记录或专业计划刚刚有变化"):
        decide(no, "pass", **seen)
    with pytest.raises(IncompleteError) as refused:
        approve(no)
    assert "00034" in refused.value.fields[0].message


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
    [row] = shown.rounds[0].parts[-1].rows
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
    assert (case.stage, case.fee) == ("signature", FeeState.NONE)


def test_what_is_typed_is_listed_step_by_step() -> None:
    """F44, M3.2-01."""
    step = Step("new", "person", msgspec.Raw(msgspec.json.encode({"person": PERSON})), 0)
    save_draft(people.load(CID).head, ("graduation", 1), step, NOW)
    view = show_graduation(CID, 1, 1, NOW)
    assert [one.state_text for one in view.tasks][:2] == ["已填写", "未开始"]
    assert (view.target, view.sent, view.photo) == ("new", None, None)
    assert [one.title for one in view.majors] == ["行政管理（专升本）"]
    assert KEPT > 0


def test_a_submission_uses_up_its_drafts() -> None:
    for step in ("person", "evaluation"):
        save_draft(people.load(CID).head, ("graduation", 1), Step("new", step, msgspec.Raw(b"{}"), 0), NOW)
    submit()
    assert keys("D#") == []


def test_the_record_of_step_two_reads_as_the_manual_shows_it() -> None:
    """M3.2-03, M3.2-04."""
    view = show_record(CID, 1, 1, Scores(plan=PLAN, addon=ADDON), NOW)
    assert len(view.rows) == len(COURSES)
    first = view.rows[0]
    assert (first.type_text, first.score, first.credits2, first.session, first.ticket) == (
        "理论",
        70,
        8,
        "2026-10",
        "00…001",
    )
    assert (view.asks_diploma, view.missing) == (True, ())
    assert len(view.addons) == 4
    with pytest.raises(IncompleteError) as refused:
        show_record(CID, 1, 1, Scores(plan="JS-1"), NOW)
    assert [one.field for one in refused.value.fields] == ["plan"]


def test_ones_own_ticket_and_number_only() -> None:
    with pytest.raises(UnknownError):
        show_graduation(CID, 1, 2, NOW)
    no = submit()
    with pytest.raises(UnknownError):
        show_case(CID, no, SCHOOL_DESK.scope, msgspec.structs.replace(SCHOOL_DESK.actor, person="person-1"), NOW)


def test_pictures_of_an_exemption_are_no_photograph() -> None:
    with pytest.raises(IncompleteError) as refused:
        submit(photo=an_upload_id(1))
    assert [one.field for one in refused.value.fields] == ["items.0.photo"]
    assert an_upload_id(1) != PHOTO


def test_a_granted_record_counts_and_is_named_by_its_source() -> None:
    correct(*[code for code in COURSES if code != "00015"])
    grant = a_grant(no=No("0" * 26))
    RecordItem(people.partition(CID), "A#G#exempt#00015", body=msgspec.json.encode(grant).decode()).save()
    rows = {row.code: row for row in show_record(CID, 1, 1, Scores(plan=PLAN, addon=ADDON), NOW).rows}
    assert (rows["00015"].type_text, rows["00015"].credits2, rows["00015"].record) == ("免考", 28, "exempt/00015")

"""申请毕业 as the record sees it: three stages, held records, a snapshot (rows M3.2-01, M3.2-08, M3.2-09)."""

import msgspec
import pytest

from chalicelib.domain.drafts import KEPT
from chalicelib.domain.errors import (
    IncompleteError,
    LiveApplicationError,
    UnknownError,
    WindowClosedError,
)
from chalicelib.domain.graduation_audits import Kept
from chalicelib.domain.graduation_forms import Person, Scores
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
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
from tests.builders import CANDIDATE, CID, NOW, Meter, a_grant, an_upload_id
from tests.checked import violations
from tests.graduating import ADDON, COURSES, PERSON, PHOTO, PLAN
from tests.stored import open_windows, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, WHO, an_order, at, entropy
from tests.usecases.graduating import approve, correct, keys, line, put_graduate, submit, typed


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


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

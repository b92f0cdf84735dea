"""本市转出: what is sent and refused by field, what reviewers look at, what an approval keeps (M3.4-02, M3.4-03)."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.checks import Check, task_faults
from chalicelib.domain.errors import IncompleteError, MalformedError
from chalicelib.domain.filings import kept
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.transfer_out import AGAIN, CHANGED, KIND, UNLISTED, Kept, granted
from chalicelib.domain.transfer_out_forms import majors
from tests.builders import a_grant, a_sheet
from tests.transferring import CODES, a_matter, a_standing, a_transcript, a_typed, faults, filed

RECORDS = tuple(f"2026-10/1/T/{code}" for code in CODES)


def test_an_application_says_where_to_and_which_scores_leave() -> None:
    filing = filed()
    assert filing.subject.title == "转往江苏省（行政管理）"
    assert (filing.subject.locks, filing.subject.records, KIND.leaves) == (("out#1",), RECORDS, True)
    assert filing.content.target.title == "行政管理"
    assert [(row.code, row.score) for row in filing.content.scores] == [(code, 70) for code in CODES]


def test_only_what_is_ticked_leaves_each_once_in_the_order_shown() -> None:
    filing = filed(records=(RECORDS[2], RECORDS[0], RECORDS[2]))
    assert filing.subject.records == (RECORDS[0], RECORDS[2])


def test_numbers_are_read_as_people_type_them() -> None:
    assert filed(ticket=" 3201 0000 ab12 ", again="３２０１００００AB12").content.target.ticket == "32010000AB12"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"province": ""}, "target.province", "请选择转入地"),
        ({"province": "99"}, "target.province", "请选择转入地"),
        ({"province": "31"}, "target.province", "在本市其他高校取得的考籍不需要转考，请重新选择转入地"),
        ({"province": "71"}, "target.province", "该地区没有高等教育自学考试，请重新选择转入地"),
        ({"ticket": ""}, "target.ticket", "请填写转入准考证号"),
        ({"ticket": "12345"}, "target.ticket", "转入准考证号应为 6 至 20 位数字或大写字母"),
        ({"again": "320100000002"}, "again", AGAIN),
        ({"level": "7"}, "target.level", "请选择转入层次"),
        ({"major": "999999"}, "target.major", UNLISTED),
        ({"level": "6"}, "target.major", UNLISTED),
        ({"reason": ""}, "target.reason", "请选择转出原因"),
        ({"reason": "9"}, "target.words", "选择“其他”时请填写原因说明"),
        ({"reason": "9", "words": "字" * 61}, "target.words", "原因说明不能超过 60 个字符"),
        ({"phone": "12"}, "target.phone", "联系电话应为 7 至 20 位数字，可以包含区号"),
        ({"records": ()}, "records", "请勾选要转出的成绩"),
    ],
)
def test_a_fault_is_told_by_its_field(changes: dict[str, Any], field: str, said: str) -> None:
    assert faults(**changes) == {field: said}


def test_all_faults_are_told_at_once() -> None:
    told = faults(province="", ticket="", level="", major="", reason="", phone="", records=())
    assert told.keys() == {
        *(f"target.{name}" for name in ("province", "ticket", "level", "major", "reason", "phone")),
        "records",
    }
    with pytest.raises(MalformedError):
        KIND.file(a_standing(), (a_typed(), a_typed()), {})


TWICE = Transcript((*a_transcript().sheets, a_sheet("2019-06", ("00034",))))


def test_a_course_that_is_ticked_leaves_with_all_its_records() -> None:
    """By whichever of them: it is one line in the form, in the content and in the file for the exchange."""
    both = ("2019-06/1/T/00034", RECORDS[0])
    for ticked in both:
        filing = filed(a_standing(TWICE), records=(ticked,))
        assert filing.subject.records == both
        assert [row.record for row in filing.content.scores] == list(both[:1])
    [check, *_] = KIND.checks(filing.content, a_matter(filing, TWICE))
    assert check.detail == "1 门（共 2 条记录），均可转出"


def test_a_course_that_was_passed_once_more_meanwhile_does_not_leave_in_part() -> None:
    filing = filed()
    blocked = KIND.checks(filing.content, a_matter(filing, TWICE))[0]
    assert blocked.detail == "社会学概论（00034）另有合格成绩，须一并转出，请退回考生"
    with pytest.raises(IncompleteError, match="另有合格成绩"):
        granted(filing.content, a_matter(filing, TWICE, stage="city"))


def test_a_score_that_cannot_leave_is_refused_by_name_and_reason() -> None:
    standing = a_standing(Transcript(a_transcript().sheets, (a_grant(),)))
    told = faults(standing, records=(*RECORDS, "exempt/00015"))
    assert told == {"records": "英语(二)（00015）：免考（学分互认）的成绩不能转出"}


def test_a_score_that_went_or_came_since_the_page_was_shown_is_told() -> None:
    shown = a_typed().shown
    assert (
        "社会学概论（00034）的成绩已不在成绩记录中"
        in faults(a_standing(a_transcript(*CODES[1:])), records=RECORDS)["records"]
    )
    assert faults(a_standing(a_transcript(*CODES, "00316")), shown=shown) == {"records": CHANGED}


def test_what_bars_everything_is_said_once() -> None:
    told = faults(a_standing(Transcript(a_transcript().sheets, (a_grant(effect="transferred"),))), records=RECORDS)
    assert told == {"records": "办理转入未满一年，不能转出"}


def test_majors_are_the_national_ones_of_the_known_plans_by_level() -> None:
    known = majors(data.library())
    assert (known["5"]["120402"], known["6"]["590206"]) == ("行政管理", "行政管理")
    assert "590206" not in known["5"]


def test_an_application_reads_as_people_name_things() -> None:
    target, scores = KIND.parts(filed(reason="9", words="随家人搬迁").content, data)
    assert [(row.label, row.text) for row in target.rows] == [
        ("转入地", "江苏省"),
        ("转入准考证号", "320100000001"),
        ("转入层次", "本科/专升本"),
        ("转入专业", "行政管理（120402）"),
        ("转出原因", "其他"),
        ("原因说明", "随家人搬迁"),
        ("联系电话", "021-55550000"),
    ]
    assert (scores.rows[0].label, scores.rows[0].text) == ("课程00034（00034）", "理论，成绩 70，4 学分，2026年10月")


def test_a_return_of_the_scores_leaves_the_target_standing_and_scores_may_always_change() -> None:
    digests = kept(KIND, filed().content, {1})
    assert [bool(one) for one in digests] == [True, False]
    assert kept(KIND, filed(phone="021-55550001").content, {1}) != digests
    assert kept(KIND, filed(records=RECORDS[:1]).content, {1}) == digests


def asked(stage: str = "school", **changes: Any) -> tuple[Check, ...]:
    return KIND.checks(filed().content, a_matter(filed(), stage=stage, **changes))


def keys(found: tuple[Check, ...]) -> list[str]:
    return [one.key for one in found if one.task]


def test_each_stage_has_tasks_of_its_own() -> None:
    assert keys(asked()) == ["identity", "target", "foothold", "penalty"]
    assert keys(asked("signature")) == ["signed"]
    assert keys(asked("city")) == ["scores", "register"]


@pytest.mark.parametrize("stage", KIND.stages)
def test_a_score_that_is_gone_or_can_leave_no_more_blocks_every_pass(stage: str) -> None:
    gone = asked(stage, transcript=a_transcript(*CODES[1:]))
    assert gone[0].detail == "社会学概论（00034）的成绩已不在成绩记录中，请退回考生"
    answers = {one.key: "ok" for one in gone if one.task}
    assert [one.field for one in task_faults(gone, answers, passing=True)] == ["tasks.records"]
    arrived = Transcript(a_transcript().sheets, (a_grant(effect="transferred"),))
    assert asked(stage, transcript=arrived)[0].state == "block"


def test_an_approval_judges_once_more_and_grants_nothing() -> None:
    filing = filed()
    assert granted(filing.content, a_matter(filing, stage="city")) == ()
    with pytest.raises(IncompleteError, match="（00034）的成绩已不在"):
        granted(filing.content, a_matter(filing, a_transcript(*CODES[1:]), stage="city"))


def test_what_has_left_is_not_judged_again() -> None:
    filing = filed()
    matter = a_matter(filing, Transcript())
    case = msgspec.structs.replace(matter.case, state=State.APPROVED)
    [told] = KIND.checks(filing.content, msgspec.structs.replace(matter, case=case))
    assert (told.state, told.detail) == ("ok", "3 门已转出")


def test_a_snapshot_keeps_the_scores_that_left_as_they_were() -> None:
    """What the file for the exchange is written from."""
    filing = filed(records=RECORDS[:2])
    assert KIND.snapshot
    snapshot = KIND.snapshot(filing.content, a_matter(filing))
    assert snapshot
    body = msgspec.json.decode(snapshot.body, type=Kept)
    assert [row.record for row in body.rows] == list(RECORDS[:2])
    assert (body.target.province, body.target.ticket) == ("32", "320100000001")
    assert snapshot.plan_id == "SH-120402-observed-2020"


def test_a_pass_stands_on_the_record_that_was_shown() -> None:
    filing = filed()
    assert KIND.basis
    basis = KIND.basis(filing.content, a_matter(filing))
    assert KIND.basis(filing.content, a_matter(filing, stage="city")) == basis
    corrected = a_sheet(
        codes=("00034",), stream="K", rows=(msgspec.structs.replace(a_sheet(codes=("00034",)).rows[0], score=90),)
    )
    changed = Transcript((*a_transcript().sheets, corrected))
    assert KIND.basis(filing.content, a_matter(filing, changed)) != basis


def test_what_is_signed_and_what_to_bring_is_said() -> None:
    assert KIND.signing
    assert KIND.signing.text == ("请带身份证、本市准考证和转入地准考证到主考学校核对，并在《转考（转出）登记表》上签字")
    assert KIND.stages == ("school", "signature", "city")

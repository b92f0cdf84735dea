"""申请毕业: each step judged by field and limit, and what an application stands on (rows M3.2-02 to M3.2-08)."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import graduation_audits, graduations
from chalicelib.domain.errors import IncompleteError, LiveApplicationError, MalformedError
from chalicelib.domain.filings import require_free
from chalicelib.domain.graduation_forms import PERSON_FORM, Diploma, Explanation, Person, Scores, Seen, Terms
from chalicelib.domain.graduation_terms import terms_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.people import held
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Transcript
from tests import graduating
from tests.builders import NOW, a_grant, a_head, a_line, a_picture, a_sheet, a_ticket, an_upload_id
from tests.graduating import (
    ADDON,
    COURSES,
    DIPLOMA,
    EVALUATION,
    JUNIOR,
    MISSING,
    PERSON,
    PICTURES,
    PLAN,
    a_standing,
    filed,
)

LONGER = "考生补充说明：该课程已经通过，正在等待成绩登记。"


def faults(standing: Any = None, pictures: Any = None, **changes: Any) -> dict[str, str]:
    with pytest.raises(IncompleteError) as refused:
        filed(standing, pictures, **changes)
    return {one.field.removeprefix("items.0."): one.message for one in refused.value.fields}


def person(**changes: str) -> Person:
    return msgspec.structs.replace(PERSON, **changes)


def diploma(**changes: Any) -> Diploma:
    return msgspec.structs.replace(DIPLOMA, **changes)


def test_a_whole_application_stands_on_its_plan_and_records() -> None:
    filing = filed()
    assert filing.subject.title == "行政管理（专升本）"
    assert (filing.subject.plan_id, filing.subject.locks) == (PLAN, ("grad#1",))
    assert filing.subject.records == tuple(f"2026-10/1/T/{code}" for code in sorted(COURSES))
    assert filing.known["outcome"] == "complete"
    assert set(filing.uploads) == set(PICTURES)


def test_an_empty_one_names_every_field_of_every_step() -> None:
    """M3.2-02: everything of the manual's screen but name and number, which the record has."""
    found = faults(person=Person(), scores=Scores(), evaluation="", diploma=None, photo="", seen=Seen())
    assert [one for one in found if one.startswith("person.")] == [f"person.{one.name}" for one in PERSON_FORM.fields]
    assert found["scores.plan"] == "请选择毕业专业"
    assert found["evaluation"] == "请填写自我鉴定"
    assert found["photo"] == "请在规定时间内上传毕业照片"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"mobile": "12000000001"}, "手机号码应为本人常用的 11 位手机号码"),
        ({"mobile": "021-55550000"}, "手机号码应为本人常用的 11 位手机号码"),
        ({"phone": "call me"}, "联系电话应为 7 至 20 位数字，可以包含区号"),
        ({"email": "someone@example"}, "电子邮箱应为完整的邮箱地址，例如 name@example.cn"),
        ({"postcode": "2014"}, "邮政编码应为 6 位数字"),
        ({"born": "1999-02-29"}, "出生日期应为真实的日期，例如 1999-01-01"),
        ({"born": "2027-01-01"}, "出生日期不能晚于今天"),
        ({"born": "1899-01-01"}, "出生日期应在 1920-01-01 及以后"),
        ({"nation": "99"}, "请选择民族"),
        ({"occupation": "工程技术人员"}, "请选择职业类型"),
        ({"employer": "长" * 61}, "工作单位不能超过 60 个字符"),
        ({"address": "\u202e"}, "通讯地址含有无法识别的字符，请重新输入"),
    ],
)
def test_each_personal_field_names_its_limit(changes: dict[str, str], text: str) -> None:
    """M3.2-02."""
    assert faults(person=person(**changes)) == {f"person.{next(iter(changes))}": text}


def test_what_people_paste_is_folded() -> None:
    content = filed(person=person(mobile="１３０ 0000 0001", postcode=" 201403 ")).content
    assert (content.person.mobile, content.person.postcode) == ("13000000001", "201403")


def test_only_a_version_of_ones_own_major_can_be_chosen() -> None:
    """M3.2-03: 选择毕业专业."""
    assert faults(scores=Scores(plan="SH-050201-2022", addon="")) == {"scores.plan": "请选择毕业专业"}


@pytest.mark.parametrize("addon", ["", "没有这个选项"])
def test_a_plan_with_addons_wants_one_chosen(addon: str) -> None:
    """M3.2-04: 加考选项."""
    assert faults(scores=Scores(plan=PLAN, addon=addon)) == {"scores.addon": "请选择符合自己情况的加考选项"}


def test_the_addon_chosen_changes_what_is_missing() -> None:
    """M3.2-04: the manual's example, with and without 行政法学."""
    standing = a_standing()

    def missing(addon: str) -> list[str]:
        return [one.key for one in graduation_audits.judged(Scores(plan=PLAN, addon=addon), standing).missing]

    assert missing(ADDON) == []
    assert missing("政治类专科毕业未通过行政法学") == ["00261"]
    assert missing("非政治类专科毕业未通过行政法学") == ["00261", "00277", "00312"]


def test_each_missing_course_takes_an_explanation_and_then_bars_nothing() -> None:
    """M3.2-05: named one by one; a failed audit never blocks."""
    standing = a_standing(graduating.a_transcript(MISSING, "00015"))
    found = faults(standing)
    assert list(found) == ["explanations.00015", f"explanations.{MISSING}"]
    assert found["explanations.00015"] == "请填写英语(二)的说明"
    said = tuple(Explanation(key=key, words=LONGER) for key in ("00015", MISSING))
    filing = filed(standing, explanations=said)
    assert [one.title for one in filing.content.explanations] == ["英语(二)", "习近平新时代中国特色社会主义思想概论"]
    assert (filing.known["outcome"], filing.known["units"]) == ("incomplete", 2)


def test_explanations_of_what_is_not_missing_are_dropped_and_titles_are_ours() -> None:
    said = (Explanation(key="00034", words=LONGER, title="随便写的"),)
    assert filed(explanations=said).content.explanations == ()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("已通过", "至少 10 字（不计空格和换行）"),
        ("长" * 201, "最多 200 字（不计空格和换行）"),
        (LONGER + "😀", "含有表情符号，无法打印，请删除"),
    ],
)
def test_an_explanation_has_limits(words: str, text: str) -> None:
    standing = a_standing(graduating.a_transcript("00015"))
    found = faults(standing, explanations=(Explanation(key="00015", words=words),))
    assert found == {"explanations.00015": f"英语(二)的说明{text}"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("短" * 499, "自我鉴定至少 500 字（不计空格和换行）"),
        ("长" * 801, "自我鉴定最多 800 字（不计空格和换行）"),
        (EVALUATION + "👍", "自我鉴定含有表情符号，无法打印，请删除"),
        (EVALUATION + "\u202e", "自我鉴定含有无法识别的字符，请重新输入"),
    ],
)
def test_the_self_evaluation_is_judged_as_it_prints(text: str, said: str) -> None:
    """M3.2-06."""
    assert faults(evaluation=text) == {"evaluation": said}


@pytest.mark.parametrize(
    ("changes", "path", "text"),
    [
        ({"number": ""}, "number", "请填写毕业证编号"),
        ({"obtained": ""}, "obtained.year", "请填写取得毕业证年月的年份"),
        ({"place": ""}, "place", "请选择取得毕业证省份"),
        ({"uploads": ()}, "uploads", "请上传《毕业证书》照片"),
        ({"proof_uploads": ()}, "proof_uploads", "请上传《教育部学历证书电子注册备案表》照片"),
        ({"proof_uploads": DIPLOMA.uploads}, "proof_uploads", "同一张图片不能重复使用"),
        ({"code": "12345"}, "code", "在线验证码应为 12 位数字或 16 位字母、数字"),
        ({"until": ""}, "until", "请填写验证有效期至"),
        ({"until": "2026-13-01"}, "until", "验证有效期至应为真实的日期，例如 1999-01-01"),
        ({"uploads": (an_upload_id(9),)}, "uploads", "有图片已失效，请重新上传"),
    ],
)
def test_the_diploma_of_2002_and_later_is_proved_by_its_registration(
    changes: dict[str, Any], path: str, text: str
) -> None:
    """M3.2-07."""
    found = faults(diploma=diploma(**changes))
    assert found[f"diploma.{path}"] == text


def test_one_of_before_2002_is_proved_by_a_report_without_expiry() -> None:
    """M3.2-07: 报告编号 may be of any form; an expiry is optional, and judged if there is one."""
    old = {"obtained": "2001-12", "code": "5100001", "until": ""}
    content = filed(diploma=diploma(**old)).content
    assert [one.type for one in KIND.certificates(content, data)] == ["diploma", "verification_report"]
    assert "请先在学信网延长" in faults(diploma=diploma(**old | {"until": "2026-12-01"}))["diploma.until"]
    assert faults(diploma=diploma(**old | {"obtained": "2002-01"})).keys() == {"diploma.code", "diploma.until"}


def test_a_verification_code_must_outlive_the_review() -> None:
    """M3.2-07: the end of mending is 2026-12-14."""
    assert filed(diploma=diploma(until="2026-12-14")).content.diploma.until == "2026-12-14"
    assert faults(diploma=diploma(until="2026-12-13")) == {
        "diploma.until": "验证有效期应晚于审核结束时间 2026年12月14日，请先在学信网延长"
    }


def test_a_junior_college_major_asks_for_no_diploma() -> None:
    """M3.2-07: 专科专业跳过此步骤."""
    plan = data.plans()[JUNIOR]
    ticket = a_ticket(plan_id=plan.id, major_code=plan.major_code, level=plan.level)
    standing = a_standing(ticket=ticket)
    found = graduation_audits.judged(Scores(plan=plan.id), standing)
    said = tuple(Explanation(key=one.key, words=LONGER) for one in found.missing)
    typed = graduating.a_typed(standing, scores=Scores(plan=plan.id), explanations=said, seen=found.seen, diploma=None)
    [filing] = KIND.file(standing, (typed,), PICTURES)
    assert filing.content.diploma is None
    assert filing.uploads == (graduating.PHOTO,)
    assert [part.title for part in KIND.parts(filing.content, data)][3:] == ["毕业照片", "考生情况说明"]


@pytest.mark.parametrize("photo", [an_upload_id(1), an_upload_id(9)])
def test_only_an_upload_judged_as_a_photograph_is_one(photo: str) -> None:
    assert faults(photo=photo) == {"photo": "有图片已失效，请重新上传"}


def test_a_photograph_is_no_picture_of_a_diploma() -> None:
    assert faults(diploma=diploma(uploads=(graduating.PHOTO,))) == {"diploma.uploads": "有图片已失效，请重新上传"}


def test_a_plan_that_changed_meanwhile_is_told() -> None:
    seen = msgspec.structs.replace(graduating.seen(a_standing()), plan_rev=7)
    assert faults(seen=seen) == {"seen": "专业考试计划在您填写期间有更新，请重新核对“登记成绩”"}


def test_a_record_withdrawn_meanwhile_is_told_by_name() -> None:
    said = (Explanation(key="00015", words=LONGER),)
    standing = a_standing(graduating.a_transcript("00015"))
    assert (
        "英语(二)（00015）的成绩已不在您的成绩记录中"
        in faults(standing, seen=graduating.seen(a_standing()), explanations=said)["seen"]
    )


def test_a_record_that_came_meanwhile_is_told_too() -> None:
    seen = graduating.seen(a_standing(graduating.a_transcript("00015")))
    assert faults(seen=seen) == {"seen": "您的成绩记录刚刚有更新，请重新核对“登记成绩”"}


def test_a_record_that_a_transfer_out_holds_is_refused_by_name() -> None:
    """I15."""
    line = msgspec.structs.replace(
        a_line(), business="transfer_out", title="转出至江苏", records=("2026-10/1/T/00015",)
    )
    standing = a_standing(head=a_head(lines={"X": line}))
    said = (Explanation(key="00015", words=LONGER),)
    assert "（00015）的成绩正用于“转出至江苏”" in faults(standing, explanations=said)["scores.plan"]


@pytest.mark.parametrize(
    ("state", "holds"), [("submitted", True), ("returned", True), ("approved", True), ("rejected", False)]
)
def test_an_application_holds_its_records_while_it_lives_and_after_its_approval(state: str, holds: bool) -> None:
    line = msgspec.structs.replace(a_line(State(state)), business="graduation", records=("a",))
    head = a_head(lines={"X": line})
    assert (held(head, "transfer_out") == {"a": line.title}) is holds
    assert held(head, "graduation") == {}


def test_whoever_graduated_does_not_again() -> None:
    line = msgspec.structs.replace(a_line(State.APPROVED), business="graduation", unit="120402")
    with pytest.raises(LiveApplicationError, match="已经办理完成"):
        require_free(a_standing(head=a_head(lines={"X": line})), "graduation", filed())


@pytest.mark.parametrize("count", [0, 2])
def test_one_application_at_a_time(count: int) -> None:
    with pytest.raises(MalformedError):
        KIND.file(a_standing(), (graduating.a_typed(),) * count, PICTURES)


def test_parts_and_pieces_are_cut_alike() -> None:
    """A part that nobody objected to stays as it is; explanations follow the audit."""
    standing = a_standing(graduating.a_transcript("00015"))
    first = filed(standing, explanations=(Explanation(key="00015", words=LONGER),)).content
    other = filed(standing, explanations=(Explanation(key="00015", words=LONGER + "再次说明。"),)).content
    assert len(KIND.parts(first, data)) == len(KIND.pieces(first)) == 7
    assert KIND.pieces(first) == KIND.pieces(other)
    assert KIND.pieces(first) != KIND.pieces(
        filed(
            standing, explanations=first.explanations, photo=graduating.PHOTO, person=person(postcode="200433")
        ).content
    )


def test_a_reviewer_reads_codes_as_words() -> None:
    read = {row.label: row.text for part in KIND.parts(filed().content, data) for row in part.rows}
    assert (read["民族"], read["职业类型"], read["取得毕业证省份"]) == ("汉族", "工程技术人员", "上海市")
    assert (read["毕业专业"], read["加考选项"]) == ("120402 行政管理（专升本） 2020 年手册所见（旧计划）", ADDON)


def test_the_question_of_the_audit_is_the_applications_own() -> None:
    assert KIND.question(filed().content).addon == ADDON


def test_a_snapshot_keeps_what_was_judged() -> None:
    """I14: each record once, with score, credits and source; I16: the credits are the audit's."""
    filing = filed()
    kept = graduation_audits.snapshot(filing.content, graduating.a_matter(filing))
    body = msgspec.json.decode(kept.body, type=graduation_audits.Kept)
    assert len({row.record for row in body.rows}) == len(body.rows) == len(COURSES)
    assert {(row.score, row.credits2, row.source) for row in body.rows} == {(70, 8, "score")}
    assert body.audit.totals.credits2 == filing.known["credits2"]
    assert len(kept.body) < 60_000


def test_an_approval_refuses_what_is_gone_or_held_by_name() -> None:
    """I15."""
    filing = filed()
    assert graduations.granted(filing.content, graduating.a_matter(filing)) == ()
    gone = graduating.a_matter(filing, graduating.a_transcript("00015"))
    with pytest.raises(IncompleteError, match=r"英语\(二\)（00015）的成绩已不在"):
        graduations.granted(filing.content, gone)
    line = msgspec.structs.replace(a_line(), business="transfer_out", title="转出", records=("2026-10/1/T/00034",))
    taken = graduating.a_matter(filing, head=a_head(lines={"X": line}))
    with pytest.raises(IncompleteError, match="00034"):
        graduations.granted(filing.content, taken)


def test_the_basis_changes_with_record_and_rules_and_with_nothing_else() -> None:
    filing = filed()
    assert KIND.basis
    basis = KIND.basis(filing.content, graduating.a_matter(filing))
    later_on = graduating.a_matter(filing, now=later(NOW, DAY), stage="city")
    assert KIND.basis(filing.content, later_on) == basis
    more = Transcript((*graduating.a_transcript().sheets, a_sheet("2025-04", ("00009",))))
    assert KIND.basis(filing.content, graduating.a_matter(filing, more)) == basis
    less = graduating.a_matter(filing, graduating.a_transcript("00015"))
    granted = Transcript(graduating.a_transcript("00015").sheets, (a_grant(),))
    assert (
        len({basis, KIND.basis(filing.content, less), KIND.basis(filing.content, graduating.a_matter(filing, granted))})
        == 3
    )


def test_a_schools_own_terms_come_before_the_common_ones() -> None:
    [common] = data.graduation_terms()
    own: Terms = msgspec.structs.replace(common, school=SchoolCode("X02"), evaluation_least=200)
    assert terms_of((own, common), SchoolCode("X02"), NOW).evaluation_least == 200
    assert terms_of((own, common), SchoolCode("X04"), NOW).evaluation_least == 500


def test_pictures_of_everything_count() -> None:
    assert KIND.uploads((graduating.a_typed(),)) == (*DIPLOMA.uploads, *DIPLOMA.proof_uploads, graduating.PHOTO)
    assert a_picture(3).purpose == ""

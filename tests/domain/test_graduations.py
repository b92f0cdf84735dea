"""申请毕业: each step judged by field and limit, and what an application stands on (rows M3.2-02 to M3.2-08)."""

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import graduation_audits
from chalicelib.domain.errors import LiveApplicationError, MalformedError
from chalicelib.domain.filings import require_free
from chalicelib.domain.graduation_forms import PERSON_FORM, Explanation, Person, Scores, Seen, Terms
from chalicelib.domain.graduation_terms import terms_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.statuses import State
from tests import graduating
from tests.builders import NOW, a_head, a_line, a_picture, a_ticket, an_upload_id
from tests.graduating import (
    ADDON,
    COURSES,
    DIPLOMA,
    EVALUATION,
    LONGER,
    MISSING,
    PICTURES,
    PLAN,
    a_standing,
    diploma,
    faults,
    filed,
    person,
)


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
        ({"email": "\x00\x07\x1b[31m@c.d"}, "电子邮箱应为完整的邮箱地址，例如 name@example.cn"),
        ({"email": "😀@example.cn"}, "电子邮箱应为完整的邮箱地址，例如 name@example.cn"),
        ({"employer": "😀" * 60}, "工作单位含有无法识别的字符，请重新输入"),
        ({"employer": "公" + "\u0335\u0338\u0336" * 5}, "工作单位含有无法识别的字符，请重新输入"),
        ({"employer": "\u3164" * 10}, "工作单位含有无法识别的字符，请重新输入"),
        ({"employer": "\u200b\u200b"}, "请填写工作单位"),
        ({"address": "演示\n区"}, "通讯地址含有无法识别的字符，请重新输入"),
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


@pytest.mark.parametrize("addon", ["没有这个选项", "已批准免加考\x00\u202e" * 200])
def test_a_plan_without_addons_takes_none(addon: str) -> None:
    """Free text must not stand among the grounds that a reviewer reads."""
    standing = a_standing(ticket=a_ticket(plan_id=graduating.JUNIOR))
    assert faults(standing, scores=Scores(plan=graduating.JUNIOR, addon=addon)) == {
        "scores.addon": "所选专业计划没有加考选项，请重新核对“登记成绩”"
    }


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
        ("\u3164" * 500, "自我鉴定含有无法识别的字符，请重新输入"),
        ("\n".join("本" * 800), "自我鉴定最多分 30 段（不计空行），请合并段落"),
        (EVALUATION + "\u202e", "自我鉴定含有无法识别的字符，请重新输入"),
    ],
)
def test_the_self_evaluation_is_judged_as_it_prints(text: str, said: str) -> None:
    """M3.2-06."""
    assert faults(evaluation=text) == {"evaluation": said}


@pytest.mark.parametrize("photo", [an_upload_id(1), an_upload_id(9)])
def test_only_an_upload_judged_as_a_photograph_is_one(photo: str) -> None:
    assert faults(photo=photo) == {"photo": "有图片已失效，请重新上传"}


def test_a_photograph_is_no_picture_of_a_diploma() -> None:
    assert faults(diploma=diploma(uploads=(graduating.PHOTO,))) == {"diploma.uploads": "有图片已失效，请重新上传"}


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
    assert [(part.key, part.step) for part in KIND.parts(first, data)] == [
        ("person", "person"),
        ("scores", "scores"),
        ("explanations", "scores"),
        ("evaluation", "evaluation"),
        ("diploma", "diploma"),
        ("registration_form", "diploma"),
        ("photo", "photo"),
    ]
    assert len(KIND.pieces(first)) == 7
    assert KIND.pieces(first) == KIND.pieces(other)
    prolonged = msgspec.structs.replace(DIPLOMA, until="2027-12-31")
    assert KIND.pieces(first) == KIND.pieces(
        filed(standing, explanations=first.explanations, diploma=prolonged).content
    )
    assert KIND.pieces(first)[2] is None
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


def test_a_schools_own_terms_come_before_the_common_ones() -> None:
    [common] = data.graduation_terms()
    own: Terms = msgspec.structs.replace(common, school=SchoolCode("X02"), evaluation_least=200)
    assert terms_of((own, common), SchoolCode("X02"), NOW).evaluation_least == 200
    assert terms_of((own, common), SchoolCode("X04"), NOW).evaluation_least == 500


def test_pictures_of_everything_count() -> None:
    assert KIND.uploads((graduating.a_typed(),)) == (*DIPLOMA.uploads, *DIPLOMA.proof_uploads, graduating.PHOTO)
    assert a_picture(3).purpose == ""

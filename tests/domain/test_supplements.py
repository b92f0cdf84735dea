"""The three forms of 成绩补登: limits, sentences, reading and grants (rows M4-02 to M4-04)."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain import forms, supplements
from chalicelib.domain.degrees.records import records
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.forms import Sort
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.kinds import Matter
from chalicelib.domain.supplement_forms import DATES, EFFECTS, FORMS, Supplement
from chalicelib.domain.transcripts import Transcript, passes, theory_passes
from tests.builders import NOW, a_case, a_grant, a_head, a_round, a_sheet, a_supplement, a_ticket, an_upload_id
from tests.domain.degrees import real

FILLED = {"score": a_supplement(), "exempt": a_supplement("exempt"), "transferred": a_supplement("transferred")}


def faults(kind: str = "score", **changes: Any) -> dict[str, str]:
    typed = supplements.cleaned(msgspec.structs.replace(FILLED[kind], **changes))
    return dict(forms.faults(FORMS[kind], msgspec.structs.asdict(typed), typed.uploads, data, NOW))


def a_matter(content: Supplement, *records: Any) -> Matter:
    sheets = tuple(one for one in records if not hasattr(one, "effect"))
    grants = tuple(one for one in records if hasattr(one, "effect"))
    return Matter(
        case=a_case(),
        round=a_round(),
        head=a_head(),
        library=data.library(),
        program=real.program(a_ticket().plan_id),
        transcript=Transcript(sheets, grants),
        books=data,
        now=NOW,
    )


@pytest.mark.parametrize("kind", FORMS)
def test_a_whole_form_has_no_fault(kind: str) -> None:
    assert faults(kind) == {}


@pytest.mark.parametrize("kind", FORMS)
def test_an_empty_form_names_every_field_it_wants(kind: str) -> None:
    empty = Supplement(kind=kind)
    found = dict(forms.faults(FORMS[kind], msgspec.structs.asdict(empty), (), data, NOW))
    wanted = [f"{one.name}.year" if one.sort == Sort.MONTH else one.name for one in FORMS[kind].fields if one.required]
    assert list(found) == wanted + (["uploads"] if kind == "score" else [])


@pytest.mark.parametrize(
    ("kind", "name", "last", "first_wrong"),
    [
        ("score", "passed", "2002-12", "2003-01"),
        ("exempt", "granted", "2019-12", "2020-01"),
        ("transferred", "granted", "2019-12", "2020-01"),
        ("exempt", "obtained", "2026-12", "2027-01"),
    ],
)
def test_the_last_month_is_inclusive(kind: str, name: str, last: str, first_wrong: str) -> None:
    """Manual 4.1: 2002 年及以前; 4.2 and 4.3: 2020 年以前."""
    assert faults(kind, **{name: last}) == {}
    assert list(faults(kind, **{name: first_wrong})) == [f"{name}.year"]


def test_what_is_too_late_names_the_other_way() -> None:
    assert "2003 年及以后的成绩如有缺失，请联系主考学校" in faults(passed="2003-01")["passed.year"]
    assert "申请免考" in faults("exempt", granted="2020-01")["granted.year"]
    assert faults("exempt", obtained="2027-01")["obtained.year"] == "取得凭证时间不能晚于现在"


@pytest.mark.parametrize(
    ("changes", "path", "text"),
    [
        ({"score": "101"}, "score", "成绩应为 60 至 100 的整数"),
        ({"score": "59"}, "score", "成绩应为 60 至 100 的整数"),
        ({"score": "65.5"}, "score", "成绩应为 60 至 100 的整数"),
        ({"course": "99999"}, "course", "请从列表中选择课程"),
        ({"course": "马克思"}, "course", "请从列表中选择课程"),
        ({"passed": "99-10"}, "passed.year", "通过时间的年份应为 4 位数字"),
        ({"passed": "1949-10"}, "passed.year", "通过时间的年份应在 1950 年及以后"),
        ({"passed": "1999"}, "passed.month", "请选择通过时间的月份"),
        ({"passed": "1999-13"}, "passed.month", "请选择通过时间的月份"),
        ({"passed": "-10"}, "passed.year", "请填写通过时间的年份"),
        ({"note": "长" * 201}, "note", "说明不能超过 200 个字符"),
        ({"note": "\u202e"}, "note", "说明含有无法识别的字符，请重新输入"),
        ({"uploads": ()}, "uploads", "请上传成绩信息的凭证"),
        ({"uploads": (an_upload_id(1),) * 2}, "uploads", "同一张图片不能重复使用"),
        ({"uploads": tuple(map(an_upload_id, range(5)))}, "uploads", "最多 4 张图片"),
    ],
)
def test_each_fault_names_field_and_limit(changes: dict[str, Any], path: str, text: str) -> None:
    assert faults(**changes) == {path: text}


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("number", "1" * 41, "凭证编号不能超过 40 个字符"),
        ("type", "passport", "请选择证件类型"),
        ("place", "99", "请选择取得凭证地点"),
    ],
)
def test_an_exemptions_certificate_is_judged(name: str, value: str, text: str) -> None:
    assert faults("exempt", **{name: value}) == {name: text}


def test_what_people_paste_is_folded_and_other_kinds_fields_are_dropped() -> None:
    typed = a_supplement(passed="１９９９-７", score=" 065 ", course="000 05", number="left over", source="31")
    clean = supplements.cleaned(typed)
    assert (clean.passed, clean.score, clean.course) == ("1999-07", "65", "00005")
    assert (clean.number, clean.source) == ("", "")


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(IncompleteError):
        supplements.cleaned(Supplement(kind="diploma"))


@pytest.mark.parametrize(
    ("kind", "course", "text"),
    [
        ("score", "00005", "理论"),
        ("score", "00019", "实践"),
        ("exempt", "00005", "免考"),
        ("transferred", "00005", "转入-理论课"),
        ("transferred", "00019", "转入-实践课"),
    ],
)
def test_the_type_follows_kind_and_course(kind: str, course: str, text: str) -> None:
    assert supplements.type_text(a_supplement(kind, course=course), data) == text


def test_a_reviewer_reads_every_field_by_its_label() -> None:
    [part] = supplements.parts(FILLED["exempt"], data)
    read = {row.label: row.text for row in part.rows}
    assert read["课程"] == "英语(一)（00012）"
    assert (read["办理免考时间"], read["取得凭证时间"]) == ("2006年06月", "2005年10月")
    assert {row.label for row in part.rows if row.code} == {"凭证编号"}


@pytest.mark.parametrize("kind", FORMS)
def test_an_approval_grants_one_record_with_its_own_effect(kind: str) -> None:
    [grant] = supplements.granted(FILLED[kind], a_matter(FILLED[kind]))
    assert (grant.effect, grant.kind) == (EFFECTS[kind], "theory")
    assert grant.month == getattr(FILLED[kind], DATES[kind])
    assert grant.score == (65 if kind == "score" else None)


def test_credits_of_the_plan_win_and_unknown_ones_stay_unknown() -> None:
    plan = real.program(a_ticket().plan_id).plan
    assert supplements.credits2_of(plan, CourseCode("00005"), data) == data.courses()[CourseCode("00005")].credits2
    unknown = next(one.code for one in data.courses().values() if one.credits2 is None)
    assert supplements.credits2_of(plan, unknown, data) is None


def test_a_supplemented_score_counts_like_one_of_an_examination_and_others_do_not() -> None:
    """沪自考委办〔2022〕1号 counts 理论课程合格成绩: passed by examination, whenever it came on record."""
    grants = [supplements.granted(one, a_matter(one))[0] for one in FILLED.values()]
    codes = frozenset(grant.code for grant in grants)
    transcript = Transcript(grants=tuple(grants))
    assert passes(transcript, NOW).keys() == codes
    assert theory_passes(transcript, codes, NOW) == 1
    practice = msgspec.structs.replace(grants[0], kind="practice")
    assert theory_passes(Transcript(grants=(practice,)), codes, NOW) == 0


def test_a_score_stands_before_an_exemption_of_the_same_course() -> None:
    code = CourseCode("00005")
    exempt = a_grant(effect="exempt", code=code)
    [score] = supplements.granted(FILLED["score"], a_matter(FILLED["score"], exempt))
    assert passes(Transcript(grants=(exempt, score)), NOW)[code].source == "supplemented"


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_held_is_not_granted_again(kind: str) -> None:
    content = FILLED[kind]
    sheet = a_sheet(codes=(content.course,), released=later(NOW, -DAY), ref=TicketRef(1))
    with pytest.raises(IncompleteError, match="不能重复登记"):
        supplements.granted(content, a_matter(content, sheet))


def test_the_degree_audit_sees_examination_certificate_and_province() -> None:
    """Only a theory pass of this province counts for the residence; an exemption is as old as its certificate."""
    grants = tuple(supplements.granted(one, a_matter(one))[0] for one in FILLED.values())
    found = {record.source: record for record in records(Transcript(grants=grants), NOW)}
    assert [found[one].is_here for one in ("supplemented", "exempt", "transferred")] == [True, False, False]
    score = found["supplemented"]
    assert (score.kind, score.session, score.score) == ("theory", "1999-10", 65)
    assert (found["exempt"].obtained, found["exempt"].day) == ("2005-10-31", "2026-12-01")


def test_a_certificate_younger_than_its_exemption_is_pointed_out() -> None:
    """The manual's own row shows 2006年06月 beside a certificate of 2020."""
    late = a_supplement("exempt", obtained="2020-10")
    keys = {one.key: one.state for one in supplements.points(late, a_matter(late))}
    assert keys["order"] == "warn"
    assert "order" not in {one.key for one in supplements.points(FILLED["exempt"], a_matter(FILLED["exempt"]))}


def test_where_no_picture_was_sent_none_is_passed_as_good() -> None:
    """The pictures of an exemption or a transfer may be left out."""
    bare = msgspec.structs.replace(a_matter(FILLED["exempt"]), round=a_round(pictures=()))
    [pictures] = [one for one in supplements.points(FILLED["exempt"], bare) if one.key == "pictures"]
    assert (pictures.state, pictures.detail) == ("warn", "没有上传图片，只能与档案核对")

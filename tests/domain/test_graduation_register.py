"""《毕业生登记表》 as a value: names for codes, the passes that count, opinions with their days (M3.2-06, M6-04)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import graduation_audits, graduation_register
from chalicelib.domain.decisions import DecisionLine
from chalicelib.domain.errors import UnknownError, WrongStateError
from chalicelib.domain.graduation_forms import Explanation
from chalicelib.domain.graduation_register import Opinion, Register
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.kinds import Matter
from chalicelib.domain.stages import Offices
from chalicelib.domain.statuses import State
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import Transcript
from tests.builders import NOW, a_grant, a_head, a_sheet, a_ticket
from tests.graduating import COURSES, EVALUATION, MISSING, a_matter, a_standing, a_transcript, filed

OFFICES = Offices("市考办")


def a_register(matter: Matter | None = None, snapshot: Snapshot | None = None) -> Register:
    return graduation_register.register(matter or a_matter(filed()), snapshot, OFFICES, "https://photo")


def with_case(matter: Matter, **changes: Any) -> Matter:
    return msgspec.structs.replace(matter, case=msgspec.structs.replace(matter.case, **changes))


def a_line(stage: str, at: Instant, **changes: Any) -> DecisionLine:
    line = DecisionLine(
        stage=stage,
        round=1,
        outcome="pass",
        at=at,
        digest="",
        staff="",
        staff_name="演示初审",
        organisation="",
        person="",
    )
    return msgspec.structs.replace(line, **changes)


def test_codes_read_as_the_names_of_the_national_tables() -> None:
    person = {row.label: row.text for row in a_register().person}
    assert person["民族"] == "汉族"
    assert person["性别"] == "女"
    assert person["政治面貌"] == "中国共产主义青年团团员"
    assert person["手机号码"] == "13000000001"


def test_the_certificate_and_its_number_are_printed_its_note_is_not() -> None:
    assert [(row.label, row.text) for row in a_register().diploma] == [
        ("取得毕业证年月", "2018年07月"),
        ("毕业证编号", "000088000000000001"),
        ("取得毕业证省份", "上海市"),
        ("在线验证码", "000088693519"),
    ]


def test_numbers_are_masked_and_nobody_of_staff_is_named() -> None:
    head = a_head(tickets=(a_ticket(number="992613000777"),))
    found = a_register(with_case(a_matter(filed(), head=head), decisions=(a_line("school", NOW),)))
    printed = msgspec.json.encode(found).decode()
    assert (found.id_number, found.ticket_number) == (head.id_masked, "99…777")
    assert head.tickets[0].number not in printed
    assert "演示初审" not in printed


def test_every_pass_that_counts_is_a_line_with_its_score_credits_and_month() -> None:
    """The line has the credits on record, the sum those of the plan."""
    found = a_register()
    assert {one.code for one in found.courses} <= set(COURSES)
    [english] = [one for one in found.courses if one.code == "00015"]
    assert (english.score_text, english.type_text, english.passed) == ("70", "理论", "2026年10月")
    assert (english.credits_text, found.credits_text) == ("4", "54")


def test_an_exemption_says_so_in_place_of_a_score() -> None:
    sat = a_transcript("00015").sheets
    transcript = Transcript(sat, (a_grant(),))
    filing = filed(a_standing(transcript))
    [english] = [one for one in a_register(a_matter(filing, transcript)).courses if one.code == "00015"]
    assert (english.type_text, english.score_text, english.passed) == ("免考", "免考", "2026年12月")


def test_a_pass_of_another_ticket_names_it_masked() -> None:
    other = a_ticket(ref=2, number="000000000002")
    sheets = (*a_transcript("00015").sheets, a_sheet("2025-04", ("00015",), ref=2))
    matter = a_matter(filed(a_standing(Transcript(sheets))), Transcript(sheets))
    head = msgspec.structs.replace(matter.head, tickets=(*matter.head.tickets, other))
    [english] = [one for one in a_register(msgspec.structs.replace(matter, head=head)).courses if one.code == "00015"]
    assert english.remark.endswith("准考证 00…002")


def test_what_is_missing_is_printed_as_it_was_explained() -> None:
    words = "该课程成绩正在登记，请以主考学校记录为准。"
    transcript = a_transcript(MISSING)
    filing = filed(a_standing(transcript), explanations=(Explanation(key=MISSING, words=words),))
    [row] = a_register(a_matter(filing, transcript)).explanations
    assert (row.key, row.text) == (MISSING, words)


def test_only_passes_of_the_standing_round_are_opinions() -> None:
    lines = (
        a_line("school", NOW),
        a_line("school", later(NOW, HOUR), outcome="return"),
        a_line("school", later(NOW, DAY), round=2),
    )
    matter = with_case(a_matter(filed()), round=2, decisions=lines)
    assert a_register(matter).opinions == (
        Opinion(stage="school", title="主考学校初审", text="初审通过", at=later(NOW, DAY)),
        Opinion(stage="signature", title="主考学校现场签字", text="", at=None),
        Opinion(stage="city", title="市考办复审", text="", at=None),
    )


def test_after_the_approval_the_passes_are_those_it_kept() -> None:
    """A record that is corrected later changes nothing on paper."""
    matter = a_matter(filed(), stage="city")
    content = filed().content
    kept = graduation_audits.snapshot(content, matter)
    later_on = with_case(msgspec.structs.replace(matter, transcript=a_transcript("00015")), state=State.APPROVED)
    assert len(a_register(later_on).courses) == len(a_register(matter).courses) - 1
    final = a_register(later_on, kept)
    assert (final.courses, final.credits_text) == (a_register(matter).courses, a_register(matter).credits_text)
    assert (final.is_final, a_register(matter).is_final) == (True, False)


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED])
def test_what_ended_without_a_degree_has_no_register(state: State) -> None:
    with pytest.raises(WrongStateError, match="没有《毕业生登记表》"):
        a_register(with_case(a_matter(filed()), state=state))


def test_another_business_has_none() -> None:
    with pytest.raises(UnknownError):
        a_register(with_case(a_matter(filed()), business="exemption"))


def test_the_evaluation_is_printed_as_it_was_sent() -> None:
    assert a_register().evaluation == EVALUATION

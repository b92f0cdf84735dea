"""Which scores can leave the province, and the sentence beside every one that cannot (M3.4-02, F66)."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib import data
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import DAY, Instant, later, of, shanghai
from chalicelib.domain.transcripts import SheetRow, Transcript
from chalicelib.domain.transfer_out_scores import NOTHING, basis_of
from chalicelib.domain.transfer_rules import ALL, REVIEWER, Rule, TransferRules, in_force, rule_faults
from tests.builders import NOW, a_grant, a_head, a_line, a_sheet, a_ticket
from tests.graduating import COURSES
from tests.transferring import CODES, a_standing, a_transcript, found, reasons

COMPLETE = "您已取得本专业全部课程的合格成绩，只能在本市办理毕业，不能转出"
RECENT = "办理转入未满一年，不能转出"
PRACTICE = "对应的理论课程没有合格成绩（免考不算），实践成绩不能转出"
JIANGSU = "JS-080901-2024"


class Books:
    """The data that ships, with other rules."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = TransferRules(rules)

    def transfer_rules(self) -> TransferRules:
        return self.rules

    def __getattr__(self, name: str) -> Any:
        return getattr(data, name)


def rule(key: str, judged: str = "score", since: str = "2022-01-01", **more: Any) -> Rule:
    day = date.fromisoformat(since)
    return Rule(key=key, judged=judged, text=f"{key} {since}", since=day, source="", status="", **more)


def granted(effect: str, code: str, **changes: Any) -> Any:
    return a_grant(effect=effect, code=CourseCode(code), **changes)


def with_grants(*grants: Any) -> Transcript:
    return Transcript(a_transcript().sheets, grants)


def test_courses_of_the_ticket_can_leave_the_newest_first() -> None:
    """As the manual shows them."""
    lines = found(a_standing(Transcript((a_sheet("2019-06", ("00009",)), *a_transcript().sheets)))).lines
    assert [(line.session, line.code, line.reason) for line in lines] == [
        *(("2026-10", code, "") for code in CODES),
        ("2019-06", "00009", ""),
    ]
    assert (lines[0].score, lines[0].credits2, lines[0].type_text, lines[0].also) == (70, 8, "理论", ())


def test_a_course_that_was_passed_twice_is_one_line_by_its_highest_score() -> None:
    """Were one of the two to stay, the course would count in two provinces."""
    better = msgspec.structs.replace(a_sheet("2019-06", ("00034",)).rows[0], score=90)
    sheets = (a_sheet("2019-06", rows=(better,)), *a_transcript().sheets, a_sheet("2018-04", ("00034",), ref=2))
    judged = found(a_standing(Transcript(sheets)))
    [line] = [one for one in judged.lines if one.code == "00034"]
    assert (line.score, line.session) == (90, "2019-06")
    assert line.records == ("2019-06/1/T/00034", "2026-10/1/T/00034")
    assert set(line.records) < set(judged.shown)
    for one in line.records:
        assert judged.chosen((one,)) == (line,)
        assert judged.whole((one, "gone")) == (*line.records, "gone")


def test_a_course_is_judged_by_what_stands_for_it_and_held_by_any_of_its_records() -> None:
    exempt = Transcript(a_transcript().sheets, (granted("exempt", "00034"),))
    [line] = [one for one in found(a_standing(exempt)).lines if one.code == "00034"]
    assert (line.reason, [one.source for one in line.also]) == ("", ["exempt"])
    for one in line.records:
        holder = msgspec.structs.replace(a_line(), business="graduation", title="毕业", records=(one,))
        assert reasons(exempt, head=a_head(lines={"X": holder}))["00034"] == "正用于“毕业”，不能同时转出"


def test_what_is_not_passed_not_released_or_of_another_ticket_is_no_line() -> None:
    failed = SheetRow(code=CourseCode("00316"), name="课程", kind="theory", score=59, credits2=8)
    sheets = (
        *a_transcript().sheets,
        a_sheet("2025-10", rows=(failed,)),
        a_sheet("2026-04", ("00315",), released=later(NOW, DAY)),
        a_sheet("2025-04", ("00319",), ref=2),
    )
    assert reasons(Transcript(sheets)).keys() == set(CODES)


def test_an_exemption_stays() -> None:
    assert reasons(with_grants(granted("exempt", "00015")))["00015"] == "免考（学分互认）的成绩不能转出"
    assert reasons(with_grants(granted("supplemented", "00015", month="1999-10")))["00015"] == ""


def test_a_thesis_stays_whether_plan_catalogue_or_record_calls_it_one() -> None:
    [listed] = [code for code, one in sorted(data.courses().items()) if one.assessment == "毕业论文/设计/考核"][:1]
    assert reasons(a_transcript("00034", listed))[listed] == "毕业论文（设计、考核）的成绩不能转出"
    row = SheetRow(code=CourseCode("00999"), name="毕业论文", kind="thesis", score=80, credits2=0)
    assert "毕业论文" in reasons(Transcript((a_sheet(rows=(row,)),)))["00999"]


def test_a_certificate_course_stays_once_the_office_has_named_it() -> None:
    named = Books(rule("certificate", codes=(CourseCode("00034"),)))
    told = {line.code: line.reason for line in found(a_standing(books=named)).lines}
    assert told == {"00034": "certificate 2022-01-01", "00318": "", "00320": ""}


def _computing(*passed: str, transcript: Transcript | None = None, **changes: Any) -> dict[str, str]:
    compiled = program(data.library(), JIANGSU, "2026-12-01")
    return reasons(transcript or a_transcript(*passed), ticket=a_ticket(plan_id=JIANGSU), program=compiled, **changes)


def test_a_practice_goes_with_its_theory_only() -> None:
    """Which may be of another ticket, unless it leaves with it."""
    plan = data.plans()[JIANGSU]
    kinds = {row.code: row.kind for row in plan.rows}
    theory, practice = next(
        codes
        for unit in plan.compulsory
        for codes in unit.alternatives
        if [kinds[code] for code in codes] == ["theory", "practice"]
    )
    assert _computing(practice, "00034")[practice] == PRACTICE
    assert _computing(practice, theory)[practice] == ""
    exempt = Transcript(a_transcript(practice).sheets, (granted("exempt", theory),))
    assert _computing(transcript=exempt)[practice] == PRACTICE
    elsewhere = Transcript((*a_transcript(practice).sheets, a_sheet(codes=(theory,), ref=2)))
    assert _computing(transcript=elsewhere)[practice] == ""
    records = (f"2026-10/2/T/{theory}",)
    going = msgspec.structs.replace(a_line(), business="transfer_out", ref=2, records=records, leaves=True)
    assert _computing(transcript=elsewhere, head=a_head(lines={"X": going}))[practice] == PRACTICE
    assert _computing("00034", "00318") == {"00034": "", "00318": ""}


def test_who_has_passed_everything_graduates_here() -> None:
    """Under every 加考 option: what is open is the reviewer's to judge."""
    plan = data.plans()["SH-120402-observed-2020"]
    addons = {code for addon in plan.addons for unit in addon.units for code in unit.codes}
    everything = a_transcript(*dict.fromkeys((*COURSES, *addons)))
    judged = found(a_standing(everything))
    assert judged.barred == COMPLETE
    assert {line.reason for line in judged.lines} == {COMPLETE}
    assert bool(addons)
    assert found(a_standing(a_transcript(*COURSES))).barred == ""
    assert found(a_standing(a_transcript(*COURSES[1:]))).barred == ""


@pytest.mark.parametrize(
    ("grant", "barred"),
    [
        ({"at": later(NOW, -DAY)}, RECENT),
        ({"at": of(shanghai(NOW).replace(year=2025, day=2))}, RECENT),
        ({"at": of(shanghai(NOW).replace(year=2025))}, ""),
        ({"at": later(NOW, -DAY), "month": "2005-03"}, ""),
        ({"at": later(NOW, -DAY), "ref": 2}, ""),
        ({"at": later(NOW, -DAY), "voided": True}, ""),
    ],
)
def test_who_came_within_a_year_cannot_leave(grant: dict[str, Any], barred: str) -> None:
    """Of the same ticket; a transfer that was entered later counts from its own month."""
    assert found(a_standing(with_grants(granted("transferred", "00015", **grant)))).barred == barred


@given(some.integers(min_value=0, max_value=4000))
def test_a_year_is_over_on_its_day_and_never_before(days: int) -> None:
    """29 February too."""
    now = Instant(NOW + days * DAY)
    moment = shanghai(now)
    day = min(moment.day, 28) if moment.month == 2 else moment.day
    over = of(moment.replace(year=moment.year - 1, day=day))
    for at, recent in ((over, ""), (later(over, DAY), RECENT)):
        transcript = with_grants(granted("transferred", "00015", at=at))
        assert found(a_standing(transcript, now=now)).barred == recent


def test_what_another_application_holds_is_told_by_its_name() -> None:
    """I15."""
    line = msgspec.structs.replace(
        a_line(), business="graduation", title="行政管理（专升本）", records=("2026-10/1/T/00034",)
    )
    told = reasons(head=a_head(lines={"X": line}))
    assert told == {"00034": "正用于“行政管理（专升本）”，不能同时转出", "00318": "", "00320": ""}


def test_who_has_nothing_that_can_leave_is_told_so() -> None:
    assert found(a_standing(Transcript())).barred == NOTHING
    assert found(a_standing(Transcript((), (granted("exempt", "00015"),)))).barred == NOTHING


def test_a_rule_holds_from_its_day_and_the_latest_of_a_key_wins() -> None:
    rows = (rule("exempt", since="2022-01-01"), rule("exempt", since="2026-12-01"), rule("thesis", since="2026-12-02"))
    assert {key: one.text for key, one in in_force(rows, "score", NOW).items()} == {"exempt": "exempt 2026-12-01"}
    earlier = in_force(rows, "score", later(NOW, -DAY))
    assert [one.text for one in earlier.values()] == ["exempt 2022-01-01"]


def test_the_rules_that_ship_are_judged_by_somebody_and_say_where_they_are_from() -> None:
    rows = data.transfer_rules().out
    assert rule_faults(rows) == []
    assert rule_faults((rule("weather"), rule("complete"), rule("weather", judged=REVIEWER))) == [
        "weather judged by score",
        "complete judged by score",
    ]
    assert all(one.source and one.status for one in rows)
    assert in_force(rows, ALL, NOW).keys() == {"complete", "recent"}
    assert in_force(rows, REVIEWER, NOW).keys() == {"foothold", "penalty"}


def test_the_basis_changes_with_the_scores_that_leave_and_with_nothing_else() -> None:
    wanted = found().shown
    basis = basis_of(found(), wanted)
    more = Transcript((*a_transcript().sheets, a_sheet("2025-04", ("00009",))))
    assert basis_of(found(a_standing(more)), wanted) == basis
    assert basis_of(found(a_standing(a_transcript(*CODES[1:]))), wanted) != basis
    held = msgspec.structs.replace(a_line(), business="graduation", title="毕业", records=(wanted[0],))
    assert basis_of(found(a_standing(head=a_head(lines={"X": held}))), wanted) != basis

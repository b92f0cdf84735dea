"""The degree audit as pages get it: versions, choices, what-ifs, and what a reviewer sees beside a case."""

from typing import Any

import pytest

from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.degrees.results import Outcome, Use
from chalicelib.domain.errors import IncompleteError, SignedOutError, UnknownError
from chalicelib.domain.ids import CourseCode, TicketRef
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.reviews import PASS, REJECT, Scope
from chalicelib.storage import people
from chalicelib.usecases.degrees.auditing import AuditView
from chalicelib.usecases.degrees.list_majors import list_majors
from chalicelib.usecases.degrees.show_audit import show_audit
from chalicelib.usecases.home.show_home import HomeView, show_home
from chalicelib.usecases.reviews.show_case_audit import show_case_audit
from tests.builders import CANDIDATE, CID, NOW, Meter, a_head, a_sheet, a_ticket
from tests.domain.degrees import real
from tests.stored import PASSED, open_windows, put_uploads, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, decide, submit, submitted_no

OLD, NEW, MANUAL = "JS-120402-2021", "JS-120402-2024", "SH-120402-observed-2020"


@pytest.fixture
def record(aws: None) -> None:
    """A person of Shanghai with six passes; the second ticket is of Jiangsu, the third of a plan nobody entered."""
    tickets = (
        a_ticket(),
        a_ticket(ref=TicketRef(2), plan_id=NEW),
        a_ticket(ref=TicketRef(3), plan_id="XX-000000-2020"),
    )
    people.create(a_head(tickets=tickets), "000000199001011234")
    people.put_sheet(CID, a_sheet(codes=PASSED))
    put_uploads(1)
    open_windows()


def shown(ref: int = 1, **question: str) -> AuditView:
    return show_audit(CID, 1, ref, Question(**question), NOW)


def home(ref: int = 1) -> HomeView:
    return show_home(CID, 1, ref, NOW)


@pytest.mark.usefixtures("record")
def test_an_audit_with_three_what_ifs_costs_one_call(meter: Meter) -> None:
    warm(NOW)
    with meter() as calls:
        view = shown(what_if=f"{OLD},{NEW},SH-050201-2022")
    assert calls == {"Query": 1}
    assert [one.verdict.plan for one in view.what_ifs] == [OLD, NEW, "SH-050201-2022"]
    assert (view.audit.verdict.plan, view.audit.day) == (MANUAL, "2026-12-01")


@pytest.mark.usefixtures("record")
def test_courses_that_rules_take_are_named_where_the_plan_does_not_name_them() -> None:
    names, taken = shown(ref=2).names, {"00015": "英语(二)", "00322": "中国行政史", "55535": "行政管理毕业论文"}
    assert {code: names[CourseCode(code)] for code in taken} == taken
    assert shown().names == {}


@pytest.mark.usefixtures("record")
def test_ones_own_plan_is_audited_and_the_nearest_version_stands_first() -> None:
    """F50: whoever has passed old courses sees that the old plan is nearer, and can switch to it."""
    _, codes = next(real.paths(real.program(OLD).plan))
    people.put_sheet(CID, a_sheet(codes=codes))
    view = shown(2)
    assert view.audit.verdict.plan == NEW
    assert [(row.plan_id, row.current, row.own) for row in view.plans] == [(OLD, False, False), (NEW, True, True)]
    assert view.plans[0].units < view.plans[1].units
    other = shown(2, plan=OLD)
    assert other.audit.verdict.plan == OLD
    assert [(row.plan_id, row.current, row.own) for row in other.plans] == [(OLD, True, False), (NEW, False, True)]


@pytest.mark.usefixtures("record")
def test_a_choice_is_followed_and_told() -> None:
    option = "非政治类专科毕业未通过行政法学"
    view = shown(addon=option)
    assert (view.chosen.addon, view.audit.chosen.addon) == (option, option)
    assert not any(remark.startswith("未选择加考选项") for remark in view.audit.remarks)
    assert view.plans[0].units == view.audit.verdict.units
    assert option in {one.option for one in view.options.addons}
    assert shown(2, plan=OLD, language="no").audit.chosen.language is False


@pytest.mark.usefixtures("record")
def test_the_day_is_shanghais() -> None:
    """16:00 UTC is midnight there: the next day's rules are in force."""
    midnight = later(NOW, 14 * 3_600_000)
    days = [show_audit(CID, 1, 1, Question(), later(midnight, shift)).audit.day for shift in (-1, 0)]
    assert days == ["2026-12-01", "2026-12-02"]


@pytest.mark.parametrize(("facts", "use"), [((), Use.SPARE), (("担任教师工作者",), Use.USED)])
def test_what_is_known_of_the_person_opens_what_is_for_some_people(facts: tuple[str, ...], use: Use, aws: None) -> None:
    ticket = a_ticket(plan_id="SH-050201-2022")
    people.create(a_head(tickets=(ticket,), facts=facts), "000000199001011234")
    people.put_sheet(CID, a_sheet(codes=("00429",)))
    [record] = shown().audit.records
    assert record.use == use


@pytest.mark.usefixtures("record")
def test_a_ticket_without_a_plan_has_no_audit_and_an_empty_line_on_home() -> None:
    with pytest.raises(UnknownError, match="没有找到这个准考证的专业考试计划"):
        shown(3)
    assert home(3).degree is None


@pytest.mark.usefixtures("record")
def test_another_persons_ticket_and_an_ended_session_are_told_as_everywhere() -> None:
    with pytest.raises(UnknownError, match="没有找到这个准考证"):
        shown(4)
    with pytest.raises(SignedOutError):
        show_audit(CID, 2, 1, Question(), NOW)


@pytest.mark.usefixtures("record")
def test_home_says_in_short_what_the_audit_says() -> None:
    """F49: 离毕业还差."""
    line, audit = home().degree, shown().audit
    assert line
    assert (line.plan_id, line.text, line.units, line.exams) == (
        MANUAL, audit.text, audit.verdict.units, audit.verdict.exams,
    )  # fmt: skip
    assert line.text.startswith("尚未满足专业考试计划的课程要求，至少还差")
    assert (line.outcome, line.at_least) == (Outcome.INCOMPLETE, True)


@pytest.mark.usefixtures("record")
def test_an_unreleased_score_changes_neither() -> None:
    before = home().degree, shown().audit
    people.put_sheet(CID, a_sheet(session="2026-12", codes=("00320", "00316"), released=later(NOW, DAY)))
    assert (home().degree, shown().audit) == before


def test_every_major_can_be_compared_with() -> None:
    found = list_majors(NOW)
    assert [one.plan_id for one in found] != real.ALL
    assert sorted(one.plan_id for one in found) == real.ALL
    assert {one.province for one in found} == {"上海", "江苏", "广东", "河北"}


@pytest.mark.usefixtures("record")
class TestCase:
    """What a reviewer sees beside a case."""

    def audit(self, no: Any, desk: Any = SCHOOL_DESK, **question: str) -> Any:
        return show_case_audit((CID, no), (desk.scope, desk.actor), Question(**question), NOW)

    def test_it_is_the_candidates_own_audit_with_what_the_case_would_add(self, meter: Meter) -> None:
        no = submitted_no("00015")
        with meter() as calls:
            view = self.audit(no, what_if=NEW)
        assert calls == {"Query": 2}
        assert view.audit == shown().audit
        assert view.what_ifs == shown(what_if=NEW).what_ifs
        [pending] = view.pending
        assert (pending.code, pending.name, pending.text) == ("00015", "英语(二)", "正在审核，审核通过后计入")
        assert "00015" not in {record.code for record in view.audit.records}

    def test_what_is_decided_is_pending_no_more(self) -> None:
        refused, granted = (one["no"] for one in submit("00320", "00015")["applications"])
        decide(refused, REJECT, reasons=("EX15",))
        decide(granted, PASS)
        decide(granted, PASS, CITY_DESK)
        assert [self.audit(no, CITY_DESK).pending for no in (refused, granted)] == [(), ()]
        assert "00015" in {record.code for record in self.audit(granted, CITY_DESK).audit.records}

    def test_whoever_may_not_see_the_case_sees_no_audit(self) -> None:
        no = submitted_no("00015")
        for who in ((Scope("school"), SCHOOL_DESK.actor), (CITY_DESK.scope, CANDIDATE)):
            with pytest.raises(UnknownError, match="没有找到这个申请"):
                show_case_audit((CID, no), who, Question(), NOW)

    def test_a_question_that_no_plan_answers_is_refused_as_for_candidates(self) -> None:
        with pytest.raises(IncompleteError):
            self.audit(submitted_no("00015"), plan="nowhere")

"""The stateful model: Hypothesis draws what happens next, in any order, to application and reference alike."""

from collections import Counter
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.model.base import Edge
from tests.model.candidates import SUPPLEMENTS, CandidateActs
from tests.model.desks import DeskActs
from tests.model.office import EDGES, OfficeActs
from tests.model.things import DAY, HOUR, MINUTE, WAITS
from tests.model.world import World
from tests.stored import PASSED

UNITS = ("00015", "00320", "00316")
WHO = st.sampled_from(("candidate-1", "candidate-1", "candidate-2", "candidate-3"))
BUSINESS = st.sampled_from(("exemption", "supplement"))
SCHOOLS = st.sampled_from(("school", "school", "school", "kin", "elsewhere"))
CITIES = st.sampled_from(("city", "city", "part-time"))
DESKS = st.one_of(SCHOOLS, CITIES)
OUTCOME = st.sampled_from(("pass", "pass", "return", "reject"))
TERMS = st.sampled_from(("2026H2", "2026H2", "2027H1"))
PLACE = st.integers(0, 7)
SELDOM = st.integers(0, 5).map(lambda number: number == 5)


# One step after another of one application; together they take every edge of the state graph.
STORIES = (
    "again pass pass",
    "pass return again pass reject again",
    "reject again withdraw",
    "return late",
    "return again return",
    "pass",
)


class Play(CandidateActs, DeskActs, OfficeActs):
    """All acts."""

    def tell(self, business: str, who: str, story: str) -> None:
        """An application that is on its way already: so far no thirty steps drawn at random often come."""
        self.upload(who)
        self.submit(who, business, ["00015" if business == "exemption" else "score"])
        for step in story.split():
            self._step(business, who, step)

    def _step(self, business: str, who: str, step: str) -> None:
        if step in ("again", "withdraw"):
            (self.resubmit if step == "again" else self.withdraw)(who, 0)
        elif step == "late":
            self.jump_to_edge(business, "2026H2", "corrects", 1)
            self.tick()
        elif self.is_waiting("city") or self.is_waiting("school"):
            self.work("city" if self.is_waiting("city") else "school", business, step)

    def is_waiting(self, stage: str) -> bool:
        return any(case.state in WAITS and case.stage == stage for case in self.model.cases.values())


class Machine(RuleBasedStateMachine):
    """`world` is set for the run; `edges` and `asked` add up over all examples."""

    world: ClassVar[World]
    edges: ClassVar[Counter[Edge]] = Counter()
    asked: ClassVar[Counter[tuple[str, str]]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.play = Play(self.world)
        self.seen: set[Edge] = set()

    def teardown(self) -> None:
        type(self).edges.update(self.seen)
        type(self).asked.update(self.play.asked)

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        self.seen |= self.play.compare()

    @initialize(business=BUSINESS, who=WHO, story=st.sampled_from(STORIES))
    def begin(self, business: str, who: str, story: str) -> None:
        self.play.tell(business, who, story)

    @rule(who=WHO, right=SELDOM.map(lambda seldom: not seldom))
    def sign_in(self, who: str, right: bool) -> None:
        self.play.sign_in(who, right=right)

    @rule(who=WHO, how=st.sampled_from(("sign_out", "change_password", "reset_password")))
    def end_sessions(self, who: str, how: str) -> None:
        getattr(self.play, how)(who)

    @rule(place=PLACE)
    def come_back_with_an_old_cookie(self, place: int) -> None:
        self.play.come_back_with_an_old_cookie(place)

    @rule(who=WHO, business=BUSINESS, stale=SELDOM)
    def save_draft(self, who: str, business: str, stale: bool) -> None:
        self.play.save_draft(who, business, stale=stale)

    @rule(who=WHO)
    def upload(self, who: str) -> None:
        self.play.upload(who)

    @rule(who=WHO, units=st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True), ready=st.booleans())
    def apply(self, who: str, units: list[str], ready: bool) -> None:
        if ready and not self.play.model.people[who].uploads:
            self.play.upload(who)
        self.play.submit(who, "exemption", units)

    @rule(who=WHO, kind=st.sampled_from(sorted(SUPPLEMENTS)))
    def register(self, who: str, kind: str) -> None:
        if not self.play.model.people[who].uploads:
            self.play.upload(who)
        self.play.submit(who, "supplement", [kind])

    @rule(who=WHO, place=PLACE, stale=SELDOM)
    def send_next_round(self, who: str, place: int, stale: bool) -> None:
        self.play.resubmit(who, place, stale=stale)

    @rule(who=WHO, place=PLACE, stale=SELDOM)
    def withdraw(self, who: str, place: int, stale: bool) -> None:
        self.play.withdraw(who, place, stale=stale)

    @rule(place=PLACE)
    def send_again(self, place: int) -> None:
        self.play.send_again(place)

    @rule(who=WHO)
    def read_messages(self, who: str) -> None:
        self.play.read_messages(who)

    @rule(who=WHO, business=BUSINESS, on=st.booleans())
    def switch_reminder(self, who: str, business: str, on: bool) -> None:
        self.play.switch_reminder(who, business, on=on)

    @rule(who=WHO)
    def look(self, who: str) -> None:
        self.play.look(who)

    @precondition(lambda self: self.play.is_waiting("school"))
    @rule(desk=SCHOOLS, business=BUSINESS, outcome=OUTCOME)
    def work_at_the_school(self, desk: str, business: str, outcome: str) -> None:
        self.play.work(desk, business, outcome)

    @precondition(lambda self: self.play.is_waiting("city"))
    @rule(desk=CITIES, outcome=OUTCOME)
    def work_at_the_city(self, desk: str, outcome: str) -> None:
        self.play.work(desk, "exemption", outcome)

    @rule(desk=DESKS, place=PLACE, outcome=OUTCOME)
    def decide_any(self, desk: str, place: int, outcome: str) -> None:
        self.play.decide(desk, place, outcome)

    @rule(desk=DESKS, business=BUSINESS)
    def take_next(self, desk: str, business: str) -> None:
        self.play.take_next(desk, business)

    @rule(desk=DESKS, place=PLACE, what=st.sampled_from(("lease", "release", "reveal")))
    def handle(self, desk: str, place: int, what: str) -> None:
        getattr(self.play, what)(desk, place)

    @rule(desk=DESKS, what=st.sampled_from(("step_up", "leave", "open_desk")))
    def sit(self, desk: str, what: str) -> None:
        getattr(self.play, what)(desk)

    @rule(time=st.sampled_from((1, 1, MINUTE, MINUTE, 6 * MINUTE, 16 * MINUTE, 31 * MINUTE, 9 * HOUR, DAY)))
    def wait(self, time: int) -> None:
        self.play.pass_time(time)

    @precondition(lambda self: self.play.model.cases)
    @rule(business=BUSINESS, term=TERMS, edge=st.sampled_from(EDGES), offset=st.integers(-2, 0))
    def jump_to_edge(self, business: str, term: str, edge: str, offset: int) -> None:
        self.play.jump_to_edge(business, term, edge, offset)

    @rule(again=SELDOM)
    def tick(self, again: bool) -> None:
        self.play.tick(again=again)

    @rule()
    def hour(self) -> None:
        self.play.hour()

    @rule(
        business=BUSINESS, term=TERMS, edge=st.sampled_from(EDGES), ahead=st.sampled_from((MINUTE // 2, HOUR, 3 * DAY))
    )
    def edit_windows(self, business: str, term: str, edge: str, ahead: int) -> None:
        self.play.edit_windows(business, term, edge, ahead)

    @rule(who=WHO, code=st.sampled_from(PASSED[:2]), score=st.sampled_from((50, 60, 88)))
    def correct_score(self, who: str, code: str, score: int) -> None:
        self.play.correct_score(who, code, score)


def told(counts: Counter[Any]) -> str:
    return "\n".join(f"{count:6} {' '.join(map(str, what))}" for what, count in sorted(counts.items()))

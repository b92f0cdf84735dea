"""The stateful model: Hypothesis draws what happens next, in any order, to application and reference alike."""

from collections import Counter
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.model.arrivals import IN
from tests.model.base import Edge
from tests.model.candidates import SUPPLEMENTS
from tests.model.moves import ARRIVED
from tests.model.office import EDGES
from tests.model.stories import UNIT, Play
from tests.model.things import DAY, HOUR, MINUTE
from tests.model.world import World
from tests.stored import PASSED

UNITS = ("00015", "00320", "00316")
WHO = st.sampled_from(("candidate-1", "candidate-1", "candidate-2", "candidate-3"))
BUSINESS = st.sampled_from(tuple(UNIT))
AT_SCHOOL = st.sampled_from((*UNIT, IN))
WINDOW = st.sampled_from((*UNIT, "photo", "fee"))
SCHOOLS = st.sampled_from(("school", "school", "school", "kin", "elsewhere"))
CITIES = st.sampled_from(("city", "city", "part-time"))
DESKS = st.one_of(SCHOOLS, CITIES)
CASHIERS = st.sampled_from(("office", "cashier"))
WAYS = st.sampled_from(("native", "native", "h5"))
OUTCOME = st.sampled_from(("pass", "pass", "return", "reject"))
TERMS = st.sampled_from(("2026H2", "2026H2", "2027H1"))
PLACE = st.integers(0, 7)
SELDOM = st.integers(0, 5).map(lambda number: number == 5)


class Machine(RuleBasedStateMachine):
    """`world` and `tale`, the story that is told first, are set for the runs; `edges` and `asked` add up over all."""

    world: ClassVar[World]
    tale: ClassVar[tuple[str, str]]
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

    @initialize(who=WHO)
    def begin(self, who: str) -> None:
        self.play.tell(self.tale[0], who, self.tale[1])

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

    @rule(who=WHO, ready=st.booleans())
    def graduate(self, who: str, ready: bool) -> None:
        somebody = self.play.model.people[who]
        if ready and not somebody.photos:
            self.play.photograph(who)
        for _ in range(2 - len(somebody.uploads) if ready else 0):
            self.play.upload(who)
        self.play.submit(who, "graduation", [UNIT["graduation"]])

    @rule(who=WHO)
    def leave_the_province(self, who: str) -> None:
        self.play.submit(who, "transfer_out", [UNIT["transfer_out"]])

    @rule(who=WHO, yes=st.booleans())
    def come_from_another_province(self, who: str, yes: bool) -> None:
        (self.play.confirm if yes else self.play.receive)(who)

    @rule(who=WHO)
    def photograph(self, who: str) -> None:
        self.play.photograph(who)

    @precondition(lambda self: any(case.owes for case in self.play.model.cases.values()))
    @rule(who=WHO, place=PLACE, way=WAYS)
    def pay(self, who: str, place: int, way: str) -> None:
        self.play.pay(who, place, way)

    @precondition(lambda self: self.play.model.bills)
    @rule(place=PLACE, what=st.sampled_from(("scan", "scan", "notify", "check_order")))
    def move_money(self, place: int, what: str) -> None:
        getattr(self.play, what)(place)

    @precondition(lambda self: self.play.model.bills)
    @rule(desk=CASHIERS, place=PLACE, what=st.sampled_from(("ask_back", "give_back", "step_up")))
    def refund(self, desk: str, place: int, what: str) -> None:
        getattr(self.play, what)(*((desk,) if what == "step_up" else (desk, place)))

    @rule(again=SELDOM)
    def sweep(self, again: bool) -> None:
        self.play.sweep(again=again)

    @rule(online=SELDOM.map(lambda seldom: not seldom))
    def take_fees(self, online: bool) -> None:
        self.play.take_fees(online=online)

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

    @rule(who=WHO, business=WINDOW, on=st.booleans())
    def switch_reminder(self, who: str, business: str, on: bool) -> None:
        self.play.switch_reminder(who, business, on=on)

    @rule(who=WHO)
    def look(self, who: str) -> None:
        self.play.look(who)

    @precondition(lambda self: self.play.is_waiting("school"))
    @rule(desk=SCHOOLS, business=AT_SCHOOL, outcome=OUTCOME)
    def work_at_the_school(self, desk: str, business: str, outcome: str) -> None:
        self.play.work(desk, business, outcome)

    @precondition(lambda self: self.play.is_waiting("city"))
    @rule(desk=CITIES, business=st.sampled_from(("exemption", "graduation", "transfer_out")), outcome=OUTCOME)
    def work_at_the_city(self, desk: str, business: str, outcome: str) -> None:
        self.play.work(desk, business, outcome)

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
    @rule(business=WINDOW, term=TERMS, edge=st.sampled_from((*EDGES, "lapses")), offset=st.integers(-2, 0))
    def jump_to_edge(self, business: str, term: str, edge: str, offset: int) -> None:
        self.play.jump_to_edge(business, term, edge, offset)

    @rule(again=SELDOM)
    def tick(self, again: bool) -> None:
        self.play.tick(again=again)

    @rule()
    def hour(self) -> None:
        self.play.hour()

    @rule(business=WINDOW, term=TERMS, edge=st.sampled_from(EDGES), ahead=st.sampled_from((MINUTE // 2, HOUR, 3 * DAY)))
    def edit_windows(self, business: str, term: str, edge: str, ahead: int) -> None:
        self.play.edit_windows(business, term, edge, ahead)

    @rule(who=WHO, code=st.sampled_from((*PASSED[:2], ARRIVED[-5:])), score=st.sampled_from((50, 60, 88)))
    def correct_score(self, who: str, code: str, score: int) -> None:
        self.play.correct_score(who, code, score)


def told(counts: Counter[Any]) -> str:
    return "\n".join(f"{count:6} {' '.join(map(str, what))}" for what, count in sorted(counts.items()))

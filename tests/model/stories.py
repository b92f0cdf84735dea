"""One step after another of one application; together they take every edge of the state graph."""

from tests.model.arrivals import IN, ArrivalActs
from tests.model.graduates import GraduateActs
from tests.model.moves import ARRIVED

UNIT = {"exemption": "00015", "supplement": "score", "graduation": "120402", "transfer_out": "1"}
STORIES = (
    "again pass pass",
    "pass return again pass reject again",
    "reject again withdraw",
    "return late",
    "return again return",
    "pass",
)
OF_GRADUATES = (
    "again pass pay pass pass",
    "pass counter return again here pass reject",
    "pass unpaid again withdraw",
    "pass pay refund pay",
    "pass pay return again refund withdraw",
    "pass pay return late refund",
    "reject again",
    "return late",
    "pass",
)
OF_MOVERS = (
    "again pass pass pass",
    "pass return again pass pass reject",
    "reject again withdraw",
    "return late",
)
OF_COMERS = ("pass confirm pass", "pass confirm sit hour confirm reject", "pass confirm sit pass reject", "reject")
GRADUATIONS = tuple(("graduation", story) for story in OF_GRADUATES)
MOVES = tuple(("transfer_out", story) for story in OF_MOVERS)
ARRIVALS = tuple((IN, story) for story in OF_COMERS)
REGISTERED = tuple((business, story) for business in ("exemption", "supplement") for story in STORIES)
TALES = (*REGISTERED, *GRADUATIONS, *MOVES, *ARRIVALS)


class Play(GraduateActs, ArrivalActs):
    """All acts."""

    def tell(self, business: str, who: str, story: str) -> None:
        """An application that is on its way already: so far no thirty steps drawn at random often come."""
        self.upload(who)
        if business == "graduation":
            self.upload(who)
            self.photograph(who)
        if business == IN:
            self.receive(who)
        else:
            self.submit(who, business, [UNIT[business]])
        for step in story.split():
            self._step(business, who, step)

    def _step(self, business: str, who: str, step: str) -> None:
        if step in ("again", "withdraw"):
            (self.resubmit if step == "again" else self.withdraw)(who, 0)
        elif step in ("late", "unpaid"):
            edge = (business, "2026H2", "corrects") if step == "late" else ("fee", "2026H2", "lapses")
            self.jump_to_edge(*edge, 1)
            self.tick()
        elif step in ("counter", "here"):
            self.take_fees(online=step == "here")
            self.tick()
        elif step in ("confirm", "sit", "hour"):
            self._come(who, step)
        elif step in ("pay", "refund"):
            (self._paid if step == "pay" else self._refunded)(who)
        elif self.is_waiting("city") or self.is_waiting("school"):
            self.work("city" if self.is_waiting("city") else "school", business, step)

    def _come(self, who: str, step: str) -> None:
        if step == "confirm":
            self.confirm(who)
        elif step == "sit":
            self.correct_score(who, ARRIVED[-5:], 60)
        else:
            self.hour()

    def _paid(self, who: str) -> None:
        self.pay(who, 0, "native")
        self.scan(-1)
        self.notify(-1)

    def _refunded(self, _who: str) -> None:
        self.ask_back("office", -1)
        self.step_up("cashier")
        self.give_back("cashier", -1)

    def is_waiting(self, desk: str) -> bool:
        return any(case.waits and case.desk == desk for case in self.model.cases.values())

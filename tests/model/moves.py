"""What the reference remembers, and what it says of those who leave the province and come to it."""

from tests.model.things import APPROVED, LIVE, Filed, Lease, Somebody, Span

Codes = set[str]
OUT, IN = "transfer_out", "transfer_in"
# What becomes of the course that another province sends.
ARRIVED = "transferred-00312"
# Registered records that can leave; an exemption cannot.
LEAVES = {"score-00005", "transferred-00058"}


class Moves:
    def __init__(self, now: int) -> None:
        self.now = now
        self.windows: dict[tuple[str, str], Span] = {}
        self.cases: dict[str, Filed] = {}
        self.people: dict[str, Somebody] = {}
        self.leases: dict[str, Lease] = {}
        self.told: set[tuple[str, str, str]] = set()

    def open_term(self, business: str, now: int | None = None) -> str:
        """The term whose window is open; "" if none is."""
        at = self.now if now is None else now
        spans = ((term, span) for (one, term), span in self.windows.items() if one == business)
        return next((term for term, span in spans if span.opens <= at < span.closes), "")

    def of(self, who: str, *states: str) -> list[Filed]:
        return [case for case in self.cases.values() if case.who == who and (not states or case.state in states)]

    def lease_of(self, no: str) -> Lease | None:
        lease = self.leases.get(no)
        return lease if lease and lease.until > self.now else None

    def moved(self, case: Filed) -> None:
        case.ver, case.since = case.ver + 1, self.now

    def tell(self, who: str) -> None:
        self.people[who].messages += 1
        self.people[who].unread += 1

    def is_busy(self, who: str) -> bool:
        """Whether nothing can be received for this ticket: it leaves, has left, or something is being dealt with."""
        gone = any(case.business == OUT for case in self.of(who, *LIVE, APPROVED))
        return gone or any(case.business == IN for case in self.of(who, *LIVE))

    def current_term(self, business: str) -> str:
        """That is open or comes next, else the last."""
        spans = {term: span for (one, term), span in self.windows.items() if one == business}
        return next((term for term, span in spans.items() if self.now < span.closes), list(spans)[-1])

    def arriving(self, who: str) -> frozenset[str]:
        """What becomes of what arrived: nothing, where the course is held here."""
        somebody = self.people[who]
        is_held = ARRIVED in somebody.granted or ARRIVED[-5:] in somebody.passes
        return frozenset() if is_held else frozenset({ARRIVED})

    def is_outdated(self, case: Filed) -> bool:
        """Whether something else was confirmed than there is now."""
        return case.awaits_signature and case.is_confirmed and case.passes != self.arriving(case.who)

    def against_confirmation(self, case: Filed) -> Codes:
        wrong = set() if case.is_unconfirmed or self.is_outdated(case) else {"wrong_state"}
        return wrong | ({"leased"} if self.lease_of(case.no) else set())

    def ask_again(self, case: Filed) -> None:
        case.is_confirmed = False
        self.moved(case)
        self.tell(case.who)

    def hour(self) -> None:
        for case in self.cases.values():
            if self.is_outdated(case):
                self.ask_again(case)

    def against_leaving(self, who: str) -> Codes:
        """Nothing leaves beside something else, or twice, or out of nothing, or within a year of coming."""
        if ARRIVED in self.people[who].granted:
            return {"live_application", "incomplete"}
        busy = any(case.business != OUT for case in self.of(who, *LIVE))
        gone = any(case.business == OUT for case in self.of(who, APPROVED))
        wrong = {"live_application"} if busy or gone else set()
        return wrong if self.free(who) or self.people[who].granted & LEAVES else wrong | {"incomplete"}

    def free(self, who: str) -> frozenset[str]:
        """Records of examinations that no degree stands on; what a degree stood on is held, corrected or not."""
        used = {code for case in self.of(who, APPROVED) if case.business == "graduation" for code in case.passes}
        return frozenset(one for one in self.people[who].records if one.split()[0] not in used)

    def stood_on(self, who: str, business: str) -> frozenset[str]:
        """What an application that is sent now stands on."""
        return self.free(who) if business == OUT else self.people[who].passes

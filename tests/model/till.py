"""The reference of money: what is owed, which order may pay it, and which money goes back."""

from tests.model.reference import Codes, Reference
from tests.model.things import (
    AT_SCHOOL,
    DAY,
    DUE,
    EXPIRED,
    HOUR,
    MINUTE,
    PAID,
    REJECTED,
    RETURNED,
    SEEN,
    SUBMITTED,
    UNDER_REVIEW,
    Bill,
    Filed,
    Sitting,
)
from tests.model.world import SIGNATURE, Desk

GIVES_BACK = (SUBMITTED, UNDER_REVIEW, EXPIRED)
LOOKS = (MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR)


class Till(Reference):
    """`online`: the school takes its fee here."""

    def __init__(self, now: int) -> None:
        super().__init__(now)
        self.bills: dict[str, Bill] = {}
        self.online = True

    def bills_of(self, who: str) -> list[Bill]:
        return [bill for bill in self.bills.values() if bill.case.who == who]

    def takes_photograph(self, who: str) -> bool:
        """In the time for it, or while a graduation is mended or may be sent again."""
        for case in [one for one in self.of(who) if one.business == "graduation"][-1:]:
            if case.state == RETURNED and self.now < self.windows["graduation", case.term].corrects:
                return True
            if case.state == REJECTED and self.open_term("graduation"):
                return True
        return bool(self.open_term("photo"))

    def decided(self, case: Filed, desk: Desk, outcome: str) -> None:
        is_signed = outcome == "pass" and case.stage == SIGNATURE
        super().decided(case, desk, outcome)
        if is_signed and case.fee == AT_SCHOOL:
            case.fee = SEEN
        is_asked = (case.business, outcome, case.stage) == ("graduation", "pass", SIGNATURE)
        if is_asked and not case.fee:
            is_timely = self.now <= self.windows["fee", case.term].closes - DAY
            case.fee, case.due = (DUE, self.now) if self.online and is_timely else (AT_SCHOOL, case.due)

    def minute(self) -> None:
        """Whoever did not pay in time goes back, and is too late where the time for mending is over as well."""
        for case in self.cases.values():
            if self._awaits_money(case) and not self.online:
                self._give_to_school(case)
            elif self._awaits_money(case) and case.due < self.now:
                lapses = self.windows["fee", case.term].lapses
                if self.now < lapses:
                    case.due = lapses
                    continue
                case.state, case.fee = RETURNED, ""
                case.due = self.windows[case.business, case.term].corrects
                self.moved(case)
                self.tell(case.who)
        super().minute()

    def _give_to_school(self, case: Filed) -> None:
        """Unless somebody may be paying; for good, as what was left to it when it passed."""
        mine = (bill for bill in self.bills_of(case.who) if bill.case is case)
        if not any(bill.is_live and self.now < bill.expires + HOUR for bill in mine):
            case.fee = AT_SCHOOL
            self.moved(case)
            self.tell(case.who)

    def _awaits_money(self, case: Filed) -> bool:
        return (case.state, case.fee) == (UNDER_REVIEW, DUE)

    def against_payment(self, case: Filed, way: str) -> Codes:
        if not case.owes:
            return {"unknown"}
        if self._usable(case, way):
            return set()
        window = self.windows["fee", case.term]
        is_open = window.opens <= self.now < window.closes - 2 * MINUTE
        return set() if self.online and case.fee == DUE and is_open else {"window_closed"}

    def _usable(self, case: Filed, way: str) -> Bill | None:
        mine = (bill for bill in self.bills_of(case.who) if bill.case is case and bill.way == way)
        return next((bill for bill in mine if bill.is_live and self.now < bill.expires), None)

    def standing(self, case: Filed, way: str) -> Bill | None:
        """The order that whoever pays now goes on with. One that does not serve is ended first."""
        if usable := self._usable(case, way):
            return usable
        for bill in self.bills_of(case.who):
            if bill.is_live and bill.case is case:
                self._end(bill)
                if bill.state == PAID:
                    return bill
        return None

    def ordered(self, no: str, case: Filed, way: str) -> None:
        expires = min(self.now + 2 * HOUR, self.windows["fee", case.term].closes)
        self.bills[no] = Bill(no, case, way, self.now, expires)
        self._look_again(self.bills[no])

    def heard(self, bill: Bill) -> None:
        """Money that came: it pays what is owed, or goes back."""
        if not bill.is_live:
            return
        if self._awaits_money(bill.case):
            bill.state, bill.case.fee = PAID, PAID
            self.moved(bill.case)
        else:
            bill.state = "refunded"
            self.tell(bill.case.who)  # that it goes back, and then that it is there
        self.tell(bill.case.who)

    def asked(self, bill: Bill) -> None:
        """The channel, about one order."""
        if bill.is_live and (bill.taken or self.now >= bill.expires):
            self._end(bill)

    def sweep(self) -> None:
        """The clock's own questions."""
        for bill in self.bills.values():
            if bill.is_live and bill.look <= self.now:
                self.asked(bill)
                self._look_again(bill)
                bill.look = max(bill.look, self.now + MINUTE)

    def _end(self, bill: Bill) -> None:
        if bill.taken:
            self.heard(bill)
        else:
            bill.state = "closed"

    def _look_again(self, bill: Bill) -> None:
        ahead = (bill.created + wait for wait in LOOKS)
        bill.look = min((at for at in ahead if at > self.now), default=bill.expires)

    def against_asking_back(self, bill: Bill) -> Codes:
        """While it is paid and its case neither decided nor being mended."""
        is_due = bill.state == PAID and bill.case.fee == PAID and bill.case.state in GIVES_BACK
        return set() if is_due else {"wrong_state"}

    def against_giving_back(self, bill: Bill, desk: str, sitting: Sitting) -> Codes:
        """By another one than asked, and with a fresh code."""
        if bill.approved == desk:
            return set()
        wrong = self.against_asking_back(bill)
        if self.now >= sitting.mfa_at + 5 * MINUTE:
            wrong.add("step_up_required")
        if not bill.asked:
            wrong.add("wrong_state")
        return wrong | ({"forbidden"} if bill.asked == desk else set())

    def given_back(self, bill: Bill, desk: str) -> None:
        """Under review it is owed again; asked once more by the same, nothing happens."""
        if bill.approved:
            return
        bill.state, bill.approved = "refunded", desk
        bill.case.fee = DUE if bill.case.state == UNDER_REVIEW else ""
        bill.case.due = self.now
        self.moved(bill.case)
        self.tell(bill.case.who)
        self.tell(bill.case.who)

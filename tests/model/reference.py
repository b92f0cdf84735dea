"""The reference: a few dictionaries that say what stands, and why a request must be refused (for nothing: it must not).

Written from the rules as people know them (architecture § 4, 5 and 7), without a line of the application's own.
"""

from tests.model.moves import ARRIVED, IN, OUT, Codes, Moves
from tests.model.things import (
    APPROVED,
    CITY,
    DAY,
    EXPIRED,
    LIVE,
    MINUTE,
    PAID,
    REJECTED,
    RETURNED,
    ROUNDS_MOST,
    SCHOOL,
    SUBMITTED,
    UNDER_REVIEW,
    Filed,
    Sitting,
)
from tests.model.world import Desk


class Reference(Moves):
    def against_submission(self, who: str, business: str, units: list[str]) -> Codes:
        """Why these may not be applied for now."""
        term, somebody = self.open_term(business), self.people[who]
        if not term:
            return {"window_closed"}
        wrong = set()
        for case in self.of(who):
            stands = case.state in LIVE or (case.state == REJECTED and case.term == term)
            stands = stands or (case.state == APPROVED and business == "graduation")
            if (case.business, case.unit in units, stands) == (business, True, True):
                wrong.add("live_application")
        if business == OUT:
            return wrong | self.against_leaving(who)
        if not somebody.uploads or not units or somebody.granted & set(units):
            wrong.add("incomplete")
        if business == "exemption" and not somebody.is_eligible:
            wrong.add("incomplete")
        if business == "graduation" and (not somebody.photos or len(somebody.uploads) < 2):
            wrong.add("incomplete")
        return wrong | self._against_ticket(who)

    def _against_ticket(self, who: str) -> Codes:
        """Beside a transfer, and after it, the ticket does nothing else."""
        going = any(case.business == OUT for case in self.of(who, *LIVE, APPROVED))
        return {"live_application"} if going else set()

    def against_round(self, case: Filed, ver: int) -> Codes:
        """Why a next round may not replace the standing one."""
        wrong = set()
        if ver != case.ver:
            wrong.add("conflict")
        if not self._is_in_time(case):
            wrong.add("window_closed")
        if case.state not in (SUBMITTED, RETURNED, REJECTED) or case.round >= ROUNDS_MOST:
            wrong.add("wrong_state")
        if case.state == REJECTED and self.open_term(case.business) != case.term:
            wrong.add("wrong_state")
        if self._has_rival(case):
            wrong.add("live_application")
        wrong |= self.against_leaving(case.who) if case.business == OUT else self._against_ticket(case.who)
        if self.lease_of(case.no):
            wrong.add("leased")
        return wrong | self._against_grant(case)

    def _is_in_time(self, case: Filed) -> bool:
        if case.state == RETURNED:
            return self.now < self.windows[case.business, case.term].corrects
        return bool(self.open_term(case.business))

    def _has_rival(self, case: Filed) -> bool:
        others = [one for one in self.of(case.who, *LIVE) if one is not case]
        return any((one.business, one.unit) == (case.business, case.unit) for one in others)

    def _against_grant(self, case: Filed) -> Codes:
        somebody = self.people[case.who]
        lacks = case.business == "exemption" and not somebody.is_eligible
        return {"incomplete"} if lacks or case.unit in somebody.granted else set()

    def against_withdrawal(self, case: Filed, ver: int) -> Codes:
        wrong = set() if ver == case.ver else {"conflict"}
        if case.state != SUBMITTED or case.fee == PAID or case.business == IN:
            wrong.add("wrong_state")
        return wrong | ({"leased"} if self.lease_of(case.no) else set())

    def against_look(self, case: Filed, desk: Desk, self_is: str) -> Codes:
        """Why this desk knows nothing of the case, or has no part in it now. `self_is`: the candidate at that desk."""
        if case.who == self_is or (desk.stage == SCHOOL and desk.school != "X02"):
            return {"unknown"}
        return set() if case.desk == desk.stage else {"forbidden"}

    def against_lease(self, case: Filed, desk: Desk, self_is: str) -> Codes:
        wrong = self.against_look(case, desk, self_is)
        if not case.is_open:
            wrong |= {"wrong_state"}
        if self.is_others(case, desk):
            wrong |= {"forbidden"}
        lease = self.lease_of(case.no)
        return wrong | ({"leased"} if lease and lease.desk != desk.key else set())

    def is_others(self, case: Filed, desk: Desk) -> bool:
        """Whose employer has passed it first neither takes nor decides it at the city."""
        return desk.stage == case.desk == CITY and case.passed == desk.organisation

    def against_decision(self, case: Filed, desk: Desk, sitting: Sitting, outcome: str) -> Codes:
        """Apart from what the desk may see."""
        wrong, lease = set(), self.leases.get(case.no)
        if lease is None or lease.desk != desk.key or lease.until < self.now:
            wrong.add("conflict")
        if not case.is_open or (outcome == "pass" and (case.is_unconfirmed or self.is_outdated(case))):
            wrong.add("wrong_state")
        if desk.stage == CITY and (not case.passed or case.passed == desk.organisation):
            wrong |= {"forbidden", "conflict"} if not case.passed else {"forbidden"}
        if outcome == "pass" and not self._still_stands(case):
            wrong.add("incomplete")
        if outcome == "pass" and case.is_last_stage:
            wrong |= self._against_grant(case)
            if self.now >= sitting.mfa_at + 5 * MINUTE:
                wrong.add("step_up_required")
        is_late = self.now >= self.windows[case.business, case.term].corrects
        if outcome == "return" and (is_late or case.round >= ROUNDS_MOST or case.business == IN):
            wrong.add("incomplete")
        return wrong

    def _still_stands(self, case: Filed) -> bool:
        somebody = self.people[case.who]
        if case.business == OUT:  # its courses, whole
            return case.passes == {one for one in somebody.records if one.split()[0] in case.courses}
        if case.business == IN:
            return bool(self.arriving(case.who))
        return case.business != "graduation" or case.passes <= somebody.passes

    def decided(self, case: Filed, desk: Desk, outcome: str) -> None:
        """What a decision that counts makes of the case."""
        somebody = self.people[case.who]
        if outcome == "pass" and case.is_last_stage:
            case.state = APPROVED
            somebody.granted |= {ARRIVED} if case.business == IN else set()
            somebody.granted |= {case.unit} if case.business in ("exemption", "supplement") else set()
            somebody.left |= case.courses if case.business == OUT else set()
        elif outcome == "pass":
            case.state, case.stage, case.passed = UNDER_REVIEW, case.next_stage, case.passed or desk.organisation
        else:
            case.state = RETURNED if outcome == "return" else REJECTED
            case.due = self.windows[case.business, case.term].corrects
        self.moved(case)
        self.leases.pop(case.no, None)
        self.tell(case.who)

    def minute(self) -> None:
        """Returned cases whose end has come; a hint that came too early is moved to the end as it is set by now."""
        for case in self.cases.values():
            if case.state == RETURNED and case.due < self.now:
                corrects = self.windows[case.business, case.term].corrects
                if self.now < corrects:
                    case.due = corrects
                    continue
                case.state = EXPIRED
                self.moved(case)
                self.tell(case.who)

    def remind(self) -> None:
        """Each occasion is told when the clock first comes by, to those who had asked by then and are concerned."""
        for (business, term), span in self.windows.items():
            for occasion, begins, ends in (
                ("opens", span.opens, span.closes),
                ("closes", max(span.opens, span.closes - 3 * DAY), span.closes),
                ("corrects", max(span.opens, span.corrects - 3 * DAY), span.corrects),
            ):
                if begins <= self.now < ends and (business, term, occasion) not in self.told:
                    self.told.add((business, term, occasion))
                    self._cue(business, term, occasion)

    def _cue(self, business: str, term: str, occasion: str) -> None:
        for who, somebody in self.people.items():
            has_draft = any(one == business for one, _ in somebody.drafts)
            returned = any((one.business, one.term) == (business, term) for one in self.of(who, RETURNED))
            concerned = {"opens": True, "closes": has_draft, "corrects": returned}[occasion]
            if business in somebody.reminders and concerned:
                self.tell(who)

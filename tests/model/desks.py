"""What reviewers do."""

from typing import Any

from tests.model.base import Base, refusal
from tests.model.things import HOUR, MINUTE, STAGES, Filed, Lease
from tests.model.world import PASSWORD

IDLE = 15 * MINUTE
WORDS = {
    "exemption": ("EX14", "EX15"),
    "supplement": ("SC03", "SC04"),
    "graduation": ("GR16", "GR10"),
    "transfer_out": ("TO07", "TO01"),
    "transfer_in": ("TI02", "TI02"),
}


class DeskActs(Base):
    def self_of(self, desk: str) -> str:
        """The candidate who sits at this desk."""
        number = self.world.desks[desk].id_number
        return next((one.key for one in self.world.candidates.values() if one.id_number == number), "")

    def open_desk(self, desk: str) -> None:
        console, one = self.consoles[desk], self.world.desks[desk]
        form = {"account": one.key, "password": PASSWORD, "code": self.code_of(one)}
        assert self.judged("desk signs in", console.post("/review/session", form), set())
        self.sit(desk, IDLE)
        again = console.post("/review/session", form)
        assert refusal(again) == (401, "login_failed")  # a code counts once

    def come(self, desk: str) -> None:
        if not self.is_signed_in(desk):
            self.open_desk(desk)

    def leave(self, desk: str) -> None:
        self.come(desk)
        assert self.sent(desk, "POST", "/review/session/end").status == 204
        self.sittings[desk].ended = True

    def step_up(self, desk: str) -> None:
        self.come(desk)
        code = self.code_of(self.world.desks[desk])
        if self.judged("step up", self.sent(desk, "POST", "/review/session/step-up", {"code": code}), set()):
            self.sittings[desk].mfa_at = self.model.now

    def take_next(self, desk: str, business: str) -> Filed | None:
        """The oldest (first stages first) that nobody has, not even oneself, and that is not one's own or others'."""
        self.come(desk)
        one, now = self.world.desks[desk], self.model.now
        free = [
            case
            for case in self.model.cases.values()
            if case.business == business and case.waits and case.who != self.self_of(desk)
            if case.desk == one.stage and one.school in ("", "X02") and not self.model.is_others(case, one)
            if case.no not in self.model.leases or self.model.leases[case.no].until < now
        ]
        reply = self.sent(desk, "POST", "/review/queue/next", {"business": business})
        if not self.judged("take next", reply, set() if free else {"queue_empty"}):
            return None
        oldest = min(free, key=lambda case: (STAGES[business].index(case.stage), case.since, case.no))
        assert reply.json["id"] == self.case_id(oldest)
        self.model.leases[oldest.no] = Lease(desk, now, now + HOUR // 2)
        return oldest

    def case_id(self, case: Filed) -> str:
        return f"{self.world.candidates[case.who].cid}.{case.no}"

    def lease(self, desk: str, place: int) -> None:
        if not self.model.cases:
            return
        self.come(desk)
        case = list(self.model.cases.values())[place % len(self.model.cases)]
        wrong = self.model.against_lease(case, self.world.desks[desk], self.self_of(desk))
        held, now = self.model.lease_of(case.no), self.model.now
        reply = self.sent(desk, "POST", f"/review/cases/{self.case_id(case)}/lease")
        if self.judged(f"lease {case.state}", reply, wrong):
            since = held.since if held and held.desk == desk else now
            self.model.leases[case.no] = Lease(desk, since, min(now + HOUR // 2, since + 4 * HOUR))

    def release(self, desk: str, place: int) -> None:
        if not self.model.cases:
            return
        self.come(desk)
        case = list(self.model.cases.values())[place % len(self.model.cases)]
        assert self.sent(desk, "POST", f"/review/cases/{self.case_id(case)}/release").status == 204
        lease = self.model.leases.get(case.no)
        if lease and lease.desk == desk:
            del self.model.leases[case.no]

    def reveal(self, desk: str, place: int) -> None:
        """Only to whoever holds the case; the number itself stands nowhere (I29 looks)."""
        if not self.model.cases:
            return
        self.come(desk)
        case = list(self.model.cases.values())[place % len(self.model.cases)]
        wrong = self.model.against_look(case, self.world.desks[desk], self.self_of(desk))
        if "forbidden" in wrong:
            wrong = {"unknown"}
        lease = self.model.lease_of(case.no)
        if lease is None or lease.desk != desk:
            wrong |= {"leased"}
        reply = self.sent(desk, "POST", f"/review/cases/{self.case_id(case)}/reveal")
        if self.judged("reveal", reply, wrong):
            assert reply.json["id_number"] == self.world.candidates[case.who].id_number

    def work(self, desk: str, business: str, outcome: str) -> None:
        """Takes the next case and decides it, with a fresh code where it is an approval."""
        case = self.take_next(desk, business)
        if case is not None:
            if outcome == "pass" and case.is_last_stage:
                self.step_up(desk)
            self._decide(desk, case, outcome)

    def decide(self, desk: str, place: int, outcome: str) -> None:
        """Any case, held or not."""
        if not self.model.cases:
            return
        self.come(desk)
        self._decide(desk, list(self.model.cases.values())[place % len(self.model.cases)], outcome)

    def _decide(self, desk: str, case: Filed, outcome: str) -> None:
        path, one = f"/review/cases/{self.case_id(case)}", self.world.desks[desk]
        shown = self.sent(desk, "GET", path)
        hidden = self.model.against_look(case, one, self.self_of(desk)) - {"forbidden"}
        if not self.judged("look at a case", shown, hidden):
            return
        reason_of_return, reason = WORDS[case.business]
        body: dict[str, Any] = {"ver": shown.json["ver"], "digest": shown.json["digest"], "outcome": outcome}
        if outcome == "pass" and shown.json["basis"]:
            tasks = [one for one in shown.json["checks"] if one["task"]]
            body["tasks"] = {one["key"]: "same" if one["task"] == "verify" else "ok" for one in tasks}
            body["basis"] = shown.json["basis"]
        if outcome == "return":
            body["items"] = [{"part": 0, "reasons": [reason_of_return], "words": ""}]
        if outcome == "reject":
            body["reasons"] = [reason]
        key = self.key()
        wrong = self.model.against_look(case, one, self.self_of(desk))
        wrong |= self.model.against_decision(case, one, self.sittings[desk], outcome)
        act = f"{outcome} {case.business} {case.state} {case.stage} {case.fee}"
        reply = self.sent(desk, "POST", f"{path}/decision", body, key)
        if self.judged(act, reply, wrong):
            self.model.decided(case, one, outcome)
            assert self.sent(desk, "POST", f"{path}/decision", body, key).json == reply.json
        elif reply.code == "wrong_state" and outcome == "pass" and self.model.is_outdated(case):
            self.model.ask_again(case)
            self.model.leases.pop(case.no, None)

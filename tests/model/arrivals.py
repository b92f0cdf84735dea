"""What another province sends for somebody, and what its candidate says to it."""

import tempfile
from pathlib import Path

from chalicelib.domain import transfer_files
from chalicelib.storage import people
from tests.model.candidates import CandidateActs
from tests.model.office import OfficeActs
from tests.model.things import Filed

IN = "transfer_in"
# A course of the plan that nobody has passed, and one that is none of it.
_SCORES = ("00312,政治学概论,理论,考试,75,6,2024-10", "00009,政治经济学,理论,考试,70,4,2024-10")


class ArrivalActs(CandidateActs, OfficeActs):
    def receive(self, who: str) -> None:
        """By a file of the office, a further one each time; refused where the ticket does what excludes it."""
        self.pass_time(1)
        self.keys += 1
        one, busy = self.world.candidates[who], self.model.is_busy(who)
        target = f"31,{one.ticket},5,120402,行政管理"
        person = f"JS-{self.keys},2026-11-20,{one.id_number},演示,32,320100000001,120402,行政管理,{target}"
        rows = "".join(f"{person},{score}\n" for score in _SCORES)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "transfers.csv"
            file.write_text(f"{','.join(transfer_files.titles())}\n{rows}", "utf-8")
            assert self._imported("transfers", file) == int(busy)
        self.asked["receive", "refused" if busy else ""] += 1
        if not busy:
            [no] = {no for no, line in people.load(one.cid).head.lines.items() if line.business == IN}
            self.model.cases[no] = Filed(no, who, IN, "1", self.model.current_term(IN), self.model.now)
            self.model.tell(who)

    def confirm(self, who: str) -> None:
        """The latest, whatever has become of it."""
        cases = [one for one in self.model.of(who) if one.business == IN]
        if not cases:
            return
        self.enter(who)
        key, case = self.key(), cases[-1]
        shown = next(one for one in self.sent(who, "GET", "/t/1/transfer-in").json["arrivals"] if one["no"] == case.no)
        body = {"ver": shown["ver"], "basis": shown["basis"]}
        reply = self._keyed(who, f"/t/1/transfer-in/{case.no}/confirmation", body, key)
        if self.judged(f"confirm {case.state} {case.stage}", reply, self.model.against_confirmation(case)):
            case.is_confirmed, case.passes = True, self.model.arriving(who)
            self.model.moved(case)

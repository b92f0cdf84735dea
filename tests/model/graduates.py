"""What graduates and movers do, and what becomes of their money."""

from typing import Any

import msgspec

from chalicelib.domain.ids import No
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.usecases.clock.sweep_orders import sweep_orders
from infra.local import simulated
from tests import corpus, graduating
from tests.apiclient import Browser
from tests.model.candidates import CandidateActs
from tests.model.desks import DeskActs
from tests.model.dumping import dump
from tests.model.things import Bill
from tests.security import transferring
from tests.security.graduating import CHOSEN, WORDS, offer

NONE = ("0" * 32, "1" * 32)
RECORD = f"/t/1/graduation/record?plan={CHOSEN['plan']}&addon={CHOSEN['addon']}"


class GraduateActs(CandidateActs, DeskActs):
    def photograph(self, who: str) -> None:
        self.enter(who)
        reply = self.sent(who, "POST", "/t/1/photo", offer())
        if self.judged("photograph", reply, set() if self.model.takes_photograph(who) else {"window_closed"}):
            form = reply.json
            clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=corpus.portrait())
            for _ in range(2):  # a page that heard nothing asks again
                again = self.sent(who, "POST", f"/t/1/photo/{form['id']}/complete", {"token": form["token"]})
                assert self.judged("accept photograph", again, set())
            clients.s3().delete_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"])
            self.model.people[who].photos.append(form["id"])

    def _item(self, who: str, business: str, unit: str) -> Any:
        if business == "transfer_out":
            return transferring.item(self.browsers[who], ref=1)
        return self._degree(who) if business == "graduation" else super()._item(who, business, unit)

    def _degree(self, who: str) -> Any:
        """Always the same, but for the courses that are missing by now: each is explained."""
        shown, somebody = self.sent(who, "GET", RECORD).json, self.model.people[who]
        papers, photo = (*somebody.uploads[:2], *NONE)[:2], (*somebody.photos[:1], *NONE)[0]
        typed = {
            "person": graduating.PERSON,
            "scores": CHOSEN,
            "explanations": [{"key": one["key"], "words": WORDS} for one in shown["missing"]],
            "evaluation": graduating.EVALUATION,
            "diploma": msgspec.structs.replace(graduating.DIPLOMA, uploads=papers[:1], proof_uploads=papers[1:]),
            "photo": photo,
            "seen": shown["seen"],
        }
        return msgspec.to_builtins(typed)

    # -- money --------------------------------------------------------------------------------------------------------

    def pay(self, who: str, place: int, way: str) -> None:
        """Whoever owes gets an order that can be paid, or hears that it is."""
        cases = [one for one in self.model.of(who) if one.business == "graduation"]
        if not cases:
            return
        self.enter(who)
        self.pass_time(1)
        case = cases[place % len(cases)]
        wrong = self.model.against_payment(case, way)
        reply = self.sent(who, "POST", "/orders", {"case": case.no, "way": way})
        if self.judged(f"pay {case.state} {case.fee}", reply, wrong):
            bill, told = self.model.standing(case, way), reply.json
            if bill is None:
                assert told["no"] not in self.model.bills
                self.model.ordered(told["no"], case, way)
                bill = self.model.bills[told["no"]]
            assert (told["no"], told["case"], told["state"]) == (bill.no, case.no, bill.state)

    def bill(self, place: int) -> Bill | None:
        bills = list(self.model.bills.values())
        return bills[place % len(bills)] if bills else None

    def scan(self, place: int) -> None:
        """Every code that was ever shown may still be on a screen: the channel takes money once, until the close."""
        bill = self.bill(place)
        if bill:
            self.pass_time(1)
            assert self.world.channel.pay(No(bill.no), self.clock()) is (bill.is_live and not bill.taken)
            bill.taken = bill.taken or bill.is_live

    def notify(self, place: int) -> None:
        """The channel tells of money, as often as it likes."""
        bill = self.bill(place)
        if bill and bill.taken:
            self.pass_time(1)
            told, stranger = self.world.channel.notice(No(bill.no)), Browser(self.world.app)
            reply = stranger.send("POST", f"/payments/{simulated.NAME}/notify", told)
            assert self.judged(f"notice of {bill.state} for {bill.case.state}", reply, set())
            self.model.heard(bill)

    def check_order(self, place: int) -> None:
        """Its owner asks whether the money has come."""
        bill = self.bill(place)
        if bill:
            self.enter(bill.case.who)
            self.pass_time(1)
            reply = self.sent(bill.case.who, "POST", f"/orders/{bill.no}/check")
            if self.judged(f"check {bill.state}", reply, set()):
                self.model.asked(bill)
                assert reply.json["state"] == bill.state

    def sweep(self, *, again: bool = False) -> None:
        """What is scheduled for orders; once more, it must change nothing."""
        self.pass_time(1)
        sweep_orders(self.clock())
        self.model.sweep()
        before = dump() if again else ""
        if again:
            sweep_orders(self.clock())
            assert dump() == before

    def ask_back(self, desk: str, place: int) -> None:
        bill = self.bill(place)
        if bill and self._office(desk, bill, "", {"reason": "误缴"}, self.model.against_asking_back(bill)):
            bill.asked = desk

    def give_back(self, desk: str, place: int) -> None:
        bill = self.bill(place)
        if bill:
            self.come(desk)
            self.pass_time(1)
            wrong = self.model.against_giving_back(bill, desk, self.sittings[desk])
            if self._office(desk, bill, "/approval", {}, wrong):
                self.model.given_back(bill, desk)

    def _office(self, desk: str, bill: Bill, path: str, body: dict[str, Any], wrong: set[str]) -> bool:
        self.come(desk)
        ver = self.sent(desk, "GET", f"/review/orders/{bill.no}").json["ver"]
        reply = self.sent(desk, "POST", f"/review/orders/{bill.no}/refund{path}", body | {"ver": ver})
        return self.judged(f"refund{path} {bill.state} {bill.case.state}", reply, wrong)

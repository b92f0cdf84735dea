"""A payment channel inside the process: for tests and for trying the service without any other program.

It keeps what a real channel would keep, and its notices carry a signature of its own. It ships with no package: a stage
that is deployed has no channel of this name.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec

from chalicelib.domain import refunds
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.order_moves import CURRENCY
from chalicelib.domain.orders import (
    Answer,
    Intent,
    Notice,
    NoticeRefusedError,
    Order,
    Proof,
    Standing,
    Way,
)
from chalicelib.domain.reconciling import BillLine, Turn
from chalicelib.domain.refunds import Return, Trouble
from chalicelib.storage import payments
from chalicelib.storage.payments.port import Payer

NAME = "simulated"
MERCHANT, APP = "simulated-merchant", "simulated-app"
# Such a refund does not exist at the channel.
_UNTAKEN = (Trouble.REFUSED, Trouble.ELSEWHERE)


def _number(order: Order) -> str:
    return order.refund.no if order.refund else refunds.first_no(order.no)


@dataclass
class GivenBack:
    """One refund, by its own number: when it arrived, or what is in its way."""

    amount: int
    at: Instant | None = None
    trouble: Trouble | None = None


@dataclass
class Account:
    """What the channel knows of one order."""

    amount: int
    is_closed: bool = False
    proof: Proof | None = None
    refunds: dict[str, GivenBack] = field(default_factory=dict)

    @property
    def returned(self) -> int:
        return sum(one.amount for one in self.refunds.values() if one.at)


class _Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`mac` is over the very text of `told`."""

    told: str
    mac: str


@dataclass
class Simulated:
    """`port.Provider`, and what payers do. `refunds_wait`: a refund takes until `finish_refund`, unless `trouble` is in
    its way.
    """

    accounts: dict[No, Account] = field(default_factory=dict)
    refunds_wait: bool = False
    trouble: Trouble | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def open(self, order: Order, payer: Payer, now: Instant) -> Intent:  # noqa: ARG002
        self.accounts.setdefault(order.no, Account(order.amount))
        return Intent(url=f"simulated://pay/{order.no}", until=order.expires)

    def query(self, order: Order) -> Answer:
        found = self.accounts.get(order.no)
        if found is None:
            return Answer(Standing.ABSENT)
        if found.proof:
            return Answer(Standing.PAID, msgspec.structs.replace(found.proof, source="query"))
        return Answer(Standing.CLOSED if found.is_closed else Standing.OPEN)

    def close(self, order: Order) -> Answer:
        found = self.accounts.get(order.no)
        if found and not found.proof:
            found.is_closed = True
        return self.query(order)

    def returned(self, order: Order) -> Return | None:
        return self._known(order)

    def _known(self, order: Order) -> Return | None:
        last, *before = refunds.numbers(order.no, _number(order))
        made = self.accounts[order.no].refunds
        known = [made[no] for no in before if no in made and made[no].trouble != Trouble.CLOSED]
        found = made.get(last) or next(iter(known), None)
        return Return(at=found.at, trouble=None if found.at else found.trouble) if found else None

    def refund(self, order: Order) -> Return:
        """By its number: another number is another refund, and of all together no more goes back than came."""
        account = self.accounts[order.no]
        alive = sum(one.amount for one in account.refunds.values() if one.trouble != Trouble.CLOSED)
        if self._known(order) is None:
            if self.trouble in _UNTAKEN or alive + order.amount > account.amount:
                return Return(trouble=self.trouble or Trouble.REFUSED)
            account.refunds[_number(order)] = GivenBack(order.amount, trouble=self.trouble)
            if not (self.refunds_wait or self.trouble):
                self.finish_refund(order.no, order.since)
        return self._known(order) or Return()

    def finish_refund(self, no: No, at: Instant) -> None:
        """The last one arrives, whatever was in its way."""
        *_, last = self.accounts[no].refunds.values()
        last.at, last.trouble = at, None

    def finish_refunds(self, at: Instant) -> None:
        """Whatever is under way arrives."""
        for no, account in self.accounts.items():
            if any(one.at is None and one.trouble is None for one in account.refunds.values()):
                self.finish_refund(no, at)

    def mend(self, at: Instant) -> None:
        """By the merchant on its platform: there is money again, another account takes what the first did not."""
        self.trouble = None
        for no, account in self.accounts.items():
            if any(one.trouble == Trouble.ABNORMAL for one in account.refunds.values()):
                self.finish_refund(no, at)

    def parse(self, headers: Mapping[str, str], raw: bytes, now: Instant) -> Notice:  # noqa: ARG002
        try:
            sent = msgspec.json.decode(raw, type=_Sent)
        except (msgspec.DecodeError, UnicodeDecodeError) as unreadable:
            raise NoticeRefusedError from unreadable
        if not hmac.compare_digest(sent.mac, self._mac(sent.told)):
            raise NoticeRefusedError
        return msgspec.json.decode(sent.told, type=Notice)

    def bill(self, day: date) -> tuple[BillLine, ...]:
        found = []
        for one in self.accounts.values():
            if one.proof and shanghai(one.proof.at).date() == day:
                found.append(_billed(one.proof, Turn.TAKEN))
            for back in one.refunds.values():
                if one.proof and back.at and shanghai(back.at).date() == day:
                    found.append(_billed(one.proof, Turn.GIVEN_BACK))
        return tuple(found)

    def pay(self, no: No, now: Instant) -> bool:
        """Somebody pays; a channel takes money once, and none for what is closed."""
        found = self.accounts.get(no)
        if found is None or found.is_closed or found.proof:
            return False
        self._take(no, now)
        return True

    def pay_late(self, no: No, now: Instant) -> None:
        """What should not happen and does: the money came in the moment of the close."""
        self.accounts[no].is_closed = True
        self._take(no, now)

    def _take(self, no: No, now: Instant) -> None:
        found = self.accounts[no]
        found.proof = Proof(
            source="notice",
            no=no,
            merchant=MERCHANT,
            app=APP,
            transaction=hashlib.sha256(no.encode()).hexdigest()[:28],
            amount=found.amount,
            currency=CURRENCY,
            at=now,
        )

    def notice(self, no: No, **changes: object) -> bytes:
        """What the channel tells of it, as often as it likes."""
        proof = self.accounts[no].proof
        return self._told(Notice(no, msgspec.structs.replace(proof, **changes) if proof else None))

    def refund_notice(self, no: No) -> bytes:
        """That its refund went on, whatever became of it."""
        return self._told(Notice(no))

    def _told(self, notice: Notice) -> bytes:
        told = msgspec.json.encode(notice).decode()
        return msgspec.json.encode(_Sent(told, self._mac(told)))

    def _mac(self, told: str) -> str:
        return hmac.digest(self.key, told.encode(), "sha256").hex()


def _billed(proof: Proof, turn: Turn) -> BillLine:
    return BillLine(no=proof.no, turn=turn, amount=proof.amount, currency=proof.currency, transaction=proof.transaction)


def enter(channel: Simulated, name: str = NAME) -> None:
    """Makes it one that the stage may name, and serves."""
    payments.CHANNELS[name] = payments.Channel(lambda: channel, (Way.NATIVE, Way.H5), "模拟支付", "模拟支付")
    payments.forget()

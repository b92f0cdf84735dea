"""WeChat Pay v3, for a merchant of its own: codes for the desk (Native) and pages for telephones (H5).

`wechat_core` carries the calls; here stands what they mean.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from wechatpayv3 import WeChatPayType

from chalicelib import observability
from chalicelib.domain import refunds
from chalicelib.domain.ids import No
from chalicelib.domain.instants import MINUTE, Instant, later, of, shanghai
from chalicelib.domain.order_moves import CURRENCY
from chalicelib.domain.orders import (
    Answer,
    ChannelBusyError,
    Intent,
    Notice,
    NoticeRefusedError,
    Order,
    Proof,
    Standing,
    Way,
)
from chalicelib.domain.reconciling import BillLine
from chalicelib.domain.refunds import Return, Trouble
from chalicelib.settings import SETTINGS
from chalicelib.storage import keys
from chalicelib.storage.payments import wechat_bill
from chalicelib.storage.payments.port import Payer
from chalicelib.storage.payments.wechat_core import Merchant, WeChat

NAME: Final = "wechat"
# A page's address works five minutes, and a code as long as its order (at most two hours).
_H5_LIFE: Final = 5 * MINUTE
_NOTIFY_PATH: Final = f"/api/payments/{NAME}/notify"
_PAID: Final = frozenset({"SUCCESS", "REFUND"})
_OPEN: Final = frozenset({"NOTPAY", "USERPAYING"})
# 退款异常: the money lies at the channel until the merchant sends it elsewhere; 退款关闭: he lacked it for seven days.
_TROUBLES: Final = {"ABNORMAL": Trouble.ABNORMAL, "CLOSED": Trouble.CLOSED}
# Of a refund that was not taken on (NOT_ENOUGH, USER_ACCOUNT_ABNORMAL …); tried again under the same number.
_REFUSALS: Final = frozenset({400, 403, 404})
# More is asked for than is left of the payment: the code of a fault of ours, too.
_OVERDONE: Final = "INVALID_REQUEST"
# 退还商户：商户基本账户、商户结算银行账户; all other accounts are the payer's.
_MERCHANTS: Final = ("商户", "退还商户")


class Called(NamedTuple):
    status: int
    body: dict[str, Any]


class _Amount(msgspec.Struct, frozen=True):
    total: int
    currency: str


class _Trade(msgspec.Struct, frozen=True):
    """What a success must say of itself, in a query as in a notification."""

    mchid: str
    appid: str
    out_trade_no: No
    transaction_id: str
    success_time: str
    amount: _Amount


class _Back(msgspec.Struct, frozen=True):
    """What a refund that succeeded must say of itself: when, and where to, which need not be the payer."""

    success_time: str
    user_received_account: Annotated[str, msgspec.Meta(min_length=1)]


def provider() -> "Provider":
    """Of the stage: keys from its secrets, the gateway from its settings."""
    merchant = msgspec.json.decode(keys.payment(NAME), type=Merchant)
    return Provider(WeChat(merchant, SETTINGS.wechat_gateway, SETTINGS.candidate_origin + _NOTIFY_PATH))


def _number(order: Order) -> str:
    return order.refund.no if order.refund else refunds.first_no(order.no)


class Provider:
    """`port.Provider`."""

    def __init__(self, pay: WeChat) -> None:
        self._pay, self._merchant = pay, pay.merchant

    def open(self, order: Order, payer: Payer, now: Instant) -> Intent:
        given = {"payer_client_ip": payer.address, "h5_info": {"type": "Wap"}}
        is_page = order.way == Way.H5
        called = self._called(
            self._pay.pay(
                description=order.name,
                out_trade_no=order.no,
                amount={"total": order.amount, "currency": CURRENCY},
                time_expire=shanghai(order.expires).isoformat(timespec="seconds"),
                scene_info=given if is_page else None,
                pay_type=WeChatPayType.H5 if is_page else WeChatPayType.NATIVE,
            )
        )
        url = called.body.get("h5_url" if is_page else "code_url")
        if called.status != 200 or not isinstance(url, str):
            raise self._refused("open", called)
        return Intent(url=url, until=min(later(now, _H5_LIFE), order.expires) if is_page else order.expires)

    def query(self, order: Order) -> Answer:
        called = self._called(self._pay.query(out_trade_no=order.no))
        if called.status == 404:
            return Answer(Standing.ABSENT)
        if called.status != 200:
            raise self._refused("query", called)
        state = called.body.get("trade_state")
        if state in _PAID:
            return Answer(Standing.PAID, self._asked(called))
        if state in _OPEN:
            return Answer(Standing.OPEN)
        return Answer(Standing.CLOSED)

    def close(self, order: Order) -> Answer:
        called = self._called(self._pay.close(order.no))
        if called.status == 204:
            return Answer(Standing.CLOSED)
        found = self.query(order)
        if found.standing == Standing.OPEN:
            raise self._refused("close", called)
        return found

    def returned(self, order: Order) -> Return | None:
        last, *before = refunds.numbers(order.no, _number(order))
        found = self._told_of(last)
        if found is None:
            # Of those that are over, one may have arrived after all
            others = (self._told_of(no) for no in before)
            found = next((one for one in others if one and one.trouble != Trouble.CLOSED), None)
        return found

    def refund(self, order: Order) -> Return:
        found = self.returned(order)
        if found:
            return found
        called = self._called(self._pay.refund(**self._back(order)))
        if called.status in _REFUSALS:
            self._refused("refund", called)
            is_elsewhere = called.body.get("code") == _OVERDONE and self._is_given_back(order)
            return Return(trouble=Trouble.ELSEWHERE if is_elsewhere else Trouble.REFUSED)
        return self._returned(called)

    def _told_of(self, no: str) -> Return | None:
        called = self._called(self._pay.query_refund(no))
        return None if called.status == 404 else self._returned(called)

    def _returned(self, called: Called) -> Return:
        if called.status != 200:
            raise self._refused("refund", called)
        state = called.body.get("status")
        if state != "SUCCESS":
            return Return(trouble=_TROUBLES.get(str(state)))
        try:
            back = msgspec.convert(called.body, _Back)
            at = of(datetime.fromisoformat(back.success_time))
        except (msgspec.ValidationError, ValueError) as unclear:
            raise self._refused("refund", called) from unclear
        is_kept = back.user_received_account.startswith(_MERCHANTS)
        return Return(trouble=Trouble.KEPT) if is_kept else Return(at=at)

    def _is_given_back(self, order: Order) -> bool:
        called = self._called(self._pay.query(out_trade_no=order.no))
        return called.status == 200 and called.body.get("trade_state") == "REFUND"

    def _back(self, order: Order) -> dict[str, Any]:
        """No reason: the office's own words are nobody else's."""
        amount = {"refund": order.amount, "total": order.amount, "currency": CURRENCY}
        return {"out_refund_no": _number(order), "out_trade_no": order.no, "amount": amount}

    def parse(self, headers: Mapping[str, str], raw: bytes, now: Instant) -> Notice:
        told = self._pay.opened(headers, raw, now)
        resource = told.get("resource")
        if not isinstance(resource, dict) or resource.get("mchid") != self._merchant.mchid:
            raise NoticeRefusedError
        no, kind = No(str(resource.get("out_trade_no", ""))), str(told.get("event_type", ""))
        if kind.startswith("REFUND."):
            return Notice(no)
        if resource.get("trade_state") != "SUCCESS":
            raise NoticeRefusedError
        return Notice(no, self._proof("notice", resource))

    def bill(self, day: date) -> tuple[BillLine, ...]:
        called = self._called(self._pay.trade_bill(bill_date=day.isoformat(), tar_type="GZIP"))
        if called.body.get("code") == "NO_STATEMENT_EXIST":
            return ()
        url, digest = called.body.get("download_url"), called.body.get("hash_value")
        if called.status != 200 or not isinstance(url, str) or not isinstance(digest, str):
            raise self._refused("bill", called)
        return wechat_bill.lines(self._pay.downloaded(url), digest)

    def _proof(self, source: str, told: Mapping[str, Any]) -> Proof:
        """Raises NoticeRefusedError for another merchant's or application's money, or what is no success at all."""
        try:
            trade = msgspec.convert(told, _Trade)
            at = of(datetime.fromisoformat(trade.success_time))
        except (msgspec.ValidationError, ValueError) as incomplete:
            raise NoticeRefusedError from incomplete
        if (trade.mchid, trade.appid) != (self._merchant.mchid, self._merchant.appid):
            raise NoticeRefusedError
        return Proof(
            source=source,
            no=trade.out_trade_no,
            merchant=trade.mchid,
            app=trade.appid,
            transaction=trade.transaction_id,
            amount=trade.amount.total,
            currency=trade.amount.currency,
            at=at,
        )

    def _asked(self, called: Called) -> Proof:
        try:
            return self._proof("query", called.body)
        except NoticeRefusedError as foreign:
            raise self._refused("query", called) from foreign

    def _called(self, answered: tuple[int, str | bytes]) -> Called:
        """Raises ChannelBusyError for what is no object of JSON."""
        status, text = answered
        try:
            return Called(status, msgspec.json.decode(text or "{}", type=dict[str, Any]))
        except msgspec.DecodeError as wrong:
            raise ChannelBusyError from wrong

    def _refused(self, call: str, called: Called) -> ChannelBusyError:
        """Logged by the channel's own code; its words may quote what was sent."""
        observability.log("channel refused", call=call, status=called.status, code=str(called.body.get("code", "")))
        return ChannelBusyError()

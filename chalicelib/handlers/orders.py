"""我的订单, payment, what channels tell, and refunds by the office."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import ids
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall, ChannelCall, StaffCall
from chalicelib.usecases.orders.list_orders import OrdersView, list_orders
from chalicelib.usecases.orders.pay_due import Payment, Payor, pay_due
from chalicelib.usecases.orders.refund_by_hand import approve_by_hand, ask_by_hand
from chalicelib.usecases.orders.refund_order import Cashier, approve_refund, ask_refund
from chalicelib.usecases.orders.show_for_office import OfficeOrderView, show_for_office
from chalicelib.usecases.orders.show_order import check_order, show_order
from chalicelib.usecases.orders.take_notice import take_notice
from chalicelib.usecases.orders.views import OrderView, PayView

blueprint = Blueprint(__name__)


class Asking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ver` is the version of the order that the page showed."""

    reason: str
    ver: int


class Approval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ver: int


@http.candidate(blueprint, "GET", "/orders")
def show_all(call: CandidateCall) -> OrdersView:
    return list_orders(call.cid, call.epoch, call.now)


@http.candidate(blueprint, "POST", "/orders", body=Payment)
def pay(call: CandidateCall, body: Payment) -> PayView:
    who = Payor(actor=call.actor, epoch=call.epoch, address=call.address)
    return pay_due(who, body, call.entropy, call.now)


@http.candidate(blueprint, "GET", "/orders/{order}")
def show(call: CandidateCall, order: str) -> OrderView:
    return show_order(call.cid, call.epoch, ids.parse_no(order), call.now)


@http.candidate(blueprint, "POST", "/orders/{order}/check")
def check(call: CandidateCall, order: str) -> OrderView:
    return check_order(call.cid, call.epoch, ids.parse_no(order), call.now)


@http.channel(blueprint, "POST", "/payments/{provider}/notify")
def notify(call: ChannelCall, provider: str) -> None:
    """No content tells the channel that it was heard; any refusal makes it tell again."""
    take_notice(provider, call.headers, call.raw, call.now)


@http.staff(blueprint, "GET", "/review/orders/{order}")
def show_to_office(call: StaffCall, order: str) -> OfficeOrderView:
    return show_for_office(call.staff, ids.parse_no(order), call.now)


@http.staff(blueprint, "POST", "/review/orders/{order}/refund", body=Asking)
def ask(call: StaffCall, order: str, body: Asking) -> OfficeOrderView:
    return ask_refund(_cashier(call), (ids.parse_no(order), body.ver), body.reason, call.now)


@http.staff(blueprint, "POST", "/review/orders/{order}/refund/approval", body=Approval)
def approve(call: StaffCall, order: str, body: Approval) -> OfficeOrderView:
    return approve_refund(_cashier(call), (ids.parse_no(order), body.ver), call.now)


@http.staff(blueprint, "POST", "/review/orders/{order}/by-hand", body=Asking)
def ask_otherwise(call: StaffCall, order: str, body: Asking) -> OfficeOrderView:
    return ask_by_hand(_cashier(call), (ids.parse_no(order), body.ver), body.reason, call.now)


@http.staff(blueprint, "POST", "/review/orders/{order}/by-hand/approval", body=Approval)
def approve_otherwise(call: StaffCall, order: str, body: Approval) -> OfficeOrderView:
    return approve_by_hand(_cashier(call), (ids.parse_no(order), body.ver), call.now)


def _cashier(call: StaffCall) -> Cashier:
    return Cashier(call.staff, call.mfa_at)

"""T+1: our orders of a day against the channels' bills. Money that nobody told us of is asked about and settled."""

from collections.abc import Sequence
from datetime import date

import msgspec

from chalicelib import observability
from chalicelib.domain import reconciling
from chalicelib.domain.errors import DomainError, UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import ChannelUnservedError, Order
from chalicelib.domain.reconciling import BillLine, Row, Turn
from chalicelib.storage import orders, payments
from chalicelib.usecases.orders.settling import receive
from chalicelib.usecases.orders.waiting import for_people


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """Every line of both sides, differences first; or (`fault`) why the bill could not be had."""

    channel: str
    rows: tuple[Row, ...] = ()
    fault: str = ""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An order of whatever day that people must see to, and how."""

    no: No
    text: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    sheets: tuple[Sheet, ...]
    waiting: tuple[Waiting, ...]


def reconcile_day(day: date, now: Instant) -> Report:
    """By every channel that is served, and every one that has orders of the day.

    What is settled here was not told within a day, and the row says so: `only_theirs`, as the bill was compared before.
    """
    ours = orders.of_day(day)
    channels = sorted({*payments.served(), *(order.provider for order in ours)})
    sheets = tuple(_compared(name, [one for one in ours if one.provider == name], day, now) for name in channels)
    found = ((order.no, for_people(order)) for order in orders.waiting())
    return Report(sheets=sheets, waiting=tuple(Waiting(no=no, text=text) for no, text in found if text))


def _compared(channel: str, ours: Sequence[Order], day: date, now: Instant) -> Sheet:
    """One channel's fault is nobody else's."""
    try:
        bill = payments.provider(channel).bill(day)
    except ChannelUnservedError:
        return Sheet(channel=channel, fault="这个渠道没有可用的商户密钥，不能下载账单")
    except DomainError as refused:
        return Sheet(channel=channel, fault=refused.message)
    rows = reconciling.compared(ours, bill, day)
    for line in bill:
        if line.turn == Turn.TAKEN:
            _heard(channel, line, now)
    return Sheet(channel=channel, rows=rows)


def _heard(channel: str, line: BillLine, now: Instant) -> None:
    """An order of ours that knows of no money: the channel is asked, as the sweep would have done."""
    try:
        order = orders.load(orders.owner(line.no), No(line.no))
        if order.proof or order.provider != channel:
            return
        answer = payments.provider(channel).query(order)
        if answer.proof:
            receive(order, answer.proof, now)
    except UnknownError:
        return
    except DomainError as refused:
        observability.log("not settled", no=line.no, code=refused.code)

"""T+1: our orders of a day against the channel's bill. Money that nobody told us of is asked about and settled."""

from datetime import date

from chalicelib import observability
from chalicelib.domain import reconciling
from chalicelib.domain.errors import DomainError, UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order
from chalicelib.domain.reconciling import BillLine, Row, Turn
from chalicelib.storage import orders, payments
from chalicelib.usecases.orders.settling import receive


def reconcile_day(day: date, now: Instant) -> tuple[Row, ...]:
    """Every line of both sides, differences first. Raises ChannelBusyError, UnknownError without a channel.

    What is settled here was not told within a day, and the row says so: `only_theirs`, as the bill was compared before.
    """
    provider = payments.provider(payments.offered())
    bill = provider.bill(day)
    found = reconciling.compared(orders.of_day(day), bill, day)
    for line in bill:
        if line.turn == Turn.TAKEN:
            _heard(line, now)
    return found


def _heard(line: BillLine, now: Instant) -> None:
    """An order of ours that knows of no money: the channel is asked, as the sweep would have done."""
    try:
        order = _unpaid(No(line.no))
        answer = payments.provider(order.provider).query(order) if order else None
        if order and answer and answer.proof:
            receive(order, answer.proof, now)
    except UnknownError:
        return
    except DomainError as refused:
        observability.log("not settled", no=line.no, code=refused.code)


def _unpaid(no: No) -> Order | None:
    order = orders.load(orders.owner(no), no)
    return None if order.proof else order

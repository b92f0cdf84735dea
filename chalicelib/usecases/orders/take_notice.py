"""Take a channel's notification. It is believed or refused as a whole; the same one again changes nothing."""

from collections.abc import Mapping

from chalicelib.domain.errors import UnknownError
from chalicelib.domain.instants import Instant
from chalicelib.storage import orders, payments
from chalicelib.usecases.orders.settling import look, receive


def take_notice(channel: str, headers: Mapping[str, str], raw: bytes, now: Instant) -> None:
    """Raises NoticeRefusedError, UnknownError, AmountDiffersError, BusyError: then the channel sends it again."""
    notice = payments.provider(channel).parse(headers, raw, now)
    order = orders.load(orders.owner(notice.no), notice.no)
    if order.provider != channel:
        raise UnknownError("没有找到这个订单")
    if notice.proof:
        receive(order, notice.proof, now)
    else:
        look(order, now)

"""What every channel does for an order. Each call may be made again, and may have been heard though nobody answered."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Answer, Intent, Notice, Order
from chalicelib.domain.reconciling import BillLine
from chalicelib.domain.refunds import Return


class Payer(msgspec.Struct, frozen=True):
    """What channels want to know of the device: its address; `openid` for those that pay inside the channel's app."""

    address: str
    openid: str = ""


class Provider(Protocol):
    """All but `parse` raise ChannelBusyError where no answer can be trusted."""

    def open(self, order: Order, payer: Payer, now: Instant) -> Intent:
        """The channel knows the order from then on; asked again it gives a fresh address for the same order."""

    def query(self, order: Order) -> Answer: ...

    def close(self, order: Order) -> Answer:
        """What stands afterwards: closed or absent, or paid where the payer was faster."""

    def returned(self, order: Order) -> Return | None:
        """What is known of its refund, under the present number or an earlier one; None where there is none to come:
        the channel never heard of it, or closed it."""

    def refund(self, order: Order) -> Return:
        """Asks for the whole amount back under the present number, unless something is known already."""

    def parse(self, headers: Mapping[str, str], raw: bytes, now: Instant) -> Notice:
        """Of a notification as it came. Raises NoticeRefusedError for everything that is not beyond doubt."""

    def bill(self, day: date) -> tuple[BillLine, ...]:
        """Everything the channel took and gave back on that day (in China). Raises BillUnreadableError."""

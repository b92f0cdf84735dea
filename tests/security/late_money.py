"""What befalls orders by the clock alone, after whoever pays, a channel or its notifications were late."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.domain import order_moves
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.refunds import Trouble
from chalicelib.storage import orders
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.clock.follow_windows import follow_windows
from infra.local.simulated import Simulated
from tests import money
from tests.builders import NOW
from tests.rights import Right
from tests.usecases import orders as acting


def settled(scheduled: Callable[[str, Instant], set[Right]], patch: pytest.MonkeyPatch) -> set[Right]:
    """Money after the close, of whose notification the end was lost; money for a case that its school took."""
    channel = Simulated()
    acting.connect(channel, patch)
    late, unwanted = (acting.pay(case=money.owe(seed=seed)).no for seed in (700, 701))
    asked = scheduled("settle_orders", later(NOW, 3 * HOUR))
    for no in (late, unwanted):
        channel.pay_late(no, later(NOW, 4 * HOUR))
    proof = channel.query(acting.order(late)).proof
    assert proof
    lost = order_moves.received(acting.order(late), proof, CLOCK, later(NOW, 4 * HOUR), is_wanted=True)
    assert lost
    orders.commit(lost)
    asked |= scheduled("settle_orders", later(NOW, 5 * HOUR))
    money.set_desks(online=False)
    follow_windows(later(NOW, 5 * HOUR))
    channel.trouble = Trouble.ABNORMAL
    acting.tell(channel, unwanted, 5 * HOUR)
    asked |= scheduled("settle_orders", later(NOW, 6 * HOUR))
    channel.trouble, channel.refunds_wait = None, True
    asked |= scheduled("settle_orders", later(NOW, 3 * DAY))
    channel.finish_refund(unwanted, later(NOW, 4 * DAY))
    asked |= scheduled("settle_orders", later(NOW, 6 * DAY))
    assert acting.state(unwanted) == "refunded"
    return asked


def deeds() -> set[str]:
    return {msgspec.json.decode(item.body)["event"] for item in AuditItem.scan() if item.pk.startswith("O#")}

"""What of an order waits for people, and what they are to do."""

from chalicelib.domain import refunds
from chalicelib.domain.orders import TEXTS, Order, next_look
from chalicelib.storage import payments


def for_people(order: Order) -> str:
    """Empty where nothing does; what waits for its channel only, the clock sees to."""
    if next_look(order, order.since) is None:
        return ""
    if not payments.is_served(order.provider):
        name, stands = payments.label(order.provider), TEXTS[order.state]
        return (
            f"支付渠道“{name}”没有可用的商户密钥：订单停在“{stands}”，不能查询、关闭或退款。"
            "请运维人员恢复该渠道的商户密钥，恢复后自动继续。"
        )
    return refunds.TEXTS[order.refund.hindrance] if order.refund and order.refund.hindrance else ""

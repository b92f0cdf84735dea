"""What the office sends to give money back, each step after those before it, which others of the office take."""

from typing import Any

from chalicelib.domain.ids import No
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.orders import Order, OrderState
from chalicelib.domain.refunds import Trouble
from chalicelib.storage import orders
from chalicelib.usecases.orders.refund_by_hand import ask_by_hand
from chalicelib.usecases.orders.refund_order import Cashier, approve_refund, ask_refund
from tests.apiclient import Browser
from tests.security import world
from tests.security.scene import Scene


def asking(scene: Scene, _who: str, _browser: Browser) -> Any:
    return {"reason": "重复缴费", "ver": _ver(No(scene.order))}


def approval(scene: Scene, _who: str, _browser: Browser) -> Any:
    """Somebody else of the office asked before."""
    return {"ver": _ver(_asked_back(scene))}


def _asked_back(scene: Scene) -> No:
    no = No(scene.order)
    if _order(no).refund is None:
        ask_refund(Cashier(world.CASHIER, scene.now), (no, _ver(no)), "重复缴费", scene.now)
    return no


def _refused(scene: Scene) -> No:
    """Two of the office want it back, and the channel, which is not put back to where it was, does not take that on."""
    no = _asked_back(scene)
    if _order(no).state == OrderState.REFUNDING:
        return no
    scene.channel.accounts[no].refunds.clear()
    scene.channel.trouble = Trouble.REFUSED
    approve_refund(Cashier(world.OFFICE, scene.now), (no, _ver(no)), scene.now)
    scene.channel.trouble = None
    return no


def ended(scene: Scene, _who: str, _browser: Browser) -> Any:
    return {"reason": "已转账", "ver": _ver(_refused(scene))}


def ended_approval(scene: Scene, _who: str, _browser: Browser) -> Any:
    """Somebody else of the office said so a minute before."""
    no = _refused(scene)
    said = ask_by_hand(Cashier(world.CASHIER, scene.now), (no, _ver(no)), "已转账", later(scene.now, -MINUTE))
    return {"ver": said.ver}


def _order(no: No) -> Order:
    return orders.load(world.FIRST.cid, no)


def _ver(no: No) -> int:
    return _order(no).ver

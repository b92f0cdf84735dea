"""What moves money: candidates, channels, the office and the clock."""

from typing import Any

from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, MINUTE, SECOND, later, shanghai
from chalicelib.domain.refunds import Trouble
from chalicelib.storage import orders
from chalicelib.usecases.orders.refund_by_hand import ask_by_hand
from chalicelib.usecases.orders.refund_order import Cashier
from infra.local import simulated
from tests import money
from tests.apiclient import Browser
from tests.builders import a_window
from tests.crashes.candidates import enter, posting
from tests.crashes.clockwork import running, two_schools
from tests.crashes.office import BUSY, at_the_office, typed
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand, told
from tests.security import world
from tests.usecases.orders import connect

ORDER = "POST /review/orders/{order}/refund"
BY_HAND = "POST /review/orders/{order}/by-hand"
# An order is written, then opened at the channel, then its address is noted: whoever asks again goes on from there.
STEPS = (r".",)
OVERTAKEN = ("409 conflict",)


def owing(at: Stand) -> Browser:
    """FIRST owes a fee, and the stage has a channel."""
    connect(at.channel, at.patch)
    browser = enter(at)
    money.owe(world.FIRST.cid, seed=700, at=at.clock())
    money.open_desks()
    return browser


def paying(at: Stand) -> dict[str, Any]:
    return {"case": money.a_number(700), "way": "native"}


def ordered(at: Stand, *, is_paid: bool = True) -> tuple[Browser, No]:
    """An order that is open, and paid at the channel, which told nobody yet."""
    browser = owing(at)
    no = No(browser.post("/orders", paying(at)).json["no"])
    if is_paid:
        at.channel.pay(no, at.clock())
    return browser, no


@scenario("POST /orders", crumbs=STEPS)
def pay(at: Stand) -> Doing:
    return posting(owing(at), "/orders", paying(at))


@scenario("POST /orders", "in another way", crumbs=STEPS)
def pay_otherwise(at: Stand) -> Doing:
    """The first order is closed before another one is made."""
    browser, _ = ordered(at, is_paid=False)
    return posting(browser, "/orders", paying(at) | {"way": "h5"})


@scenario("POST /orders/{order}/check")
def check(at: Stand) -> Doing:
    browser, no = ordered(at)
    return posting(browser, f"/orders/{no}/check")


@scenario("POST /payments/{provider}/notify")
def notify(at: Stand) -> Doing:
    """Repeated by the channel until it is heard."""
    _, no = ordered(at)
    sent, stranger = at.channel.notice(no), at.visitor()
    return lambda: told(stranger.send("POST", f"/payments/{simulated.NAME}/notify", sent))


def paid(at: Stand) -> No:
    _, no = ordered(at)
    reply = at.visitor().send("POST", f"/payments/{simulated.NAME}/notify", at.channel.notice(no))
    assert reply.status == 204
    return no


# Of two askers one is told that he was overtaken.
@scenario(ORDER, refusals=OVERTAKEN)
def ask(at: Stand) -> Doing:
    no = paid(at)
    return posting(at.desk(world.OFFICE), f"/review/orders/{no}/refund", {"reason": "误缴", "ver": version(no)})


def version(no: No) -> int:
    return orders.load(world.FIRST.cid, no).ver


# The order is written, then the channel is asked, then its answer is written: the clock does what is left.
@scenario(f"{ORDER}/approval", crumbs=STEPS, refusals=(*OVERTAKEN, "409 wrong_state"))
def approve(at: Stand) -> Doing:
    no = paid(at)
    path = f"/review/orders/{no}/refund"
    assert at.desk(world.CASHIER).post(path, {"reason": "误缴", "ver": version(no)}).status == 200
    return posting(at.desk(world.OFFICE), f"{path}/approval", {"ver": version(no)})


def refused(at: Stand) -> tuple[No, Browser, Browser]:
    """Two wanted it back, and the channel did not take that on."""
    no, cashier, office = paid(at), at.desk(world.CASHIER), at.desk(world.OFFICE)
    at.channel.trouble = Trouble.REFUSED
    path = f"/review/orders/{no}/refund"
    cashier.post(path, {"reason": "误缴", "ver": version(no)})
    approved = office.post(f"{path}/approval", {"ver": version(no)})
    at.channel.trouble = None
    assert approved.json["trouble"]
    return no, cashier, office


@scenario(BY_HAND, refusals=OVERTAKEN)
def say_by_hand(at: Stand) -> Doing:
    no, cashier, _ = refused(at)
    return posting(cashier, f"/review/orders/{no}/by-hand", {"reason": "已转账", "ver": version(no)})


@scenario(f"{BY_HAND}/approval", refusals=OVERTAKEN)
def agree_by_hand(at: Stand) -> Doing:
    """Said a minute before."""
    no, _, office = refused(at)
    said = ask_by_hand(Cashier(world.CASHIER, at.clock()), (no, version(no)), "已转账", later(at.clock(), -MINUTE))
    return posting(office, f"/review/orders/{no}/by-hand/approval", {"ver": said.ver})


@scenario("every_minute", "what nobody paid", crumbs=STEPS)
def lapse(at: Stand) -> Doing:
    """The time for paying is over, that for mending is not."""
    owing(at)
    two_schools(at)
    at.clock.now = later(a_window().closes, 2 * HOUR)
    return running(at, "every_minute")


@scenario("every_minute", "what a school takes itself by now", crumbs=STEPS)
def hand_over(at: Stand) -> Doing:
    """Two who were asked here, one after the other."""
    owing(at)
    money.owe(world.FIRST.cid, seed=701, at=at.clock())
    two_schools(at)
    money.set_desks(online=False)
    return running(at, "every_minute")


@scenario("settle_orders", "one that ran out", crumbs=STEPS, wait=90)
def expire(at: Stand) -> Doing:
    ordered(at, is_paid=False)
    at.clock.forward(hours=3)
    return running(at, "settle_orders")


@scenario("settle_orders", "paid and told by nobody", crumbs=STEPS, wait=90)
def find_out(at: Stand) -> Doing:
    ordered(at)
    at.clock.forward(minutes=2)
    return running(at, "settle_orders")


# What the first run settled, the second finds in order.
@scenario("reconcile", crumbs=STEPS, refusals=("0",))
def reconcile(at: Stand) -> Doing:
    ordered(at)
    day = f"{shanghai(later(at.clock(), -SECOND)):%Y-%m-%d}"
    at.clock.now = later(at.clock(), HOUR)
    return typed("reconcile", "--stage", "test", "--date", day)


@scenario("fees set-desk", refusals=BUSY)
def set_desk(at: Stand) -> Doing:
    return at_the_office(at, "set-desk", "--office", "X02", "--online", "yes", "--phone", "021-65640000", verb="fees")

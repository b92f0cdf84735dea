"""我的订单: what is owed, a code at the desk, the channel's page on a telephone, and every state of an order (M3.2-10).

The answers are those of the application's own views, on their way to the browser.
"""

import json
from typing import Any

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from chalicelib.domain.fees import Due
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.orders import Intent, Order, OrderState, Way
from chalicelib.domain.refunds import Trouble
from chalicelib.handlers import clock
from chalicelib.usecases.orders.list_orders import OrdersView
from chalicelib.usecases.orders.views import due_view, order_view, pay_view
from tests.browsing import DESK, axe, fits, screenshots, sign_in
from tests.builders import a_number
from tests.journeys.conftest import Contexts
from tests.money import a_due, a_proof, a_refund, an_order
from tests.stack import Stack

TELEPHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
CHANNEL = "https://pay.example.cn/"


class Server:
    """What the application answers to a page: `dues` and `orders` as they stand, each check with the next state.

    `ahead`: how far its clock has been moved, together with the page's, which believes each answer's time.
    """

    def __init__(self, context: BrowserContext, *dues: Due, orders: tuple[Order, ...] = ()) -> None:
        self.dues, self.orders, self.now = dues, list(orders), clock.now()
        self.states: list[OrderState] = []
        self.ahead = 0
        self.asked: list[Any] = []
        context.route("**/api/orders", self._orders)
        context.route("**/api/orders/*/check", self._check)

    def _orders(self, route: Route) -> None:
        if route.request.method == "POST":
            self.asked.append(json.loads(route.request.post_data or ""))
            self.orders = [an_open_order(self.now, Way(self.asked[-1]["way"]))]
            self._answer(route, pay_view(self.orders[0], self.now))
            return
        orders = tuple(order_view(one, clock.now()) for one in self.orders)
        until = next((one.expires for one in orders if one.can_pay), None)
        dues = tuple(due_view(msgspec.structs.replace(due, open_until=until)) for due in self.dues)
        self._answer(route, OrdersView(dues=dues, orders=orders, ways=(Way.NATIVE, Way.H5)))

    def _check(self, route: Route) -> None:
        if self.states:
            state = self.states.pop(0)
            self.orders = [msgspec.structs.replace(self.orders[0], state=state, proof=a_proof(at=self.now))]
            self.dues = () if state == OrderState.PAID else self.dues
        self._answer(route, order_view(self.orders[0], clock.now()))

    def _answer(self, route: Route, view: msgspec.Struct) -> None:
        headers = {"X-Now": str(clock.now() + self.ahead), "Content-Type": "application/json"}
        route.fulfill(body=msgspec.json.encode(view), headers=headers)


def an_open_order(now: Instant, way: Way) -> Order:
    url = f"{CHANNEL}{way}" if way == Way.H5 else "weixin://wxpay/bizpayurl?pr=demo"
    return an_order(
        provider="wechat",
        way=way,
        created_at=now,
        expires=later(now, 2 * HOUR),
        intent=Intent(url=url, until=later(now, HOUR)),
    )


def owed(**changes: Any) -> Due:
    return a_due(opens=later(clock.now(), -DAY), deadline=later(clock.now(), 3 * DAY), **changes)


def opened(page: Page, stack: Stack, path: str = "/orders/?t=1") -> None:
    sign_in(page, stack, "fenger")
    page.goto(stack.candidate + path)


def looked_at(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"orders-{name}")


def test_at_the_desk_a_code_is_paid_and_the_page_says_so(contexts: Contexts, stack: Stack) -> None:
    """M3.2-10: a way to pay, and the order in 我的订单."""
    context = contexts(viewport=DESK)
    server, page = Server(context, owed()), context.new_page()
    opened(page, stack)
    expect(page.get_by_role("heading", name="待支付：毕业审定费")).to_be_visible()
    expect(page.get_by_text("¥50.00")).to_be_visible()
    expect(page.get_by_text("缴费成功后不退")).to_be_visible()
    looked_at(page, "owed")
    page.get_by_role("button", name="去支付").click()
    expect(page.get_by_role("heading", name="请用微信扫码支付")).to_be_focused()
    expect(page.get_by_role("img", name="微信支付二维码")).to_be_visible()
    expect(page.get_by_text("还剩 119 分")).to_be_visible()
    assert server.asked == [{"case": a_due().no, "way": "native"}]
    expect(page.get_by_role("button", name="去支付")).to_have_count(0)
    looked_at(page, "code")
    server.states = [OrderState.PAID]
    page.get_by_role("button", name="我已支付，查看结果").click()
    expect(page.get_by_text("支付成功，已收到您的费用。")).to_be_visible()
    expect(page.get_by_text("已支付", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="去支付")).to_have_count(0)
    page.get_by_text("查看收据").click()
    expect(page.get_by_text("微信支付单号")).to_be_visible()
    expect(page.get_by_text(a_proof().transaction)).to_be_visible()
    expect(page.locator("dd").filter(has_text="行政管理（专升本）")).to_be_visible()
    looked_at(page, "receipt")


def test_on_a_telephone_the_channels_page_comes_back_and_is_not_believed(contexts: Contexts, stack: Stack) -> None:
    """Row 70: what comes back is asked for."""
    context = contexts(user_agent=TELEPHONE)
    server, page = Server(context, owed()), context.new_page()
    context.route(f"{CHANNEL}**", lambda route: route.fulfill(body="<title>微信支付</title>", content_type="text/html"))
    opened(page, stack)
    page.get_by_role("button", name="去支付").click()
    page.wait_for_url(f"{CHANNEL}**")
    back = page.evaluate("new URL(location.href).searchParams.get('redirect_url')")
    assert server.asked[-1]["way"] == "h5"
    assert back == f"{stack.candidate}/orders/?t=1&order={server.orders[0].no}"
    server.states = [OrderState.PAID]
    page.goto(back)
    expect(page.get_by_text("支付成功，已收到您的费用。")).to_be_visible()


def test_whoever_comes_back_unpaid_is_told_not_to_pay_twice(contexts: Contexts, stack: Stack) -> None:
    context = contexts()
    server, page = Server(context, owed()), context.new_page()
    server.orders = [an_open_order(server.now, Way.NATIVE)]
    page.clock.install()
    opened(page, stack, f"/orders/?t=1&order={server.orders[0].no}")
    expect(page.get_by_role("heading", name="正在确认支付结果")).to_be_visible()
    expect(page.get_by_role("button", name="继续支付")).to_have_count(0)
    server.ahead = 2 * MINUTE
    page.clock.run_for(2 * MINUTE)
    expect(page.get_by_text("仍在确认，请勿重复支付")).to_be_visible()
    looked_at(page, "unconfirmed")
    page.get_by_role("button", name="回到订单").click()
    expect(page.get_by_role("button", name="继续支付")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "due", "told"),
    [
        ("by-hand", {"online": False}, "毕业审定费不在本平台缴纳，请在现场签字前缴清，请向复旦大学咨询缴费办法。"),
        ("unannounced", {"opens": None, "deadline": None, "is_open": False}, "缴费时间待公布。"),
        ("soon", {"is_open": False}, "缴费将于"),
    ],
)
def test_where_nothing_can_be_paid_the_school_and_its_telephone_are_named(
    name: str, due: dict[str, Any], told: str, contexts: Contexts, stack: Stack
) -> None:
    """M3.2-10: if there is no prompt, whom to ask."""
    context = contexts()
    later_on = {"opens": later(clock.now(), DAY), "deadline": later(clock.now(), 3 * DAY)}
    Server(context, a_due(**(later_on | due)))
    page = context.new_page()
    opened(page, stack)
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_role("link", name="021-00000000")).to_have_attribute("href", "tel:021-00000000")
    expect(page.get_by_role("button", name="去支付")).to_have_count(0)
    looked_at(page, name)


def test_every_state_of_an_order_reads_plainly(contexts: Contexts, stack: Stack) -> None:
    context, now = contexts(), clock.now()
    back = {"proof": a_proof(at=now), "refund": a_refund(approved_at=now)}
    given: dict[OrderState, dict[str, Any]] = {
        OrderState.PAID: {"proof": a_proof(at=now)},
        OrderState.REFUNDING: back,
        OrderState.REFUNDED: back | {"refund": a_refund(approved_at=now, done_at=now)},
    }
    orders = tuple(
        an_order(
            no=No(a_number(70 + place)), state=state, created_at=now, expires=later(now, HOUR), **given.get(state, {})
        )
        for place, state in enumerate(OrderState)
    )
    stalled = a_refund(approved_at=now, trouble=Trouble.ABNORMAL)
    waiting = an_order(no=No(a_number(90)), state=OrderState.REFUNDING, created_at=now, **back | {"refund": stalled})
    server = Server(context, orders=(*orders, waiting))
    page = context.new_page()
    opened(page, stack)
    for text, count in {"待支付": 2, "支付确认中": 2, "已支付": 1, "已关闭": 1, "退款中": 2, "已退款": 1}.items():
        expect(page.locator(".tag").get_by_text(text, exact=True)).to_have_count(count)
    expect(page.get_by_text("退款原因：误缴。正在原路退回，一般 1 至 3 个工作日到账。")).to_be_visible()
    expect(page.get_by_text("退款没有顺利到账，工作人员正在处理，如有疑问请联系主考学校。")).to_be_visible()
    looked_at(page, "states")
    server.orders = []
    page.reload()
    expect(page.get_by_text("由主考学校收取的，请按学校公布的办法缴纳")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("不要通过别的途径付款")

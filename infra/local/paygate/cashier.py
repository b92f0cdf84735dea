"""What a payer sees: 模拟付款 with its outcomes, and the menu of what the channel may do wrong afterwards."""

import threading
from collections.abc import Callable
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from infra.local.paygate.ledger import Ledger, Trade
from infra.local.paygate.notices import FAULTS, REFUND_FAULTS, Notice, Notices

LATER_S = 20.0
# A channel repeats what was not heard; here it does so quickly, and not for a day.
REPEATS_S = (1.0, 3.0, 10.0, 30.0)
STATES = {"NOTPAY": "未支付", "SUCCESS": "已支付", "CLOSED": "已关闭", "REFUND": "已退款"}
TOLD = {
    "success": "付款成功，可以关闭本页。",
    "fail": "付款失败，没有扣款，可以再试。",
    "later": f"{LATER_S:.0f} 秒后付款，可以关闭本页。",
    "refused": "这笔订单已支付或已关闭，没有扣款。",
    "mend": "已在商户平台处理：余额已充值，异常退款已转到另一张银行卡。",
}
STYLE = """body{font:16px/1.6 sans-serif;max-width:32rem;margin:0 auto;padding:1rem}
form,ul{padding:1rem;border:1px solid #c9d1da;border-radius:8px}ul{list-style:none}
li{padding:.5rem 0;overflow-wrap:anywhere}
.told{padding:.75rem;background:#e7f4ea}b{font-size:1.5rem}
select,button{font:inherit;min-height:44px;padding:.25rem 1rem;max-width:100%}"""
# Address, headers, body → status; 0 where nobody answered.
Post = Callable[[str, dict[str, str], bytes], int]


class Shown(NamedTuple):
    """A page, or (`location`) where the payer's browser goes on."""

    status: int
    html: str = ""
    location: str = ""


class Cashier:
    def __init__(self, ledger: Ledger, notices: Notices, notify_urls: dict[str, str], post: Post) -> None:
        self.ledger, self.notices, self.notify_urls, self.post = ledger, notices, notify_urls, post

    def show(self, target: str) -> Shown:
        path, query = urlsplit(target)[2:4]
        if path == "/":
            return Shown(200, _page("模拟支付渠道", _list(list(self.ledger.trades.values()))))
        trade = self.ledger.by_token(path.removeprefix("/pay/"))
        if trade is None:
            return Shown(404, _page("没有这笔订单", ""))
        return Shown(200, _page("模拟付款", _form(trade, TOLD.get(parse_qs(query).get("told", [""])[0], ""))))

    def take(self, target: str, body: bytes) -> Shown:
        """What the payer chose; H5 pages name where to go back to, as the real ones do."""
        trade = self.ledger.by_token(urlsplit(target).path.removeprefix("/pay/"))
        if trade is None:
            return Shown(404, _page("没有这笔订单", ""))
        chosen = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        outcome, fault = chosen.get("outcome", "fail"), chosen.get("fault", "none")
        if outcome == "mend":
            self.ledger.mend_refund(trade.no)
        else:
            trade.refund_fault = chosen.get("refund", trade.refund_fault)
        if outcome == "success" and not self.pay(trade.no, fault):
            outcome = "refused"
        elif outcome == "later":
            _after(LATER_S, lambda: self.pay(trade.no, fault))
        back = parse_qs(urlsplit(target).query).get("redirect_url", [""])[0]
        return Shown(303, location=back or f"{urlsplit(target).path}?told={outcome}")

    def pay(self, no: str, fault: str = "none") -> bool:
        """Somebody pays, and the channel tells of it as the fault has it."""
        if not self.ledger.pay(no, even_closed=fault == "after_close"):
            return False
        for notice in FAULTS[fault][1](self.notices, self.ledger.trades[no]):
            self.send(no, notice)
        return True

    def send(self, no: str, notice: Notice) -> None:
        """Off at once or later, repeated until it is heard; the payer does not wait for it."""
        _after(notice.wait, lambda: self._sent(no, notice, REPEATS_S))

    def _sent(self, no: str, notice: Notice, repeats: tuple[float, ...]) -> None:
        heard = self.post(self.notify_urls[no], notice.headers, notice.body)
        if repeats and not 200 <= heard < 300:
            _after(repeats[0], lambda: self._sent(no, notice, repeats[1:]))


def _after(seconds: float, doing: Callable[[], object]) -> None:
    timer = threading.Timer(seconds, doing)
    timer.daemon = True
    timer.start()


def _list(trades: list[Trade]) -> str:
    rows = "".join(
        f'<li><a href="/pay/{one.token}">{escape(one.no)}</a> {_yuan(one)} {STATES[one.state]}</li>'
        for one in reversed(trades)
    )
    return f"<ul>{rows}</ul>" if rows else "<p>还没有订单。</p>"


def _form(trade: Trade, outcome: str) -> str:
    told = f'<p class="told" role="status">{outcome}</p>' if outcome else ""
    told += f"<p>{escape(str(trade.asked['description']))} <b>{_yuan(trade)}</b> {STATES[trade.state]}</p>"
    faults = "".join(f'<option value="{name}">{text}</option>' for name, (text, _) in FAULTS.items())
    refunds = "".join(
        f'<option value="{name}"{" selected" * (name == trade.refund_fault)}>{text}</option>'
        for name, text in REFUND_FAULTS.items()
    )
    buttons = (("success", "成功"), ("fail", "失败"), ("later", f"稍后（{LATER_S:.0f} 秒）"))
    return (
        f"{told}<p>商户订单号 {escape(trade.no)}</p>"
        '<form method="post"><p><label>付款后渠道怎样通知<br>'
        f'<select name="fault">{faults}</select></label></p><p><label>以后退款时的结果<br>'
        f'<select name="refund">{refunds}</select></label></p><p>模拟付款<br>'
        + " ".join(f'<button name="outcome" value="{value}">{text}</button>' for value, text in buttons)
        + '</p><p>模拟商户平台<br><button name="outcome" value="mend">充值，并把异常退款转到另一张银行卡</button>'
        "</p></form>"
    )


def _yuan(trade: Trade) -> str:
    return f"¥{trade.amount / 100:.2f}"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1><p>本机演示，不会真的扣款。</p>{body}</main>"
    )

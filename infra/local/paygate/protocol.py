"""The requests of WeChat Pay v3: each must be signed by the merchant, each answer is signed by the channel."""

import json
import re
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from infra.local.paygate import bill
from infra.local.paygate.keyring import MCHID, Keyring
from infra.local.paygate.ledger import Ledger

_AUTHORIZATION = re.compile(r'WECHATPAY2-SHA256-RSA2048 ((?:\w+="[^"]*",?)+)')
_SKEW_S = 300
# Codes by which a refund is not even taken on.
REFUSALS = frozenset({"NOT_ENOUGH", "USER_ACCOUNT_ABNORMAL"})


class Reply(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


class Asked(NamedTuple):
    """`path` with its query, as it was signed."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body or b"{}")
        return found


class RefusedError(Exception):
    """An answer of the channel's own codes."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Protocol:
    """`failing`: so many of the next requests are answered with 500. `refunds_wait`: they take their time.

    `notify_urls` are where each order's payer ends up being told of; the newest of an order counts.
    """

    def __init__(self, keyring: Keyring, ledger: Ledger, origin: str) -> None:
        self.keyring, self.ledger, self.origin = keyring, ledger, origin
        self.failing, self.refunds_wait = 0, False
        self.notify_urls: dict[str, str] = {}
        self._routes: tuple[tuple[str, str, Callable[..., Any]], ...] = (
            ("POST", r"/v3/pay/transactions/(native|h5|jsapi)", self._open),
            ("GET", r"/v3/pay/transactions/out-trade-no/([\w-]+)", self._query),
            ("POST", r"/v3/pay/transactions/out-trade-no/([\w-]+)/close", self._close),
            ("POST", r"/v3/refund/domestic/refunds", self._refund),
            ("GET", r"/v3/refund/domestic/refunds/([\w-]+)", self._query_refund),
            ("GET", r"/v3/bill/tradebill", self._bill),
            ("GET", r"/v3/certificates", self._certificates),
        )

    def answer(self, asked: Asked) -> Reply:
        if self.failing > 0:
            self.failing -= 1
            return Reply(500, b'{"code":"SYSTEM_ERROR"}', {"Content-Type": "application/json"})
        try:
            self._require_signed(asked)
            if asked.path.startswith("/v3/billdownload/file"):
                return Reply(200, bill.packed(self._bill_text(asked)), {"Content-Type": "application/octet-stream"})
            return self._signed(asked, *self._answered(asked))
        except RefusedError as refused:
            return self._signed(asked, refused.status, {"code": refused.code, "message": refused.code})

    def _answered(self, asked: Asked) -> tuple[int, object]:
        for method, pattern, doing in self._routes:
            found = re.fullmatch(pattern, urlsplit(asked.path).path)
            if found and method == asked.method:
                told: tuple[int, object] = doing(asked, *found.groups())
                return told
        raise RefusedError(404, "NOT_FOUND")

    def _require_signed(self, asked: Asked) -> None:
        found = _AUTHORIZATION.fullmatch(asked.headers.get("authorization", ""))
        given = dict(re.findall(r'(\w+)="([^"]*)"', found[1])) if found else {}
        body = asked.body.decode()
        message = f"{asked.method}\n{asked.path}\n{given.get('timestamp')}\n{given.get('nonce_str')}\n{body}\n"
        is_known = (given.get("mchid"), given.get("serial_no")) == (MCHID, self.keyring.merchant_serial)
        is_fresh = abs(int(given.get("timestamp", 0)) - time.time()) <= _SKEW_S
        if not (is_known and is_fresh and self.keyring.is_merchants(given.get("signature", ""), message)):
            raise RefusedError(401, "SIGN_ERROR")

    def _signed(self, asked: Asked, status: int, told: object) -> Reply:
        """With the key that the merchant named, or with the certificate where it named none."""
        body = "" if told is None else json.dumps(told, ensure_ascii=False)
        is_by_key = asked.headers.get("wechatpay-serial") == self.keyring.key_id
        serial = self.keyring.key_id if is_by_key else self.keyring.certificate_serial
        headers = self.keyring.signed(body, serial=serial)
        return Reply(status, body.encode(), {"Content-Type": "application/json"} | headers)

    def _open(self, asked: Asked, kind: str) -> tuple[int, object]:
        form = asked.json
        no, amount = form.get("out_trade_no", ""), form.get("amount", {})
        if not (re.fullmatch(r"[\w*|-]{6,32}", no) and amount.get("total", 0) > 0 and form.get("description")):
            raise RefusedError(400, "PARAM_ERROR")
        if kind == "h5" and "payer_client_ip" not in form.get("scene_info", {}):
            raise RefusedError(400, "PARAM_ERROR")
        trade = self.ledger.opened(no, form, kind)
        if trade is None:
            raise RefusedError(403, "OUT_TRADE_NO_USED")
        if trade.state != "NOTPAY":
            raise RefusedError(400, "ORDERPAID" if trade.transaction else "ORDERCLOSED")
        self.notify_urls[no] = form["notify_url"]
        address = f"{self.origin}/pay/{trade.token}"
        return 200, {"prepay_id": trade.token} if kind == "jsapi" else {
            "h5_url" if kind == "h5" else "code_url": address
        }

    def _query(self, _asked: Asked, no: str) -> tuple[int, object]:
        with self.ledger.trade(no) as trade:
            if trade is None:
                raise RefusedError(404, "ORDER_NOT_EXIST")
            return 200, trade.told()

    def _close(self, _asked: Asked, no: str) -> tuple[int, object]:
        with self.ledger.trade(no) as trade:
            if trade is None:
                raise RefusedError(404, "ORDER_NOT_EXIST")
            if trade.transaction:
                raise RefusedError(400, "ORDERPAID")
            trade.state = "CLOSED"
            return 204, None

    def _refund(self, asked: Asked) -> tuple[int, object]:
        form = asked.json
        with self.ledger.trade(form["out_trade_no"]) as trade:
            if trade is None or not trade.transaction:
                raise RefusedError(404, "RESOURCE_NOT_EXISTS")
            no, is_free = form["out_refund_no"], trade.refund_state in ("", "CLOSED")
            if form["amount"]["refund"] > trade.amount or no in trade.closed_refunds:
                raise RefusedError(400, "INVALID_REQUEST")
            if not is_free and no != trade.refund_no:
                raise RefusedError(400, "INVALID_REQUEST")
            if trade.refund_fault in REFUSALS:
                raise RefusedError(403, trade.refund_fault)
            if is_free:
                trade.state, trade.refund_no, trade.refund_state = "REFUND", no, "PROCESSING"
            if not self.refunds_wait:
                self.ledger.finish_refund(trade.no)
            return 200, trade.refund_told()

    def _query_refund(self, _asked: Asked, no: str) -> tuple[int, object]:
        trades = self.ledger.trades.values()
        found = next((trade for trade in trades if no in (trade.refund_no, *trade.closed_refunds)), None)
        if found is None:
            raise RefusedError(404, "RESOURCE_NOT_EXISTS")
        return 200, found.refund_told(no=no)

    def _bill(self, asked: Asked) -> tuple[int, object]:
        text, day = self._bill_text(asked), asked.query["bill_date"]
        url = f"{self.origin}/v3/billdownload/file?bill_date={day}"
        return 200, {"hash_type": "SHA1", "hash_value": bill.digest(text), "download_url": url}

    def _bill_text(self, asked: Asked) -> bytes:
        text = bill.plain(self.ledger, asked.query.get("bill_date", ""))
        if text is None:
            raise RefusedError(400, "NO_STATEMENT_EXIST")
        return text

    def _certificates(self, _asked: Asked) -> tuple[int, object]:
        made = self.keyring.certificate
        one = {
            "serial_no": self.keyring.certificate_serial,
            "effective_time": made.not_valid_before_utc.isoformat(),
            "expire_time": made.not_valid_after_utc.isoformat(),
            "encrypt_certificate": self.keyring.sealed(self.keyring.certificate_pem, "certificate"),
        }
        return 200, {"data": [one]}

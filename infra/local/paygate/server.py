"""The channel as a server of this machine: its interface below /v3, payers' pages beside it."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from infra.local.paygate.cashier import Cashier, Post, Shown
from infra.local.paygate.keyring import Keyring
from infra.local.paygate.ledger import Ledger
from infra.local.paygate.notices import Notices
from infra.local.paygate.protocol import Asked, Protocol, Reply

_TIMEOUT_S = 5


def post(url: str, headers: dict[str, str], body: bytes) -> int:
    try:
        with requests.Session() as session:
            session.trust_env = False
            return int(session.post(url, headers=headers, data=body, timeout=_TIMEOUT_S).status_code)
    except requests.RequestException:
        return 0


@dataclass
class Paygate:
    """The running channel. `origin` is its gateway, `keyring.merchant()` what a stage needs to know."""

    server: ThreadingHTTPServer
    keyring: Keyring
    ledger: Ledger
    notices: Notices
    protocol: Protocol
    cashier: Cashier

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version, sys_version = "paygate", ""
    gate: Paygate

    def handle(self) -> None:
        """Whoever leaves before the answer is nobody's fault."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def do_GET(self) -> None:
        if self.path.startswith("/v3/"):
            self._answer(self.gate.protocol.answer(self._asked(b"")))
        else:
            self._show(self.gate.cashier.show(self.path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.startswith("/v3/"):
            self._answer(self.gate.protocol.answer(self._asked(body)))
        else:
            self._show(self.gate.cashier.take(self.path, body))

    def _asked(self, body: bytes) -> Asked:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.command, self.path, headers, body)

    def _answer(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.status != 204:
            self.wfile.write(reply.body)

    def _show(self, shown: Shown) -> None:
        headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        if shown.location:
            headers["Location"] = shown.location
        self._answer(Reply(shown.status, shown.html.encode(), headers))

    def log_message(self, *_: Any) -> None:
        """The people of the local stack must stay readable."""


def start(port: int = 0, deliver: Post = post) -> Paygate:
    """Runs until it is stopped; port 0 takes any that is free. `deliver` posts the notifications."""
    keyring, ledger = Keyring(), Ledger()
    notices = Notices(keyring, ledger)
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    protocol = Protocol(keyring, ledger, f"http://127.0.0.1:{server.server_address[1]}")
    gate = Paygate(server, keyring, ledger, notices, protocol, Cashier(ledger, notices, protocol.notify_urls, deliver))
    handler.gate = gate  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, name="paygate", daemon=True).start()
    return gate

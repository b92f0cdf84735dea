"""How the local server answers (P13): kept-alive requests beside the same route through Chalice's test client."""

import http.client
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from infra.bench import stand
from infra.bench.figures import Figure
from tests.apiclient import Browser

ROUTE, REQUESTS, LIMIT = "/version", 100, 10.0
# Nagle's algorithm against a delayed acknowledgement costs 40 ms a request.
STALLED = (0.035, 0.050)


def figures() -> list[Figure]:
    app = stand.start()
    from infra.local import gateway
    from infra.local.static_site import StaticSite

    browser = Browser(app)
    with tempfile.TemporaryDirectory() as folder:
        host = gateway.Host(name="candidate", site=StaticSite(Path(folder), ""), site_bucket="")
        server = gateway.server(app, 0, host).server
        threading.Thread(target=server.serve_forever, daemon=True).start()
        kept = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
        pairs = [(_seconds(lambda: _served(kept)), _seconds(lambda: _inside(browser))) for _ in range(REQUESTS + 10)]
        kept.close()
        server.shutdown()
    served, inside = (list(one) for one in zip(*pairs[10:], strict=True))
    stalled = sum(STALLED[0] <= one <= STALLED[1] for one in served)
    ratio = statistics.median(served) / statistics.median(inside)
    print(f"medians: {statistics.median(served) * 1e3:.2f} ms served, {statistics.median(inside) * 1e3:.2f} ms inside")
    return [
        Figure("P13", f"GET {ROUTE} kept alive ÷ Chalice's test client", ratio, LIMIT, 1),
        Figure("P13", f"answers of {REQUESTS} that took 35 to 50 ms", stalled, 0),
    ]


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _served(kept: http.client.HTTPConnection) -> None:
    kept.request("GET", f"/api{ROUTE}")
    answer = kept.getresponse()
    if answer.status != 200 or not answer.read():
        raise RuntimeError(f"the server answered {answer.status}")


def _inside(browser: Browser) -> None:
    browser.get(ROUTE)

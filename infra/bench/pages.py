"""What the first view of every page weighs (P9), from a fresh build: bytes by brotli at its best, requests, fonts."""

import sys
import tempfile
from pathlib import Path

from infra.bench.figures import Figure
from infra.bench.processes import ROOT

sys.path.insert(0, str(ROOT / "site"))

from sitegen import publish
from sitegen.content import load
from sitegen.weights import FLIGHT, REQUESTS, WIZARD, Weight, limit_of, page_weights


def weights(folder: Path) -> dict[str, Weight]:
    """By host and address."""
    publish.write(publish.site(ROOT / "site", load(ROOT / "site/content/shanghai.toml")), folder)
    return {
        f"{host}{address}": weight
        for host in ("candidate", "console")
        for address, weight in page_weights(folder / host).items()
    }


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        found = weights(Path(folder))
        fonts = sum(path.suffix in (".woff", ".woff2", ".ttf", ".otf") for path in Path(folder).rglob("*"))
    for name, weight in found.items():
        print(f"{name:40.40} {weight.html:7} + {weight.assets:7} = {weight.total:7}  {weight.requests} requests")
    first = [one.total for name, one in found.items() if limit_of(name.removeprefix("candidate")) == FLIGHT]
    return [
        Figure("P9", "heaviest of login, home and scores (bytes)", max(first), FLIGHT),
        Figure("P9", f"heaviest of all {len(found)} pages (bytes)", max(w.total for w in found.values()), WIZARD),
        *(_requests(found, host, most) for host, most in REQUESTS.items()),
        Figure("P9", "web fonts", fonts, 0),
    ]


def _requests(found: dict[str, Weight], host: str, most: int) -> Figure:
    asked = max(weight.requests for name, weight in found.items() if name.startswith(host))
    return Figure("P9", f"most requests of a page of the {host} host", asked, most)

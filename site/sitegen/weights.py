"""What the first view of a page weighs on the wire: HTML, style sheets and script, each by brotli at its best."""

import re
from pathlib import Path

import brotli
import msgspec

# performance.md P9: one TCP flight for what everybody opens, strangers too, 24 KB for wizards and the rest.
FLIGHT, WIZARD = 14_600, 24 * 1024
# The page, its icon and its assets; the API's answer comes on top. The desk's pages have a script of their own more.
REQUESTS = {"candidate": 5, "console": 6}
_ONE_FLIGHT = frozenset({"/", "/login/", "/scores/", "/verify/"})
_ASSET = re.compile(r'<(?:link rel="stylesheet"|script(?: type="module")?) (?:href|src)="(/[^"]+)"')


class Weight(msgspec.Struct, frozen=True):
    """Bytes of one page's first view; `requests` counts the page itself, its assets and its icon."""

    html: int
    assets: int
    requests: int

    @property
    def total(self) -> int:
        return self.html + self.assets


def page_weights(dist: Path) -> dict[str, Weight]:
    """By address, for one host's folder such as `site/dist/candidate`."""
    known: dict[str, int] = {}
    return {_address(dist, page): _weight(dist, page, known) for page in sorted(dist.rglob("*.html"))}


def limit_of(address: str) -> int:
    return FLIGHT if address in _ONE_FLIGHT else WIZARD


def _address(dist: Path, page: Path) -> str:
    return "/" + page.relative_to(dist).as_posix().removesuffix("index.html")


def _weight(dist: Path, page: Path, known: dict[str, int]) -> Weight:
    html = page.read_bytes()
    assets = _ASSET.findall(html.decode())
    for url in assets:
        if url not in known:
            known[url] = _packed((dist / url.lstrip("/")).read_bytes())
    return Weight(_packed(html), sum(known[url] for url in assets), 2 + len(assets))


def _packed(body: bytes) -> int:
    return len(brotli.compress(body, quality=11))

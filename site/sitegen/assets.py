"""Style sheets, scripts and pictures under hashed names, so that they can be cached for ever."""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from sitegen.modules import join, stripped

STYLES = ("tokens", "base", "frame", "controls", "forms", "lists", "wizard", "adapt", "print")


class Asset(msgspec.Struct, frozen=True):
    """One file of /assets/: where it is served, what it holds, and its integrity value."""

    url: str
    body: bytes

    @property
    def integrity(self) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(self.body).digest()).decode()


class Assets:
    """Assets by logical name, made when a page first asks for them."""

    def __init__(self, static: Path) -> None:
        self._static = static
        self._made: dict[str, Asset] = {}

    def style(self, name: str) -> Asset:
        """`site` is every shared sheet in order; any other name is one sheet of static/css."""
        sheets = STYLES if name == "site" else (name,)
        return self._once(f"{name}.css", lambda: _squeezed("\n".join(self._sheet(sheet) for sheet in sheets)))

    def script(self, entry: str) -> Asset:
        """The joined modules of `static/js/<entry>.js`."""
        return self._once(f"{entry.replace('/', '-')}.js", lambda: join(self._static / "js" / f"{entry}.js"))

    def plain(self, path: str) -> Asset:
        """A classic script of static/, without its comments: it joins nothing."""
        return self._once(path.rsplit("/", 1)[-1], lambda: stripped((self._static / path).read_text()))

    def made(self, name: str, text: str) -> Asset:
        """A file that the generator has made itself."""
        return self._once(name, lambda: text)

    def has_script(self, entry: str) -> bool:
        return (self._static / "js" / f"{entry}.js").exists()

    def has_style(self, name: str) -> bool:
        return (self._static / "css" / f"{name}.css").exists()

    def files(self) -> dict[str, bytes]:
        return {asset.url.lstrip("/"): asset.body for asset in self._made.values()}

    def _sheet(self, name: str) -> str:
        return (self._static / "css" / f"{name}.css").read_text()

    def _once(self, name: str, make: Callable[[], str]) -> Asset:
        if name not in self._made:
            body = make().encode()
            stem, kind = name.rsplit(".", 1)
            digest = hashlib.sha256(body).hexdigest()[:10]
            self._made[name] = Asset(f"/assets/{stem}.{digest}.{kind}", body)
        return self._made[name]


def _squeezed(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip() + "\n"

"""Both sites, built once from the real sources, and their pages as trees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sitegen import modules, publish
from sitegen.content import Content, load

SITE = Path(__file__).parents[2] / "site"
VOID = {"br", "img", "input", "link", "meta", "hr"}


@dataclass
class Element:
    """`inert`: inside <template>, where scripts give the ids; `hidden`: it, or what is around it."""

    tag: str
    attributes: dict[str, str]
    inert: bool
    hidden: bool
    inside: tuple[str, ...]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Tree:
    address: str
    html: str
    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


class _Parser(HTMLParser):
    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree, self.open = tree, list[Element]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inert = any(element.tag == "template" for element in self.open)
        inside = tuple(element.tag for element in self.open)
        given = {name: value or "" for name, value in attrs}
        hidden = "hidden" in given or bool(self.open and self.open[-1].hidden)
        element = Element(tag, given, inert, hidden, inside)
        self.tree.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def tree_of(address: str, html: str) -> Tree:
    tree = Tree(address, html)
    _Parser(tree).feed(html)
    return tree


@pytest.fixture(scope="session")
def content() -> Content:
    return load(SITE / "content" / "shanghai.toml")


@pytest.fixture(scope="session")
def files(content: Content) -> dict[str, bytes]:
    """Everything a build makes, by its place in the output folder."""
    return publish.site(SITE, content)


@pytest.fixture(scope="session")
def trees(files: dict[str, bytes]) -> dict[str, Tree]:
    """Every page of both hosts, by host and address: `candidate/login/`."""
    pages = {name: body.decode() for name, body in files.items() if name.endswith(".html")}
    return {
        name.removesuffix("index.html"): tree_of(name.removesuffix("index.html"), html) for name, html in pages.items()
    }


@pytest.fixture(scope="session")
def candidate(trees: dict[str, Tree]) -> dict[str, Tree]:
    """The candidates' pages by address: `/login/`."""
    return {
        "/" + name.removeprefix("candidate/"): tree for name, tree in trees.items() if name.startswith("candidate/")
    }


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """An empty page to run a script's module in."""
    page = browser.new_page()
    yield page
    page.close()


def run(page: Page, module: str, expression: str, **values: Any) -> Any:
    """`expression` over `m`, the joined module, and `v`, the values."""
    script = f"""async ([text, v]) => {{
        const url = URL.createObjectURL(new Blob([text], {{type: "text/javascript"}}));
        const m = await import(url);
        return {expression};
    }}"""
    return page.evaluate(script, [modules.join(SITE / "static" / "js" / f"{module}.js"), values])

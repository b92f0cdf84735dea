"""The site of an invented province, built from its own configuration: nothing of the first one is left in it."""

import re
from pathlib import Path

import pytest
from sitegen import publish
from sitegen.content import Content, load

from chalicelib import data
from tests.sitegen.conftest import SITE, Tree, tree_of

CONFIGURATION = Path(__file__).with_name("another_province.toml")
FOREIGN = re.compile("上海|沪|shanghai|shmeea|本市|市考办|市教育|400-0960|021-|2082017394", re.IGNORECASE)


@pytest.fixture(scope="module")
def other() -> Content:
    return load(CONFIGURATION)


@pytest.fixture(scope="module")
def built(other: Content) -> dict[str, str]:
    return {name: body.decode() for name, body in publish.site(SITE, other).items()}


@pytest.fixture(scope="module")
def pages(built: dict[str, str]) -> dict[str, Tree]:
    return {name: tree_of(name, text) for name, text in built.items() if name.endswith(".html")}


def test_no_file_has_a_word_of_the_first_province(built: dict[str, str]) -> None:
    """M0-01: pages, scripts and data. That a certificate may come from Shanghai is known to every province, and schools
    that have a code are data that ships with the interface (`data/schools.json`), from which both are built.
    """
    (shanghai,) = (one for one in data.provinces().values() if one.code == "31")
    listed = re.compile(rf'(<option value="|<i id="p-)31">{shanghai.name}</|<option value="X\d\d">[^<]+</')
    found = {
        f"{name}: {text[max(0, match.start() - 30) : match.end() + 30]}"
        for name, text in ((name, listed.sub("", text)) for name, text in built.items())
        for match in FOREIGN.finditer(text)
    }
    assert found == set()


def test_both_builds_have_the_same_pages(pages: dict[str, Tree], trees: dict[str, Tree]) -> None:
    assert {name.removesuffix("index.html") for name in pages} == set(trees)


def test_name_contacts_and_links_are_the_provinces_own(pages: dict[str, Tree], other: Content) -> None:
    login = pages["candidate/login/index.html"]
    assert all(text in login.html for text in (other.name, other.about, other.password_hint, other.browsers))
    hrefs = {one["href"] for one in login.all("a")}
    assert {f"tel:{other.contacts.phone}", f"tel:{other.contacts.consulting}", other.links.registration} <= hrefs


def test_notices_and_schools_are_the_provinces_own(pages: dict[str, Tree], other: Content) -> None:
    schools = pages["candidate/schools/index.html"]
    places = {
        "exemption": "exemptions/notice",
        "supplement": "supplements/form",
        "graduation": "graduation/apply",
        "transfer_out": "transfers/out/apply",
    }
    for notice in other.notices:
        shown = pages[f"candidate/{places[notice.business]}/index.html"].html
        assert all(text in shown for text in notice.paragraphs)
    assert [one.text for one in schools.all("h2")][: len(other.schools)] == [one.name for one in other.schools]
    assert all(f"tel:{one.phone}" in [link["href"] for link in schools.all("a")] for one in other.schools if one.phone)


def test_scripts_speak_of_the_province_in_its_own_words(pages: dict[str, Tree], other: Content) -> None:
    for address, tree in pages.items():
        (body,) = tree.all("body")
        told = (body["data-here"], body["data-office"], body["data-authority"])
        assert told == (other.words.here, other.words.office, other.words.authority), address

"""The console's pages as they are built, and what its scripts work out without a server."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page
from sitegen import modules

from chalicelib.domain import passwords
from tests.sitegen.conftest import SITE, Tree, run

SCRIPTS = SITE / "static" / "js" / "console"
ENTRIES = {
    "/": "index",
    "/enrol/": "enrol",
    "/queue/": "queue",
    "/case/": "case",
    "/registers/": "registers",
    "/orders/": "orders",
    "/office/windows/": "office/windows",
    "/office/notices/": "office/notices",
    "/office/search/": "office/search",
    "/office/imports/": "office/imports",
    "/office/exports/": "office/exports",
    "/office/staff/": "office/staff",
}
OTHERS = {"/404.html", "/500.html", "/maintenance.html", "/unsupported/"}
LATER = {
    "data-dialogs": "dialogs",
    "data-decision": "case-work",
    "data-degree": "degree",
    "data-grounds": "grounds",
}
TRANSFORM = "console/case/transform"
PICTURE, STAGE = {"width": 1600, "height": 1000}, {"width": 800, "height": 600}


@pytest.fixture(scope="module")
def console(trees: dict[str, Tree]) -> dict[str, Tree]:
    return {"/" + name.removeprefix("console/"): tree for name, tree in trees.items() if name.startswith("console/")}


def test_the_console_has_these_pages(console: dict[str, Tree]) -> None:
    assert set(console) == set(ENTRIES) | OTHERS


@pytest.mark.parametrize("address", ENTRIES)
def test_every_behaviour_a_page_names_is_in_its_script(address: str, console: dict[str, Tree]) -> None:
    named = {name for one in console[address].elements for name in one["data-module"].split()}
    started = re.search(r"start\(\{(.*?)\}\)", (SCRIPTS / f"{ENTRIES[address]}.js").read_text())
    given = {name.split(":")[0].strip(' "') for name in started[1].split(",")} if started else set()
    assert named == given


@pytest.mark.parametrize("address", ENTRIES)
def test_a_page_has_one_heading_and_skips_no_level(address: str, console: dict[str, Tree]) -> None:
    levels = [int(one.tag[1]) for one in console[address].all("h1", "h2", "h3") if not one.inert]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_links_lead_to_pages_and_places_of_the_console(console: dict[str, Tree]) -> None:
    for address, tree in console.items():
        for link in [one for one in tree.all("a") if one["href"].startswith(("/", "#"))]:
            path, _, anchor = link["href"].partition("#")
            target = console[path.partition("?")[0] or address]
            assert not anchor or anchor in {one["id"] for one in target.elements}, (address, link["href"])


def test_what_is_fetched_later_is_there_and_not_in_the_first_view(
    console: dict[str, Tree], files: dict[str, bytes]
) -> None:
    first = set(modules.graph(SCRIPTS / "case.js"))
    for attribute, entry in LATER.items():
        (address,) = {one[attribute] for one in console["/case/"].elements if one[attribute]}
        assert "console" + address in files
        assert (SCRIPTS / f"{entry}.js").resolve() not in first
    assert not {path.name for path in first} & {"decision.js", "sending.js", "lease.js", "dialog.js"}


def test_the_token_of_an_enrolment_is_read_behind_the_hash_only() -> None:
    text = (SCRIPTS / "enrol.js").read_text()
    assert "location.hash" in text
    assert "location.search" not in text


def test_the_hint_names_the_shortest_password_of_staff(console: dict[str, Tree]) -> None:
    (hint,) = [one for one in console["/enrol/"].elements if one["id"] == "new-password-hint"]
    assert hint.text.startswith(f"{passwords.STAFF.shortest} 个字符以上")


def test_single_keys_are_told_to_assistive_technology(console: dict[str, Tree]) -> None:
    for address in ENTRIES:
        for element in console[address].elements:
            assert element["data-kbd"] == element["aria-keyshortcuts"], (address, element.attributes)


@pytest.mark.browser
@pytest.mark.parametrize(("turn", "scale"), [(0, 0.5), (90, 0.375), (180, 0.5), (270, 0.375)])
def test_a_picture_fits_the_stage_whichever_way_it_is_turned(blank: Page, turn: int, scale: float) -> None:
    found = run(blank, TRANSFORM, "m.fit(v.picture, v.stage, v.turn)", picture=PICTURE, stage=STAGE, turn=turn)
    assert found == scale


@pytest.mark.browser
def test_zooming_keeps_the_point_under_the_pointer(blank: Page) -> None:
    pose = run(blank, TRANSFORM, "m.zoomed({turn: 0, zoom: 2, x: 10, y: -20}, 1.5, 110, 80)")
    # The point lay 100 right of and 100 below the picture's centre, now it lies 150: the centre moves the other way.
    assert pose == {"turn": 0, "zoom": 3, "x": -40, "y": -70}


@pytest.mark.browser
@pytest.mark.parametrize(("factor", "zoom"), [(0.01, 1), (100, 8)])
def test_zoom_ends_at_the_whole_picture_and_at_eight_times(blank: Page, factor: float, zoom: int) -> None:
    assert run(blank, TRANSFORM, "m.zoomed(m.RESTING, v.factor).zoom", factor=factor) == zoom


@pytest.mark.browser
def test_no_picture_can_be_dragged_out_of_sight(blank: Page) -> None:
    far = "m.held({turn: v.turn, zoom: 2, x: 9000, y: -9000}, v.picture, v.stage)"
    upright = run(blank, TRANSFORM, far, turn=0, picture=PICTURE, stage=STAGE)
    lying = run(blank, TRANSFORM, far, turn=90, picture=PICTURE, stage=STAGE)
    assert (upright["x"], upright["y"]) == (400, -200)
    assert (lying["x"], lying["y"]) == (0, -300)

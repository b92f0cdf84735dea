"""What must hold for every page, whatever it says."""

import base64
import hashlib
import re
from itertools import pairwise
from urllib.parse import urlsplit

from sitegen.pages import CANDIDATE

from tests.sitegen.conftest import SITE, Element, Tree

Trees = dict[str, Tree]
CONTROLS = ("input", "select", "textarea")


def test_every_page_that_is_listed_is_built(candidate: Trees) -> None:
    assert set(candidate) == {page.path for page in CANDIDATE}


def test_every_page_has_one_heading_a_title_and_a_language(trees: Trees) -> None:
    for address, tree in trees.items():
        (html,), (title,) = tree.all("html"), tree.all("title")
        assert html["lang"] == "zh-CN", address
        assert title.text.count(" - ") >= 1, address
        assert len(tree.all("main")) == 1, address
    for address, tree in trees.items():
        if address.startswith("candidate/"):
            assert len([one for one in tree.all("h1") if not one.inert]) == 1, address


def test_headings_of_a_page_skip_no_level(candidate: Trees) -> None:
    for address, tree in candidate.items():
        levels = [int(one.tag[1]) for one in tree.all("h1", "h2", "h3", "h4") if not one.inert]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_nothing_needs_more_than_the_policy_allows(trees: Trees) -> None:
    """No inline script, style or handler, nothing from elsewhere: `script-src 'self'; style-src 'self'`."""
    for address, tree in trees.items():
        for element in tree.elements:
            assert element.tag != "style", address
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], address
        for script in tree.all("script"):
            assert script["src"].startswith("/assets/"), address
            assert not script.text.strip(), address
        assert all(one["href"].startswith("/") for one in tree.all("link")), address


def test_scripts_and_sheets_are_what_their_integrity_says(trees: Trees, files: dict[str, bytes]) -> None:
    for address, tree in trees.items():
        host = address.split("/")[0]
        for element in [one for one in tree.all("script", "link") if one["integrity"]]:
            body = files[host + (element["src"] or element["href"])]
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            assert element["integrity"] == f"sha256-{digest}", address


def test_ids_are_unique(trees: Trees) -> None:
    for address, tree in trees.items():
        ids = [one["id"] for one in tree.elements if one["id"]]
        assert len(ids) == len(set(ids)), address


def test_every_control_has_a_label(candidate: Trees) -> None:
    for address, tree in candidate.items():
        named = {label["for"] or label["data-for"] for label in tree.all("label")}
        for control in tree.all(*CONTROLS):
            wrapped = "label" in control.inside
            own = control["id"] in named or control["data-id"] in named
            assert own or wrapped or control["aria-label"] or control["aria-labelledby"], (address, control.attributes)


def test_every_label_names_a_control(candidate: Trees) -> None:
    for address, tree in candidate.items():
        controls = {one["id"] or one["data-id"] for one in tree.all(*CONTROLS)}
        targets = {label["for"] or label["data-for"] for label in tree.all("label")}
        assert targets <= controls, address


def test_descriptions_stand_on_the_page(trees: Trees) -> None:
    for address, tree in trees.items():
        ids = {one["id"] for one in tree.elements}
        for element in tree.elements:
            for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
                assert set(element[name].split()) <= ids, (address, element.attributes)


def test_every_button_says_what_it_does(candidate: Trees) -> None:
    for address, tree in candidate.items():
        for button in tree.all("button"):
            assert button.text.strip() or button["aria-label"], address
            assert button["type"] == "button" or "form" in button.inside, (address, button.attributes)


def test_forms_never_put_what_is_typed_into_an_address(trees: Trees) -> None:
    """Without its script a form would go by GET: number, password and code in the address and in every log."""
    forms = [(address, form) for address, tree in trees.items() for form in tree.all("form")]
    assert {address for address, _ in forms} >= {"candidate/login/", "console/", "console/enrol/", "console/case/"}
    assert [address for address, form in forms if form["method"] != "post"] == []


def test_signing_in_waits_for_its_script(trees: Trees) -> None:
    for address, tree in trees.items():
        for form in tree.all("form"):
            if form["data-sign-in"] or form["data-module"] == "sign-in":
                buttons = [one for one in tree.all("button") if "form" in one.inside and one["type"] != "button"]
                assert buttons, address
                assert all("disabled" in one.attributes for one in buttons), address


def test_every_page_says_that_it_needs_scripts(trees: Trees) -> None:
    for address, tree in trees.items():
        assert "需要启用 JavaScript" in "".join(one.text for one in tree.all("noscript")), address


def test_links_lead_somewhere(candidate: Trees) -> None:
    for address, tree in candidate.items():
        for link in _own_links(tree):
            parts = urlsplit(link["href"])
            target = candidate.get(parts.path or address)
            assert target, (address, link["href"])
            ids = {one["id"] for one in target.elements}
            assert not parts.fragment or parts.fragment in ids, (address, link["href"])


def _own_links(tree: Tree) -> list[Element]:
    return [link for link in tree.all("a") if link["href"].startswith(("/", "#"))]


def test_every_behaviour_a_page_names_is_in_its_script(candidate: Trees) -> None:
    for page in CANDIDATE:
        named = {name for one in candidate[page.path].elements for name in one["data-module"].split()}
        entry = SITE / "static" / "js" / f"{page.script}.js"
        started = re.search(r"start\(\{(.*?)\}\)", entry.read_text()) if page.script else None
        given = set(started[1].replace(" ", "").split(",")) if started else set()
        assert named <= given, page.path


def test_files_that_scripts_fetch_later_are_there(trees: Trees, files: dict[str, bytes]) -> None:
    for address, tree in trees.items():
        for element in tree.elements:
            for name in (
                "data-script",
                "data-adoption",
                "data-attestation",
                "data-dialogs",
                "data-samples",
                "data-sending",
                "data-mending",
                "data-rules",
                "data-scores",
                "data-explanations",
                "data-evaluation",
                "data-submit",
                "data-consequences",
                "data-target",
                "data-register",
                "data-register-style",
                "data-register-print",
            ):
                assert not element[name] or address.split("/")[0] + element[name] in files, address


def test_a_button_that_does_something_is_shut_until_its_script_is_there(trees: Trees) -> None:
    """A press before that would do nothing and say nothing. Showing the password and going back lose nothing."""
    for address, tree in trees.items():
        for button in tree.all("button"):
            harmless = {"data-reveal", "data-back"} & button.attributes.keys()
            later = button.hidden or button.inert or "dialog" in button.inside
            if "btn" in button["class"].split() and not harmless and not later:
                assert "disabled" in button.attributes, (address, button.attributes)

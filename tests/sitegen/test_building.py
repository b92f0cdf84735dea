"""The generator itself: joining modules, names by content, weights, writing."""

import re
import time
from pathlib import Path

import pytest
from sitegen import modules, publish
from sitegen.assets import Assets
from sitegen.content import Content, load
from sitegen.weights import REQUESTS, limit_of, page_weights

from tests.sitegen.conftest import SITE

SCRIPTS = sorted((SITE / "static" / "js").rglob("*.js"))


def _module(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_modules_are_joined_dependencies_first_and_once(tmp_path: Path) -> None:
    _module(tmp_path, "a.js", "// said once\nexport const one = 1;\n")
    _module(tmp_path, "b.js", 'import {one} from "./a.js";\nexport function two() {\n  return one + 1;\n}\n')
    _module(tmp_path, "all.js", 'export {one} from "./a.js";\nexport {two as double} from "./b.js";\n')
    entry = _module(
        tmp_path, "entry.js", 'import {one as first, double} from "./all.js";\nexport const sum = first + double();\n'
    )
    joined = modules.join(entry)
    assert joined.count("const one = 1") == 1
    assert joined.index("const one") < joined.index("function two") < joined.index("const sum")
    assert "{one:first,double}" in joined
    assert joined.rstrip().endswith("export const{sum}=_3;")
    assert "said once" not in joined


@pytest.mark.parametrize(
    "text",
    ["export default 1;\n", 'import all from "./a.js";\n', 'import * as a from "./a.js";\n', "export let one = 1;\n"],
)
def test_other_forms_of_modules_are_refused(tmp_path: Path, text: str) -> None:
    _module(tmp_path, "a.js", "export const one = 1;\n")
    with pytest.raises(ValueError, match="cannot join"):
        modules.join(_module(tmp_path, "entry.js", text))


def test_modules_in_a_circle_are_refused(tmp_path: Path) -> None:
    _module(tmp_path, "a.js", 'import {b} from "./b.js";\nexport const a = 1;\n')
    entry = _module(tmp_path, "b.js", 'import {a} from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(ValueError, match="circle"):
        modules.join(entry)


def test_a_name_that_a_module_does_not_export_is_refused(tmp_path: Path) -> None:
    _module(tmp_path, "a.js", "export const leave = 1;\n")
    _module(tmp_path, "b.js", 'export {leave as go} from "./a.js";\n')
    entry = _module(tmp_path, "entry.js", 'import {go, signOut as out} from "./b.js";\nexport const b = go;\n')
    with pytest.raises(ValueError, match=r"\./b\.js does not export signOut as out"):
        modules.join(entry)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_to_what_old_telephones_read(path: Path) -> None:
    """ES2019: no `?.`, `??`, class fields or top-level await (product.md § 3.2)."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|//.*', "", path.read_text())
    assert not re.search(r"\?\.(?!\d)|\?\?|^await|\.at\(|replaceAll|structuredClone", bare, re.MULTILINE)


def test_every_script_is_part_of_a_page() -> None:
    scripts = SITE / "static" / "js"
    folders = ("pages", "console", "console/office")
    entries = [entry for folder in folders for entry in (scripts / folder).glob("*.js")]
    names = (
        "candidate/adoption",
        "candidate/again",
        "candidate/attestation",
        "candidate/dialogs",
        "candidate/work",
        "candidate/activation",
        "candidate/sending",
        "candidate/verdicts",
        "candidate/credential-rules",
        "candidate/course-box",
        "candidate/pay",
        "graduation/person",
        "graduation/kept-paper",
        "graduation/scores",
        "graduation/explanations",
        "graduation/evaluation",
        "graduation/submit",
        "transfer/consequences",
        "transfer/target",
        "transfer/scores",
        "transfer/submit",
        "photo/cutting",
        "register/sheets",
    )
    later = [scripts / f"{name}.js" for name in names]
    used = {module for entry in [*entries, *later] for module in modules.graph(entry)}
    used |= {scripts / name for name in ("old-browser.js", "large-type.js", "core.js")}
    assert [path.name for path in SCRIPTS if path not in used] == []


def test_names_follow_the_content() -> None:
    first, second = Assets(SITE / "static"), Assets(SITE / "static")
    assert first.style("site") == second.style("site")
    assert re.fullmatch(r"/assets/site\.[0-9a-f]{10}\.css", first.style("site").url)
    assert "/*" not in first.style("site").body.decode()


def test_two_builds_are_the_same(files: dict[str, bytes], content: Content) -> None:
    assert publish.site(SITE, content) == files


def test_build_takes_less_than_two_seconds(content: Content) -> None:
    began = time.process_time()
    publish.site(SITE, content)
    assert time.process_time() - began < 2


def test_writing_leaves_nothing_of_an_earlier_build(tmp_path: Path) -> None:
    publish.write({"candidate/old.html": b"1", "console/index.html": b"1"}, tmp_path)
    (tmp_path / "elsewhere.txt").write_text("kept")
    (tmp_path / "candidate/.new.html.7").write_text("of a build beside this one")
    publish.write({"candidate/new.html": b"2", "console/index.html": b"1"}, tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"candidate/new.html", "console/index.html", "elsewhere.txt", "candidate/.new.html.7"}


def test_first_views_are_as_light_as_promised(tmp_path: Path, files: dict[str, bytes]) -> None:
    """P9; an API answer comes on top."""
    publish.write(files, tmp_path)
    for host, most in REQUESTS.items():
        for address, weight in page_weights(tmp_path / host).items():
            assert weight.total <= limit_of(address), (host, address, weight)
            assert weight.requests <= most, (host, address, weight)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("short_name", "shortname"),
        ('business = "graduation"\nversion = "2026-1"', 'business = "graduation"\nversion = "2027-1"'),
    ],
)
def test_a_misspelt_configuration_is_refused(tmp_path: Path, right: str, wrong: str) -> None:
    """Also one with a text that no window may name, or without one that it may."""
    text = (SITE / "content" / "shanghai.toml").read_text()
    assert right in text
    path = tmp_path / "wrong.toml"
    path.write_text(text.replace(right, wrong))
    with pytest.raises(Exception, match=r"shortname|graduation.*2027-1"):
        load(path)


def test_site_is_a_folder_and_never_a_package() -> None:
    assert not (SITE / "__init__.py").exists()

"""What may never stand in a tracked file."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".json", ".js", ".css", ".html", ".svg", ".cfg", ""}

# Written in pieces, so that this file may be searched too.
_MACHINE = ["/work" + "/", "/opt/" + "pypi", "/root/" + "."]
_REGISTRIES = ["pypi." + "org", "npmjs." + "org", "deb.debian." + "org", "pythonhosted." + "org"]
_UNFINISHED = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    chosen = [path for path in tracked() if path.suffix in TEXT]
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in chosen}


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return texts()


@pytest.mark.parametrize("word", [*_MACHINE, *_REGISTRIES, *_UNFINISHED])
def test_no_file_names_a_machine_a_registry_or_unfinished_work(word: str, sources: dict[str, str]) -> None:
    assert [name for name, text in sources.items() if word in text] == []


def test_no_generated_file_is_tracked() -> None:
    ignored = [".venv", "site/dist", "tests/output", ".chalice/deployed", "__pycache__"]
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    assert [name for name in names if any(part in name for part in ignored)] == []


# Keys of AWS, private keys, and the base64 of 32 bytes set beside a word for secret.
_SECRETS = r"AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY-----|(?i:secret|password|token)\W{1,5}[A-Za-z0-9+/]{43}="


def test_no_file_holds_a_secret(sources: dict[str, str]) -> None:
    """Threat row 89."""
    assert [name for name, text in sources.items() if re.search(_SECRETS, text)] == []


_SCRIPT_SINKS = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc"
_PAGE_SINKS = r"\son[a-z]+\s*=|\sstyle\s*=|javascript:|<style|<script(?![^>]*\ssrc=)|\|\s*safe\b|autoescape\s+false"


@pytest.mark.parametrize(("suffix", "sinks"), [(".js", _SCRIPT_SINKS), (".html", _PAGE_SINKS)])
def test_pages_offer_no_place_to_inject(suffix: str, sinks: str, sources: dict[str, str]) -> None:
    """The content security policy forbids all of these; a page that relies on one would be broken."""
    found = {
        f"{name}: {match.group()}"
        for name, text in sources.items()
        if name.startswith("site/") and name.endswith(suffix)
        for match in re.finditer(sinks, text)
    }
    assert found == set()

"""Commands of the pages run in a fresh shell, as they are printed."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_COMMAND = re.compile(r"[\w./]*python[\d.]* (?:-m infra\b|infra/|site/)")


def test_every_command_names_the_environment_it_runs_in() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    printed = [(page.name, found[0]) for page in pages for found in _COMMAND.finditer(page.read_text("utf-8"))]
    assert len(printed) > 20
    assert [place for place in printed if not place[1].startswith(".venv/bin/")] == []

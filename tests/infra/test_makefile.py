"""The two commands: what `make` lists, and what it says when Python is too old."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PUBLIC = {"run", "test", "check", "test-fast", "test-long", "bench", "site", "ministack", "clean", "help"}


def make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_command_with_a_sentence() -> None:
    done = make()
    listed = re.findall(r"^  make ([a-z-]+) +\S", done.stdout, re.MULTILINE)
    assert done.returncode == 0
    assert set(listed) == PUBLIC


def test_every_command_is_declared_phony() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == PUBLIC


@pytest.mark.parametrize(
    ("script", "said"), [("exit 1", "3.11"), (None, "3.11")], ids=["too old a Python", "no Python at all"]
)
def test_python_is_asked_for_in_a_sentence(script: str | None, said: str, tmp_path: Path) -> None:
    python = tmp_path / "python-old"
    if script:
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o700)
    done = make(f"PYTHON={python}", f"VENV={tmp_path}/venv", "check")
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "venv").exists()


def test_ci_installs_what_is_missing_and_runs_the_same_command() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert script.startswith("#!/usr/bin/env bash")
    assert "chromium" in script
    assert "fonts-noto-cjk" in script
    assert "python3-venv" in script
    assert script.rstrip().endswith("make test </dev/null")
    assert (ROOT / ".ci/run").stat().st_mode & 0o100

"""Finds Chromium and a Chinese font for the browser tests, or installs them; says how when neither can be had."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb")
_HELP = """找不到浏览器，也无法自动安装。 No Chromium, and none could be installed. Any one of these helps:
  - Debian/Ubuntu, as root:  apt-get update && apt-get install -y chromium fonts-noto-cjk
  - elsewhere:               {python} -m playwright install --with-deps chromium
  - a browser of your own:   export KAOJI_CHROMIUM=/path/to/chrome"""
_FONT_HELP = """没有中文字体，也无法自动安装。 No Chinese font, and none could be installed. As root:
  apt-get update && apt-get install -y fontconfig fonts-noto-cjk"""


class MissingError(RuntimeError):
    """Something that the tests need is not on this machine and cannot be installed."""


@cache
def find_or_install_chromium() -> Path:
    """PATH first, then Playwright's own download, then Debian's package. Raises MissingError."""
    for attempt in (_on_path, _of_playwright, _downloaded, _packaged):
        path = attempt()
        if path and _starts(path):
            return path
    raise MissingError(_HELP.format(python=sys.executable))


@cache
def ensure_chinese_font() -> None:
    """Without one, every page would be measured and pictured in boxes. Raises MissingError."""
    if _has_chinese_font():
        return
    _apt("fontconfig", "fonts-noto-cjk")
    if not _has_chinese_font():
        raise MissingError(_FONT_HELP)


def _on_path() -> Path | None:
    for name in (os.environ.get("KAOJI_CHROMIUM", ""), *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    return None


def _of_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def _downloaded() -> Path | None:
    print("Chromium: trying Playwright's download …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _of_playwright() if _succeeds(command, seconds=240) else None


def _packaged() -> Path | None:
    print("Chromium: trying Debian's package …", flush=True)
    _apt("chromium")
    return _on_path()


def _starts(path: Path) -> bool:
    """A download without its system libraries is no browser."""
    return _succeeds([str(path), "--version"], seconds=60)


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _apt(*packages: str) -> None:
    """Best effort: the caller looks whether the thing is there now."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _succeeds(install, seconds=600) and _succeeds(["apt-get", "update"], seconds=300):
        _succeeds(install, seconds=600)


def _succeeds(command: list[str], *, seconds: float) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run(_options: object = None) -> int:
    """`python -m infra browser`: what the tests will use."""
    try:
        print(f"Chromium: {find_or_install_chromium()}")
        ensure_chinese_font()
    except MissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0

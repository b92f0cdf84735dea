"""Chromium and a Chinese font are found, or installed, or missed with words that help."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra import browser

WAYS = ("_on_path", "_of_playwright", "_downloaded", "_packaged")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    browser.find_or_install_chromium.cache_clear()
    browser.ensure_chinese_font.cache_clear()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Lets only the named ways succeed; gives the list of those that were tried, in order."""

    def only(*working: str, starts: bool = True) -> list[str]:
        browser.find_or_install_chromium.cache_clear()
        seen: list[str] = []

        def way(name: str) -> Callable[[], Path | None]:
            def found() -> Path | None:
                seen.append(name)
                return Path(f"/usr/bin/{name}") if name in working else None

            return found

        for name in WAYS:
            monkeypatch.setattr(browser, name, way(name))
        monkeypatch.setattr(browser, "_starts", lambda _path: starts)
        return seen

    return only


@pytest.mark.parametrize("place", range(len(WAYS)), ids=WAYS)
def test_the_first_way_that_works_is_taken(place: int, tried: Callable[..., list[str]]) -> None:
    seen = tried(WAYS[place])
    assert browser.find_or_install_chromium() == Path(f"/usr/bin/{WAYS[place]}")
    assert seen == list(WAYS[: place + 1])


def test_a_browser_that_does_not_start_is_none(tried: Callable[..., list[str]]) -> None:
    seen = tried(*WAYS, starts=False)
    with pytest.raises(browser.MissingError):
        browser.find_or_install_chromium()
    assert seen == list(WAYS)


def test_without_any_the_run_fails_and_says_how(
    tried: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    tried()
    assert browser.run() == 1
    told = capsys.readouterr().err
    assert "apt-get install -y chromium fonts-noto-cjk" in told
    assert "playwright install" in told
    assert "KAOJI_CHROMIUM" in told


def test_ones_own_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "chrome"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o700)
    monkeypatch.setenv("KAOJI_CHROMIUM", str(own))
    assert browser._on_path() == own


def test_a_missing_font_is_installed_once_and_then_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    browser.ensure_chinese_font.cache_clear()
    monkeypatch.setattr(browser, "_has_chinese_font", lambda: False)
    monkeypatch.setattr(browser, "_apt", lambda *packages: asked.append(packages))
    with pytest.raises(browser.MissingError, match="fonts-noto-cjk"):
        browser.ensure_chinese_font()
    assert asked == [("fontconfig", "fonts-noto-cjk")]


def test_nothing_is_installed_without_the_right_to(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: float) -> bool:
        ran.append(command)
        return True

    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(browser, "_succeeds", run)
    browser._apt("chromium")
    assert ran == []


def test_a_command_that_is_not_there_has_failed() -> None:
    assert not browser._succeeds(["/no/such/program"], seconds=1)
    assert not browser._succeeds(["sleep", "5"], seconds=0.1)

"""Progress passes everything through and says how far it is."""

import sys

import pytest

from infra.imports.progress import followed


def test_lines_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(followed(range(5), "读取", 10, start=2)) == list(range(5))
    assert capsys.readouterr().err == "读取 7（100%）\n"


def test_a_bar_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    list(followed(range(3), "写入", 3))
    assert capsys.readouterr().err.endswith("█ 100% 3\n")


def test_nothing_to_do_is_all_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(followed([], "更正", 0)) == []
    assert "100%" in capsys.readouterr().err

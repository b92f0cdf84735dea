"""An import that broke off and is run again after another file went in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import MINUTE, later
from chalicelib.usecases.imports import write_sheets as writing
from infra.imports import scores
from tests.infra.imports.conftest import HEADER, NUMBER, Desk, in_words, stored

WRONG, RIGHT = 40, 88
Files = dict[int, Path]
Broken = Callable[[Any, str], None]


@pytest.fixture
def files(desk: Desk, person: Cid, time: Any) -> Files:
    """Two files of one session, by the score in them."""
    found = {score: desk.folder / f"{score}.csv" for score in (WRONG, RIGHT)}
    for score, path in found.items():
        path.write_text(f"{HEADER}{NUMBER},00015,{score}\n", "utf-8")
    return found


@pytest.fixture
def broken_off(desk: Desk, files: Files, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """The wrong file's import ends when it calls `name` of `owner`."""

    def failing(*_: Any) -> None:
        raise OSError("power")

    def run(owner: Any, name: str) -> None:
        with monkeypatch.context() as cut:
            cut.setattr(owner, name, failing)
            assert desk.run("scores", files[WRONG], session="2026-10") == 1

    return run


def score() -> int:
    found: int = stored()["A#S#2026-10#1#T"]["rows"][0]["score"]
    return found


def test_a_file_that_was_only_judged_does_not_replace_the_one_that_came_after(
    desk: Desk, files: Files, broken_off: Broken, time: Any
) -> None:
    broken_off(scores, "_write")
    out = in_words(later(time(), 30 * MINUTE))
    assert desk.run("scores", files[RIGHT], session="2026-10", release=out) == 0
    assert desk.run("scores", files[WRONG], session="2026-10") == 1
    assert "“2026-10，88.csv” 已装入另一个文件" in desk.said
    assert "确认请加 --again" in desk.said
    assert score() == RIGHT


def test_a_file_that_was_half_written_does_not_replace_the_one_that_replaced_it(
    desk: Desk, files: Files, broken_off: Broken
) -> None:
    broken_off(writing.bulk, "put")
    assert desk.run("scores", files[RIGHT], session="2026-10") == 1
    assert desk.run("scores", files[RIGHT], session="2026-10", again=True) == 0
    assert desk.run("scores", files[WRONG], session="2026-10") == 1
    assert "已装入另一个文件" in desk.said
    assert score() == RIGHT


def test_whoever_confirms_it_writes_the_whole_file_anew(desk: Desk, files: Files, broken_off: Broken) -> None:
    broken_off(writing.bulk, "put")
    desk.run("scores", files[RIGHT], session="2026-10", again=True)
    assert desk.run("scores", files[WRONG], session="2026-10", again=True) == 0
    assert "继续上次中断的导入" not in desk.said
    assert score() == WRONG

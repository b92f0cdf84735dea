"""What an import leaves on this machine: nothing, unless a later process can go on with it."""

from typing import Any

import pytest

from chalicelib.domain.errors import BusyError
from chalicelib.domain.ids import Cid
from chalicelib.storage import bulk, imports, keys, tickets
from infra.imports import spool
from tests.infra.imports import test_candidates as candidates
from tests.infra.imports.conftest import HEADER, MARKS, NUMBER, Desk
from tests.infra.imports.test_candidates import FIRST, SECOND, a_row

PEOPLE = candidates.HEADER + a_row() + a_row(SECOND, "乙·演示", "990000000002")


def left(desk: Desk) -> list[str]:
    return [file.name for file in (desk.folder / "spool").iterdir()]


def test_a_refused_file_leaves_no_number_behind(desk: Desk, person: Cid) -> None:
    assert desk.run("scores", f"{HEADER}{NUMBER},00015,161\n", session="2026-10") == 1
    assert desk.run("candidates", PEOPLE + a_row(name="")) == 1
    assert left(desk) == []


def test_what_a_lost_machine_left_broken_is_begun_anew(
    desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bulk, "put", _busy)
        assert desk.run("scores", MARKS, session="2026-10") == 1
    (kept,) = (desk.folder / "spool").glob("*.sqlite")
    kept.write_bytes(b"no database" * 999)
    assert desk.run("scores", MARKS, session="2026-10") == 0
    assert left(desk) == []


def test_what_is_written_again_can_be_gone_on_with(desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.run("scores", MARKS, session="2026-10") == 0
    with monkeypatch.context() as broken:
        broken.setattr(bulk, "put", _busy)
        assert desk.run("scores", MARKS, session="2026-10", again=True) == 1
    assert desk.run("scores", MARKS, session="2026-10", again=True) == 0
    assert "继续上次中断的导入" in desk.said


def test_a_first_call_that_failed_lets_go_of_the_file(desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, not when its error is forgotten."""
    error = BusyError()
    with monkeypatch.context() as broken:
        broken.setattr(imports, "find", lambda *_: _raised(error))
        assert desk.run("scores", MARKS, session="2026-10") == 1
    assert error.__traceback__
    assert desk.run("scores", MARKS, session="2026-10") == 0


def test_a_disk_that_is_full_is_told_in_a_sentence(desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_SCHEMA", f"PRAGMA max_page_count=1;{spool._SCHEMA}")
    assert desk.run("scores", MARKS, session="2026-10") == 1
    assert "导入中断，用同样的命令继续（database or disk is full）" in desk.said


def test_a_ticket_given_away_meanwhile_is_not_taken_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first import died before it wrote; another file gave one of its tickets to somebody else."""
    with monkeypatch.context() as broken:
        broken.setattr(bulk, "put", _busy)
        assert desk.run("candidates", PEOPLE) == 1
    assert desk.run("candidates", candidates.HEADER + a_row(FIRST, ticket="990000000002")) == 0
    assert desk.run("candidates", PEOPLE) == 1
    assert "第 3 行 · 准考证号：已属于另一个人" in desk.said
    assert "已写入的考生不变" in desk.said
    assert tickets.find(["990000000002"])["990000000002"].person == keys.person(FIRST)
    assert left(desk) == []


def _busy(*_: Any) -> None:
    raise BusyError


def _raised(error: Exception) -> None:
    raise error

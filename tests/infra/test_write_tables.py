"""What a stage holds, as tables that go back in."""

from argparse import Namespace
from pathlib import Path

import pytest

from chalicelib.storage import documents, library
from infra import stages, write_tables
from tests.infra.imports.conftest import Desk, desk
from tests.infra.imports.reference_files import NEW, a_plan, as_json

__all__ = ["desk"]


def written(folder: Path, kind: str, *ids: str) -> int:
    return write_tables.run(Namespace(kind=kind, file=folder / f"{kind}.csv", stage="test", id=list(ids)))


@pytest.mark.parametrize("kind", ["plans", "substitutions"])
def test_everything_written_goes_back_in_as_no_change(desk: Desk, tmp_path: Path, kind: str) -> None:
    assert written(tmp_path, kind) == 0
    assert desk.run(kind, tmp_path / f"{kind}.csv") == 0
    assert documents.head().rev == 0


def test_one_plan_can_be_edited_and_sent_back(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("plans", as_json(a_plan())) == 0
    assert written(tmp_path, "plans", NEW) == 0
    path = tmp_path / "plans.csv"
    path.write_text(path.read_text("utf-8-sig").replace(a_plan().version, "2027版（修订）"), "utf-8")
    assert desk.run("plans", path) == 0
    assert library.fresh().plans[NEW] == a_plan(version="2027版（修订）")


def test_an_unknown_plan_is_said_so(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert written(tmp_path, "plans", "SH-NEVER") == 1
    assert "没有 SH-NEVER" in capsys.readouterr().err
    assert not (tmp_path / "plans.csv").exists()


def test_a_stage_out_of_reach_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(_stage: str) -> str:
        raise LookupError("没有这个栈")

    monkeypatch.setattr(stages, "enter", unreachable)
    assert written(tmp_path, "plans") == 1

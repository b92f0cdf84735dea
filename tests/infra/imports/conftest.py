"""An operator at the command line of the tests' stage, and people to import scores of."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from infra import stages
from infra.imports import command


class Desk:
    """`run` gives the exit code; `said` everything printed by the last run."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.said = ""

    def run(self, kind: str, content: str | Path, **options: Any) -> int:
        path = content
        if isinstance(content, str):
            path = self.folder / f"{kind}.csv"
            path.write_text(content, "utf-8")
        given = {"stage": "test", "rows": None, "session": None, "release": None, "again": False, "dry_run": False}
        self._capsys.readouterr()
        code = command.run(Namespace(kind=kind, file=path, spool=self.folder / "spool", **(given | options)))
        out, err = self._capsys.readouterr()
        self.said = out + err
        return code


@pytest.fixture
def desk(aws: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(stages, "enter", lambda _stage: "https://console.example.org")
    return Desk(tmp_path, capsys)

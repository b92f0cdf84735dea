"""An operator at the command line of the tests' stage, and people to import scores of."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.handlers import clock as real_clock
from chalicelib.storage import bulk, keys, people, tickets
from chalicelib.storage.tables import RecordItem, RegistryItem
from chalicelib.storage.tickets import Holder
from infra import stages
from infra.imports import command
from tests.builders import CID, a_head

HEADER = "准考证号,课程代码,成绩\n"
NUMBER, PERSON = "990312950001", "00000019900101123X"
MARKS = f"{HEADER}{NUMBER},00015,61\n{NUMBER},00034,缺考\n"


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


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch, clock: Any) -> Any:
    monkeypatch.setattr(real_clock, "now", clock)
    return clock


@pytest.fixture
def person(aws: None) -> Cid:
    people.create(a_head(), PERSON)
    bulk.put(RegistryItem, [bulk.line_of(tickets.item(NUMBER, Holder(CID, TicketRef(1), keys.person(PERSON))))])
    return CID


def in_words(when: Instant) -> str:
    return f"{shanghai(when):%Y-%m-%d %H:%M:%S}"


def stored(cid: Cid = CID) -> dict[str, Any]:
    found = RecordItem.query(people.partition(cid), RecordItem.sk.startswith("A#S#"))
    return {item.sk: msgspec.json.decode(item.body or "") for item in found}

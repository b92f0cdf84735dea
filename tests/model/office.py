"""What time and the offices do: the clock and its functions, windows, scores, names."""

import contextlib
import io
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.fees import Desk
from chalicelib.domain.instants import Instant
from chalicelib.storage import windows
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.clock.send_outbox import send_outbox
from chalicelib.usecases.clock.send_reminders import send_reminders
from chalicelib.usecases.imports.import_windows import import_windows
from chalicelib.usecases.orders.set_desk import set_desk
from chalicelib.usecases.transfers.ask_again import ask_again
from chalicelib.usecases.uploads.forget_uploads import forget_uploads
from infra import stages
from infra.imports import command
from tests.model.base import Base
from tests.model.dumping import dump
from tests.model.things import MINUTE, Span
from tests.security.world import OFFICE

SESSION = "2026-10"
EDGES = ("opens", "closes", "corrects")


class OfficeActs(Base):
    def jump_to_edge(self, business: str, term: str, edge: str, offset: int) -> None:
        """To an edge that is still to come, so that the next act is just before, upon or behind it."""
        ahead = getattr(self.model.windows[business, term], edge) + offset - self.model.now
        if ahead > 0:
            self.pass_time(ahead)

    def tick(self, *, again: bool = False) -> None:
        """What is scheduled each minute; once more, it must change nothing (I34)."""
        self._run(follow_windows, send_reminders, send_outbox, again=again)
        self.model.minute()
        self.model.remind()
        self.ticked = self.model.now

    def hour(self) -> None:
        self._run(forget_uploads, ask_again, again=True)
        self.model.hour()

    def _run(self, *scheduled: Callable[[Instant], object], again: bool) -> None:
        for run in scheduled:
            run(self.clock())
        before = dump() if again else ""
        for run in scheduled if again else ():
            run(self.clock())
        assert not again or dump() == before

    def edit_windows(self, business: str, term: str, edge: str, ahead: int) -> None:
        """One edge is moved to a while from now. Whatever is accepted, nothing differs within the next minute (I7)."""
        now, key = self.model.now, (business, term)
        current = windows.fresh()
        [row] = [one for one in current.rows if (one.business, one.term) == key]
        moved = msgspec.structs.replace(row, **{edge: Instant(now + ahead)})
        outcome = import_windows((moved,), Edit(OPERATOR, Instant(now)), is_rehearsal=False)
        self.asked["edit windows", "refused" if outcome.faults else ""] += 1
        if outcome.faults:
            return
        before = [self.model.open_term(business, at) for at in (now, now + MINUTE - 1)]
        self.model.windows[key] = Span(moved.opens, moved.closes, moved.corrects)
        assert [self.model.open_term(business, at) for at in (now, now + MINUTE - 1)] == before

    def take_fees(self, *, online: bool) -> None:
        """Here, or at the school."""
        self.pass_time(1)
        set_desk("city", Desk(online=online, phone="021-65640000"), OFFICE, self.clock())
        self.model.online = online

    def correct_score(self, who: str, code: str, score: int) -> None:
        """By a small file, as an office sends it; released scores are corrected, with an event each."""
        somebody, ticket = self.model.people[who], self.world.candidates[who].ticket
        text = f"准考证号,课程代码,成绩\n{ticket},{code},{score}\n"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "scores.csv"
            file.write_text(text, "utf-8")
            assert self._imported("scores", file, session=SESSION) == 0
        somebody.scores[code] = score
        somebody.corrected.add(code)
        self.asked["correct score", ""] += 1

    def _imported(self, kind: str, file: Path, **options: object) -> int:
        given = {"stage": "test", "rows": None, "session": None, "release": None, "again": True, "dry_run": False}
        out = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            patch.setattr(stages, "enter", lambda _stage: "")
            return command.run(Namespace(kind=kind, file=file, spool=file.parent / "spool", **(given | options)))

"""From the rows of a file of scores to ready sheets: judged, sorted on disk, gathered by ticket, 100 tickets a call."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import scores as rules
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.imports.scores import Mark, ScoreRules
from chalicelib.domain.portions import portions
from chalicelib.domain.reference import Course
from chalicelib.storage import bulk, keys, tickets, transcripts
from chalicelib.storage.readers.tables import Table
from chalicelib.storage.tickets import Holder
from infra.imports.progress import followed
from infra.imports.spool import Spool

PUT: Final = "put"
CORRECT: Final = "correct"
FIGURES: Final = ("rows", "tickets", "marks", "sheets", "score_sum", "absent", "to_compare")
_UNKNOWN = Finding(rules.TICKET.title, "查无此准考证，请先导入考生")


class Preparation:
    """Fills the spool with everything that is to be written, and counts it; `report` says why that must not be."""

    def __init__(self, courses: Mapping[CourseCode, Course], released: Iterable[str], report: Report) -> None:
        """`released`: sessions that people see; their differing scores become corrections."""
        self._courses, self._released, self._report = courses, frozenset(released), report
        self._sheets = rules.Sheets(courses)
        self._digest = hashlib.sha256()
        self.figures: Counter[str] = Counter(dict.fromkeys(FIGURES, 0))
        self.sessions: set[str] = set()

    def read(self, table: Table, rules: ScoreRules, spool: Spool) -> None:
        spool.add(self._judged(table, rules))
        self.figures["rows"] = table.count

    def gather(self, spool: Spool) -> None:
        spool.add_work(self._work(spool), self._kept)

    def _judged(self, table: Table, rules: ScoreRules) -> Iterator[Mark]:
        judge, add = rules.judge, self._report.add
        for number, cells in followed(table.rows(), "读取", table.print.lines):
            mark, findings = judge(number, cells)
            for finding in findings:
                add(number, finding)
            if mark:
                yield mark

    @property
    def loading(self) -> set[str]:
        """Sessions whose sheets are written blind."""
        return self.sessions - self._released

    def _work(self, spool: Spool) -> Iterator[tuple[str, bytes]]:
        sorted_marks = map(Mark._make, spool.ordered())
        grouped = (list(marks) for _, marks in groupby(sorted_marks, attrgetter("ticket")))
        for portion in portions(followed(grouped, "查找准考证", 0), bulk.READ_MOST):
            holders = tickets.find([marks[0].ticket for marks in portion])
            for marks in portion:
                yield from self._of_ticket(holders.get(marks[0].ticket), marks)

    def _of_ticket(self, holder: Holder | None, given: list[Mark]) -> Iterator[tuple[str, bytes]]:
        marks, findings = rules.distinct(given)
        if holder is None:
            findings.append((given[0].row, _UNKNOWN))
        else:
            findings += rules.strangers(given, lambda number: holder.person == keys.person(number))
        for number, finding in findings:
            self._report.add(number, finding)
        return iter(()) if holder is None else self._lines(holder, marks)

    def _lines(self, holder: Holder, marks: Sequence[Mark]) -> Iterator[tuple[str, bytes]]:
        self._count(marks)
        for sheet in self._sheets.of(marks, holder.ref):
            self.sessions.add(sheet.session)
            if sheet.session in self._released:
                self.figures["to_compare"] += len(sheet.rows)
                yield CORRECT, msgspec.json.encode(Correction(holder.cid, sheet.ref, sheet.session, sheet.rows))
                continue
            line = transcripts.line(holder.cid, sheet)
            self._digest.update(line)
            self.figures["sheets"] += 1
            yield PUT, line

    def _count(self, marks: Sequence[Mark]) -> None:
        scores = [mark.score for mark in marks]
        present = [score for score in scores if score is not None]
        figures = self.figures
        figures["tickets"] += 1
        figures["marks"] += len(scores)
        figures["score_sum"] += sum(present)
        figures["absent"] += len(scores) - len(present)

    def _kept(self) -> dict[str, str | int]:
        """What a later process must know to go on and to finish."""
        return {
            "figures": msgspec.json.encode(self.figures).decode(),
            "sessions": " ".join(sorted(self.sessions)),
            "loading": " ".join(sorted(self.loading)),
            "digest": self._digest.hexdigest(),
        }

"""From the rows of a file of scores to ready sheets: judged, sorted on disk, gathered by ticket, 100 tickets a call."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports import scores as rules
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.imports.scores import Mark, ScoreRules
from chalicelib.domain.reference import Course
from chalicelib.storage import bulk, tickets, transcripts
from chalicelib.storage.tickets import Holder
from infra.imports.jobs import portions
from infra.imports.progress import followed
from infra.imports.spool import Spool, SpoolRow
from infra.imports.tables import Table

PUT: Final = "put"
CORRECT: Final = "correct"
_UNKNOWN = Finding(rules.TICKET.title, "查无此准考证，请先导入考生")

OfTicket = tuple[str, list[SpoolRow]]


class Preparation:
    """Fills the spool with everything that is to be written, and counts it; `report` says why that must not be."""

    def __init__(self, courses: Mapping[CourseCode, Course], released: Iterable[str], report: Report) -> None:
        """`released`: sessions that people see; their differing scores become corrections."""
        self._courses, self._released, self._report = courses, frozenset(released), report
        self._digest = hashlib.sha256()
        self.figures: Counter[str] = Counter(rows=0, tickets=0, sheets=0, score_sum=0, absent=0, to_compare=0)
        self.sessions: set[str] = set()

    def read(self, table: Table, session: str | None, spool: Spool) -> None:
        spool.add(self._judged(table, ScoreRules(self._courses, session)))
        self.figures["rows"] = table.count

    def gather(self, spool: Spool) -> None:
        spool.add_work(self._work(spool), self._kept)

    def _judged(self, table: Table, rules: ScoreRules) -> Iterator[SpoolRow]:
        for number, cells in followed(table.rows(), "读取", table.print.lines):
            mark, findings = rules.judge(cells)
            for finding in findings:
                self._report.add(number, finding)
            if mark:
                yield SpoolRow(mark.ticket, mark.session + mark.code, number, mark.score)

    def _work(self, spool: Spool) -> Iterator[tuple[str, bytes]]:
        grouped = ((ticket, list(rows)) for ticket, rows in groupby(spool.ordered(), itemgetter(0)))
        for portion in portions(followed(grouped, "查找准考证", 0), bulk.READ_MOST):
            holders = tickets.find([ticket for ticket, _ in portion])
            for ticket, rows in portion:
                yield from self._of_ticket(holders.get(ticket), rows)

    def _of_ticket(self, holder: Holder | None, rows: list[SpoolRow]) -> Iterator[tuple[str, bytes]]:
        marks, findings = rules.distinct((_mark(row), row.row) for row in rows)
        for number, finding in findings:
            self._report.add(number, finding)
        if holder is None:
            self._report.add(rows[0].row, _UNKNOWN)
            return
        self._count(marks)
        for sheet in rules.sheets(marks, holder.ref, self._courses):
            if sheet.session in self._released:
                self.figures["to_compare"] += len(sheet.rows)
                yield CORRECT, msgspec.json.encode(Correction(holder.cid, sheet.ref, sheet.session, sheet.rows))
                continue
            line = transcripts.line(holder.cid, sheet)
            self._digest.update(line)
            self.figures["sheets"] += 1
            yield PUT, line

    def _count(self, marks: list[Mark]) -> None:
        self.sessions.update(mark.session for mark in marks)
        self.figures["tickets"] += 1
        self.figures["marks"] += len(marks)
        self.figures["score_sum"] += sum(mark.score or 0 for mark in marks)
        self.figures["absent"] += sum(mark.score is None for mark in marks)

    def _kept(self) -> dict[str, str | int]:
        """What a later process must know to go on and to finish."""
        return {
            "figures": msgspec.json.encode(self.figures).decode(),
            "sessions": " ".join(sorted(self.sessions)),
            "digest": self._digest.hexdigest(),
        }


def _mark(row: SpoolRow) -> Mark:
    ticket, sort, _, score = row
    return Mark(ticket, sort[:7], CourseCode(sort[7:]), score if isinstance(score, int) else None)

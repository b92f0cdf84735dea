"""`import candidates`: from rows to people with their tickets; nothing is written before the whole file is judged."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from chalicelib import data
from chalicelib.domain.imports.candidates import COLUMNS, CandidateRules, Enrolled, Person, Shelf
from chalicelib.domain.imports.report import Report
from chalicelib.domain.portions import portions
from chalicelib.storage import bulk, library
from chalicelib.storage.readers.tables import Limits, Table
from chalicelib.usecases.imports.enter_people import enter_people
from chalicelib.usecases.imports.judge_people import SHARED, judged, people_of, require_free
from infra.imports import jobs
from infra.imports.jobs import Job, retried
from infra.imports.progress import followed
from infra.imports.spool import SpoolRow


def run(options: argparse.Namespace) -> int:
    """0 when everybody of the file is entered (or would be)."""
    report = Report()
    table = Table(options.file, COLUMNS, report, Limits(options.rows))
    with jobs.opened(options, "candidates", table.print.sha256) as job:
        if job.is_done(again=options.again):
            return 0
        shelf = Shelf(library.load(job.hold()).plans, data.schools())
        if not _prepare(job, table, shelf, report):
            return 1
        job.finish(**_enter(job, shelf))
    return 0


def _prepare(job: Job, table: Table, shelf: Shelf, report: Report) -> bool:
    """Goes on with what a process before this one had judged; meanwhile another import may have given tickets away."""
    if job.is_ready():
        print("继续上次中断的导入。", file=sys.stderr)
        _count_free(job, _after(job), report)
        if not jobs.said(report):
            print("上次中断前已写入的考生不变；请修改文件后重新导入。", file=sys.stderr)
            job.spool.clear()
            return False
        return True
    job.spool.clear()
    job.spool.add(_judged(table, CandidateRules(shelf), report))
    for row in job.spool.shared():
        report.add(row, SHARED)
    people = _count_free(job, "", report)
    if not jobs.said(report):
        return False
    job.ready({"rows": table.count, "people": people})
    return True


def _count_free(job: Job, after: str, report: Report) -> int:
    """How many people there are behind `after`, each with tickets that are nobody else's."""
    people = 0
    for portion in portions(followed(_people(job, after, report), "核对", 0), bulk.READ_MOST):
        people += len(portion)
        require_free(portion, report)
    return people


def _after(job: Job) -> str:
    return str(job.spool.kept("after") or "")


def _judged(table: Table, rules: CandidateRules, report: Report) -> Iterator[SpoolRow]:
    for id_number, row, found in judged(followed(table.rows(), "读取", table.print.lines), rules, report):
        yield id_number, found.ticket, row, msgspec.json.encode(found).decode(), ""


def _people(job: Job, after: str, report: Report) -> Iterator[Person]:
    spooled = job.spool.ordered(after)
    return people_of(
        ((key, row, msgspec.json.decode(str(data), type=Enrolled)) for key, _, row, data, _ in spooled), report
    )


def _enter(job: Job, shelf: Shelf) -> dict[str, int]:
    """By the hundred. A portion that was begun is looked at again, and only what is missing is written."""
    counted = {name: job.at(name) for name in ("new", "changed", "same")}
    left = _people(job, _after(job), Report())
    left = followed(left, "写入", job.figures()["people"], start=sum(counted.values()))
    for portion in portions(left, bulk.READ_MOST):
        found = retried(partial(_entered, portion, shelf, job))
        counted = {name: count + found[name] for name, count in counted.items()}
        job.reached(job.hold(), {"after": portion[-1].id_number, **counted})
    return counted


def _entered(people: list[Person], shelf: Shelf, job: Job) -> Mapping[str, int]:
    return enter_people(people, shelf, job.hold(), is_rehearsal=job.is_rehearsal)

"""`import transfers`: what other provinces sent; nothing is written before the whole file is judged."""

import argparse

from chalicelib import data
from chalicelib.domain.imports import transfer_tables
from chalicelib.domain.imports.report import Report
from chalicelib.domain.transfer_files import COLUMNS
from chalicelib.storage import bulk
from chalicelib.usecases.imports.receive_transfers import Found, judge_arrivals, receive_transfer
from infra.imports import jobs
from infra.imports.jobs import Job, portions, retried
from infra.imports.tables import Table


def run(options: argparse.Namespace) -> int:
    """0 when everybody of the file is received (or would be)."""
    report = Report()
    table = Table(options.file, COLUMNS, report, expected=options.rows)
    with jobs.opened(options, "transfers", table.print.sha256) as job:
        if job.is_done(again=options.again):
            return 0
        found = _judged(table, report, job)
        if not jobs.said(report):
            return 1
        new = sum(_received(one, job) for one in found)
        job.finish(rows=table.count, people=len(found), received=new, known=len(found) - new)
    return 0


def _judged(table: Table, report: Report, job: Job) -> list[Found]:
    """Whoever cannot be found here, or cannot be received now, is told by row."""
    sheet, found = transfer_tables.arrivals_of(table.rows(), data.provinces()), []
    findings = list(sheet.findings)
    for portion in portions(sheet.arrivals, bulk.READ_MOST):
        judged = judge_arrivals(tuple(portion), job.hold())
        found += judged.found
        findings += judged.faults
    for row, finding in findings:
        report.add(row, finding)
    return found


def _received(one: Found, job: Job) -> bool:
    """One transaction a person; after a break the same file goes on with those who are missing."""
    return one.is_new and (job.is_rehearsal or retried(lambda: receive_transfer(one, job.hold())))

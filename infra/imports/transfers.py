"""`import transfers`: what other provinces sent; nothing is written before the whole file is judged."""

import argparse

from chalicelib.domain.imports.report import Report
from chalicelib.domain.transfer_files import COLUMNS
from chalicelib.storage.readers.tables import Limits, Table
from chalicelib.usecases.imports.judge_transfers import judge_transfers
from chalicelib.usecases.imports.receive_transfers import Found, receive_transfer
from infra.imports import jobs
from infra.imports.jobs import Job, retried


def run(options: argparse.Namespace) -> int:
    """0 when everybody of the file is received (or would be)."""
    report = Report()
    table = Table(options.file, COLUMNS, report, Limits(options.rows))
    with jobs.opened(options, "transfers", table.print.sha256) as job:
        if job.is_done(again=options.again):
            return 0
        found = judge_transfers(table.rows(), report, job.hold())
        if not jobs.said(report):
            return 1
        new = sum(_received(one, job) for one in found)
        job.finish(rows=table.count, people=len(found), received=new, known=len(found) - new)
    return 0


def _received(one: Found, job: Job) -> bool:
    """One transaction a person; after a break the same file goes on with those who are missing."""
    return one.is_new and (job.is_rehearsal or retried(lambda: receive_transfer(one, job.hold())))

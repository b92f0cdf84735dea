"""A file of what other provinces sent, judged: rows by themselves, then each person against the record here."""

from collections.abc import Iterable, Sequence

from chalicelib import data
from chalicelib.domain.imports import transfer_tables
from chalicelib.domain.imports.report import Report
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.portions import portions
from chalicelib.storage import bulk
from chalicelib.usecases.imports.receive_transfers import Found, judge_arrivals


def judge_transfers(rows: Iterable[tuple[int, Sequence[str]]], report: Report, now: Instant) -> list[Found]:
    """Whoever cannot be found here, or cannot be received now, is told by row."""
    sheet = transfer_tables.arrivals_of(rows, data.provinces(), shanghai(now).date())
    found: list[Found] = []
    findings = list(sheet.findings)
    for some in portions(sheet.arrivals, bulk.READ_MOST):
        judged = judge_arrivals(tuple(some), now)
        found += judged.found
        findings += judged.faults
    for row, finding in findings:
        report.add(row, finding)
    return found

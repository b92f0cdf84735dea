"""Candidates of a file, judged: rows by themselves, then each person, then against who has which ticket."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from chalicelib.domain.imports.candidates import CandidateRules, Enrolled, Person, Shelf, person_of
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.portions import portions
from chalicelib.storage import bulk, keys, tickets

SHARED: Final = Finding("准考证号", "同一准考证号有两个不同的证件号码")
_TAKEN: Final = Finding("准考证号", "已属于另一个人")

# ID number, row of the file, what it says.
Row = tuple[str, int, Enrolled]


def judge_people(rows: Iterable[tuple[int, Sequence[str]]], shelf: Shelf, report: Report) -> list[Person]:
    """Of a file that fits into memory; larger ones are sorted on disk between the two steps."""
    found = sorted(judged(rows, CandidateRules(shelf), report), key=lambda row: (row[0], row[2].ticket, row[1]))
    owners: dict[str, str] = {}
    for number, row, enrolled in found:
        if owners.setdefault(enrolled.ticket, number) != number:
            report.add(row, SHARED)
    people = list(people_of(found, report))
    for some in portions(people, bulk.READ_MOST):
        require_free(some, report)
    return people


def judged(rows: Iterable[tuple[int, Sequence[str]]], rules: CandidateRules, report: Report) -> Iterator[Row]:
    """Rows that are sound by themselves."""
    for number, cells in rows:
        found, findings = rules.judge(cells)
        for finding in findings:
            report.add(number, finding)
        if found:
            yield found.id_number, number, found


def people_of(rows: Iterable[Row], report: Report) -> Iterator[Person]:
    """In the order of ID numbers, by which the rows are sorted."""
    for _, own in groupby(rows, itemgetter(0)):
        person, findings = person_of([(row, enrolled) for _, row, enrolled in own])
        for row, finding in findings:
            report.add(row, finding)
        yield person


def require_free(people: Sequence[Person], report: Report) -> None:
    """No ticket is somebody else's."""
    owners = {row.ticket: person for person in people for row in person.rows}
    for numbers in portions(owners, bulk.READ_MOST):
        for number, holder in tickets.find(numbers).items():
            if holder.person != keys.person(owners[number].id_number):
                report.add(owners[number].row, _TAKEN)

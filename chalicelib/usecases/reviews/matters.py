"""A case as its business judges it: the latest round, and the record of the moment."""

from chalicelib import data
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Matter
from chalicelib.storage import library
from chalicelib.storage.cases import File
from chalicelib.storage.people import Record


def matter_of(file: File, record: Record, now: Instant) -> Matter:
    plan_id = file.case.plan_id
    shelf = library.having(plan_id, now)
    return Matter(
        case=file.case,
        round=file.rounds[-1],
        head=record.head,
        library=shelf,
        program=program(shelf, plan_id, iso_day(now)),
        transcript=record.transcript,
        books=data,
        now=now,
    )

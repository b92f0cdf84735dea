"""What stands behind a 《毕业生登记表》, read in one wait, and the value that prints."""

from typing import NamedTuple

from chalicelib.domain import graduation_register
from chalicelib.domain.applications import Round
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.subjects import Snapshot
from chalicelib.storage import cases, people, presigned
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.reviews.matters import matter_of


class Papers(NamedTuple):
    file: File
    record: Record
    snapshot: Snapshot | None


def papers_of(cid: Cid, no: No, *, epoch: int | None = None) -> Papers:
    """Three reads in one wait. Raises UnknownError for a number that is not this person's."""
    (file, snapshot), record = together(
        lambda: together(lambda: cases.load(cid, no), lambda: cases.snapshot(cid, no)),
        lambda: people.load(cid, epoch=epoch),
    )
    return Papers(file, record, snapshot)


def register_of(papers: Papers, now: Instant) -> Register:
    """Raises what `graduation_register.require_printable` raises."""
    graduation_register.require_printable(papers.file.case)
    matter = matter_of(papers.file, papers.record, now)
    return graduation_register.register(matter, papers.snapshot, OFFICES, _photo_url(matter.round))


def _photo_url(sent: Round) -> str:
    photo = KIND.content_of(sent).photo
    links = presigned.links(picture for picture in sent.pictures if picture.id == photo)
    return links[0].url if links else ""

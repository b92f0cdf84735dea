"""What arrived for a ticket, by its number: the candidate's own, with the record it is judged against."""

from chalicelib.domain.applications import Case
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.transfer_in import KIND
from chalicelib.storage import cases, people
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.storage.people import Record


def load(cid: Cid, epoch: int, ref: int, no: No) -> tuple[Record, File]:
    """Two reads in one wait. Raises UnknownError as for a number nobody has."""
    record, file = together(lambda: people.load(cid, epoch=epoch), lambda: cases.load(cid, no))
    require_ticket(file.case, ref)
    return record, file


def require_ticket(case: Case, ref: int) -> None:
    """An application of another business or ticket is none here."""
    if (case.business, case.ref) != (KIND.business, ref):
        raise UnknownError("没有找到这个申请")

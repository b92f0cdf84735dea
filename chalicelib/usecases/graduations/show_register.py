"""The candidate's own 《毕业生登记表》, as the reviewers print it."""

from chalicelib.domain.applications import Case
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.usecases.graduations.registers import papers_of, register_of


def show_register(cid: Cid, epoch: int, ref: int, no: No, now: Instant) -> Register:
    """Raises UnknownError for another person's number, or one of another ticket, as for none.

    And WrongStateError once the application has ended without a degree.
    """
    papers = papers_of(cid, no, epoch=epoch)
    _require_ticket(papers.file.case, ref)
    return register_of(papers, now)


def _require_ticket(case: Case, ref: int) -> None:
    if case.ref != ref:
        raise UnknownError("没有找到这个申请")

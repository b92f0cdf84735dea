"""The 《毕业生登记表》 of a case, as its candidate prints it."""

from chalicelib.domain import reviews
from chalicelib.domain.audit import Actor
from chalicelib.domain.graduation_register import Register
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.usecases.graduations.registers import papers_of, register_of


def show_case_register(case_id: tuple[Cid, No], who: tuple[Scope, Actor], now: Instant) -> Register:
    """Raises UnknownError outside the scope, as for a case that does not exist; numbers stay masked."""
    papers = papers_of(*case_id)
    reviews.require_visible(papers.file.case, *who)
    return register_of(papers, now)

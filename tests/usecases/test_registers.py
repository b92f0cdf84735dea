"""《毕业生登记表》: one value for the candidate and for reviewers, by the snapshot once there is one (M6-04)."""

import msgspec
import pytest

from chalicelib.domain.errors import SignedOutError, UnknownError, WrongStateError
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.reviews import REJECT, Scope
from chalicelib.storage import people
from chalicelib.usecases.graduations.show_register import show_register
from chalicelib.usecases.reviews.show_case_register import show_case_register
from tests.builders import CID, NOW, a_number, a_sheet
from tests.graduating import COURSES
from tests.stored import open_windows, warm
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, decide
from tests.usecases.graduating import approve, put_graduate, submit


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate()
    open_windows()
    warm(NOW)


def by(desk: object, no: No) -> object:
    return show_case_register((CID, no), (desk.scope, desk.actor), NOW)  # type: ignore[attr-defined]


def test_candidate_and_reviewers_print_the_same() -> None:
    no = submit()
    shown = [show_register(CID, 1, 1, no, NOW), by(SCHOOL_DESK, no), by(CITY_DESK, no)]
    assert len({msgspec.json.encode(without_signature(one)) for one in shown}) == 1
    assert f"/accepted/{3:032x}-" in shown[0].photo_url


def without_signature(shown: object) -> object:
    """The link to the photograph is signed anew by the second."""
    return msgspec.structs.replace(shown, photo_url=shown.photo_url.partition("?")[0])  # type: ignore[attr-defined, type-var]


def test_what_an_approval_kept_stays_on_paper() -> None:
    no = submit()
    for desk in (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK):
        approve(no, desk)
    before = show_register(CID, 1, 1, no, NOW)
    people.put_sheet(CID, a_sheet(codes=COURSES[:3]))
    after = show_register(CID, 1, 1, no, later(NOW, DAY))
    assert (after.courses, after.is_final) == (before.courses, True)
    assert [bool(one.at) for one in after.opinions] == [True, True, True]


def test_another_ticket_another_number_and_another_school_are_nobodys() -> None:
    no = submit()
    elsewhere = Scope("school", (SchoolCode("X09"),))
    with pytest.raises(UnknownError):
        show_register(CID, 1, 2, no, NOW)
    with pytest.raises(UnknownError):
        show_register(CID, 1, 1, a_number(77), NOW)
    with pytest.raises(UnknownError):
        show_case_register((CID, no), (elsewhere, SCHOOL_DESK.actor), NOW)


def test_a_session_ended_elsewhere_prints_nothing() -> None:
    with pytest.raises(SignedOutError):
        show_register(CID, 2, 1, submit(), NOW)


def test_a_rejected_application_has_none_until_it_is_sent_again() -> None:
    no = submit()
    decide(no, REJECT, reasons=("GR11",))
    with pytest.raises(WrongStateError, match="审核未通过"):
        show_register(CID, 1, 1, no, NOW)

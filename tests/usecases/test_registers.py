"""《毕业生登记表》: one value for the candidate and for reviewers, by the snapshot once there is one (M6-04)."""

import base64

import msgspec
import pytest

from chalicelib.domain.errors import ForbiddenError, SignedOutError, StepUpRequiredError, UnknownError, WrongStateError
from chalicelib.domain.ids import Cid, No, SchoolCode
from chalicelib.domain.instants import DAY, MINUTE, later
from chalicelib.domain.reviews import REJECT, Scope
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, people, sightings, work
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.graduations.show_address import show_address
from chalicelib.usecases.graduations.show_register import show_register
from chalicelib.usecases.reviews import print_registers as printing
from chalicelib.usecases.reviews.print_registers import Batch, print_registers
from chalicelib.usecases.reviews.show_case_register import show_case_register
from tests.builders import CID, NOW, a_head, a_number, a_sheet
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


TO_SIGN, APPROVED = Batch(of="signing"), Batch(of="approved", term="2026H2")


def test_a_school_prints_who_is_to_sign_and_who_was_approved_with_full_numbers() -> None:
    """M6-04: who is to sign is on the one list, whose degree is given on the other; each look is on record."""
    no = submit()
    assert print_registers(TO_SIGN, SCHOOL_DESK, NOW).registers == ()
    approve(no)
    [signing] = print_registers(TO_SIGN, SCHOOL_DESK, NOW).registers
    assert (signing.no, signing.id_number, signing.ticket_number) == (no, "000000199001011234", "000000000001")
    approve(no)
    approve(no, CITY_DESK)
    assert print_registers(TO_SIGN, SCHOOL_DESK, NOW).registers == ()
    [approved] = print_registers(APPROVED, SCHOOL_DESK, later(NOW, MINUTE)).registers
    assert (approved.no, approved.is_final) == (no, True)
    assert [(one.no, one.actor.id) for one in sightings.latest(CID, 9)] == [(no, SCHOOL_DESK.actor.id)] * 2


def test_but_for_the_numbers_it_is_the_register_that_its_candidate_prints() -> None:
    no = submit()
    approve(no)
    [printed] = print_registers(TO_SIGN, SCHOOL_DESK, NOW).registers
    own = show_register(CID, 1, 1, no, NOW)
    masked = msgspec.structs.replace(printed, id_number=own.id_number, ticket_number=own.ticket_number)
    assert without_signature(masked) == without_signature(own)


def test_another_term_has_nobody() -> None:
    no = submit()
    for desk in (SCHOOL_DESK, SCHOOL_DESK, CITY_DESK):
        approve(no, desk)
    assert print_registers(Batch(of="approved", term="2026H1"), SCHOOL_DESK, NOW).registers == ()


def another(no: No, seed: int) -> No:
    """The same graduation, of another person."""
    file, cid, fresh = cases.load(CID, no), Cid(f"{seed:032x}"), a_number(seed)
    people.create(a_head(cid=cid), "000000199001011234")
    people.put_sheet(cid, a_sheet(codes=COURSES))
    case = msgspec.structs.replace(file.case, cid=cid, no=fresh)
    w, ws = work.place(case, None)
    body, sent = (msgspec.json.encode(one).decode() for one in (case, file.rounds[0]))
    RecordItem(people.partition(cid), f"X#{fresh}", body=body, w=w, ws=ws, row=work.row(case)).save()
    RecordItem(people.partition(cid), f"X#{fresh}#R01", body=sent).save()
    return fresh


def test_long_lists_come_page_by_page_and_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PAGE", 2)
    no = submit()
    approve(no)
    numbers = {no, *(another(no, seed) for seed in range(2, 6))}
    pages, after = [], ""
    while not pages or after:
        page = print_registers(msgspec.structs.replace(TO_SIGN, after=after), SCHOOL_DESK, NOW)
        pages.append([one.no for one in page.registers])
        after = page.after
    assert [len(one) for one in pages] == [2, 2, 1]
    assert {no for page in pages for no in page} == numbers


def test_the_city_and_other_schools_print_no_batch() -> None:
    with pytest.raises(ForbiddenError):
        print_registers(TO_SIGN, CITY_DESK, NOW)
    with pytest.raises(UnknownError):
        print_registers(msgspec.structs.replace(TO_SIGN, school="X09"), SCHOOL_DESK, NOW)


def test_full_numbers_want_a_fresh_code() -> None:
    with pytest.raises(StepUpRequiredError):
        print_registers(TO_SIGN, SCHOOL_DESK, later(NOW, 6 * MINUTE))


def test_nobody_prints_himself() -> None:
    approve(submit())
    own = msgspec.structs.replace(SCHOOL_DESK, actor=msgspec.structs.replace(SCHOOL_DESK.actor, person="person-1"))
    assert print_registers(TO_SIGN, own, NOW).registers == ()
    assert sightings.latest(CID, 9) == ()


def test_without_its_entry_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that cannot be recorded does not happen."""
    approve(submit())
    monkeypatch.setattr(sightings, "item_of", lambda _sighting: 1 / 0)
    monkeypatch.setattr(sightings, "id_number", lambda _cid: pytest.fail("opened before it was recorded"))
    with pytest.raises(ZeroDivisionError):
        print_registers(TO_SIGN, SCHOOL_DESK, NOW)


def test_the_address_for_another_device_names_nobody() -> None:
    """F61: the short address, and the same as a picture."""
    shown = show_address()
    assert shown.address == f"{SETTINGS.candidate_origin}/graduation/register/"
    assert base64.b64decode(shown.qr).startswith(b"\x89PNG")

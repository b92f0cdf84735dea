"""Numbers people type, and how they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import people
from chalicelib.domain.errors import UnknownError
from tests.builders import a_head, a_ticket

RESIDENT = "11010519491231002X"


@pytest.mark.parametrize("text", [RESIDENT, "440524188001010014", "H12345678", "M1234567(8)", "GA1234567"])
def test_real_numbers_pass(text: str) -> None:
    assert people.id_number_fault(text) is None


@pytest.mark.parametrize("text", ["110105194912310021", "110105194913310020", "", "AB12", "证件号"])
def test_impossible_numbers_are_named(text: str) -> None:
    fault = people.id_number_fault(text)
    assert fault
    assert fault.field == "id_number"


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_single_slip_in_a_resident_number_is_found(place: int, step: int) -> None:
    digit = str((int(RESIDENT[place]) + step) % 10)
    assert not people.is_resident_number(RESIDENT[:place] + digit + RESIDENT[place + 1 :])


def test_only_space_and_case_are_forgiven() -> None:
    assert people.clean_id_number(" 110105 19491231 002x\n") == RESIDENT


def test_masks_keep_what_the_holder_recognises() -> None:
    assert people.mask_id_number(RESIDENT) == "110***********002X"
    assert people.mask_id_number("AB123456") == "********"
    assert people.mask_name("演示甲") == "演**"
    assert people.mask_ticket("010112100123") == "01…123"


def test_a_ticket_of_somebody_else_is_unknown() -> None:
    head = a_head()
    assert people.ticket_of(head, 1) == a_ticket()
    with pytest.raises(UnknownError):
        people.ticket_of(head, 2)

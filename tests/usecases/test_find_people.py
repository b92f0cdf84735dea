"""Search by number, name and ticket, within one's schools, on record, masked (F116)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ForbiddenError, IncompleteError, TooManyError, UnknownError
from chalicelib.domain.instants import HOUR
from chalicelib.domain.people import mask_id_number
from chalicelib.domain.staff import Staff
from chalicelib.domain.tries import Cap
from chalicelib.storage import accounts, chains, enrolled, keys, people
from chalicelib.usecases.office.find_people import FoundPerson, Results, Search, find_people
from tests.builders import CID, NOW, a_head, a_sheet, a_ticket
from tests.security import world
from tests.stored import PASSED, open_windows, put_uploads
from tests.usecases.acting import submitted_no

NUMBER, TICKET, NAME = "000000199001010014", "990101000001", "欧阳 演示"
OFFICE = world.OFFICE
OTHER = world.OTHER_SCHOOL


@pytest.fixture(autouse=True)
def _known(aws: None) -> None:
    enter()


def enter(cid: str = CID, number: str = NUMBER, ticket: str = TICKET, **changes: Any) -> None:
    own = a_ticket(number=ticket)
    head = a_head(cid=cid, name="欧阳演示", id_masked=mask_id_number(number), tickets=(own,), **changes)
    people.create(head, number)
    accounts.create_account(head.cid, number, "竹外桃花三两枝", 1, head=head)
    for item in enrolled.entries(keys.person(number), head, head.tickets):
        item.save()


def find(text: str = "", by: Staff = OFFICE, **more: Any) -> Results:
    return find_people(Search(text=text, **more), by, NOW)


def alone(text: str, by: Staff = OFFICE) -> FoundPerson:
    [found] = find(text, by).people
    return found


@pytest.mark.parametrize("text", [TICKET, f" {TICKET} ", "９９０１０１０００００１", NUMBER, NAME, "欧阳演示"])
def test_somebody_is_found_by_whatever_is_known(text: str) -> None:
    found = alone(text)
    assert (found.name_masked, found.id_masked) == ("欧***", "000***********0014")
    assert [(one.number_masked, one.school_name) for one in found.tickets] == [("99…001", "复旦大学")]


def test_an_application_leads_to_its_person_and_the_others() -> None:
    people.put_sheet(CID, a_sheet(codes=PASSED))
    put_uploads(1)
    open_windows()
    no = submitted_no()
    found = alone(" ".join(no[place : place + 5] for place in range(0, 26, 5)).lower())
    assert [(one.no, one.business_text, one.state_text) for one in found.cases] == [(no, "申请免考", "待审核")]
    assert found.cases[0].id == f"{CID}.{no}"


@pytest.mark.parametrize("text", [TICKET, NUMBER, NAME])
def test_another_school_finds_nobody(text: str) -> None:
    assert find(text, OTHER).people == ()
    assert alone(text, world.SCHOOL_DESK).person == CID


@pytest.mark.parametrize("search", [{"text": TICKET}, {"text": NUMBER}, {"text": NAME}, {"person": CID}])
def test_nobody_finds_himself(search: dict[str, str]) -> None:
    """Of a name, the others are shown."""
    own = msgspec.structs.replace(OFFICE, person=keys.person(NUMBER))
    enter("b" * 32, "000000199001010022", "990101000002")
    assert [one.person for one in find(by=own, **search).people] == (["b" * 32] if NAME in search.values() else [])
    [event] = chains.latest(f"R#{OFFICE.id}", 1)
    assert CID not in event.detail


def test_of_several_one_is_chosen() -> None:
    second = "b" * 32
    enter(second, "000000199001010022", "990101000002")
    found = find(NAME)
    assert {one.person for one in found.people} == {CID, second}
    assert not any(one.cases for one in found.people)
    assert find(person=second).people[0].person == second


@pytest.mark.parametrize("person", ["x", "c" * 31])
def test_what_was_never_found_is_unknown(person: str) -> None:
    with pytest.raises(UnknownError):
        find(person=person)
    assert find(person="d" * 32).people == ()


@pytest.mark.parametrize("text", ["", "  ", "12", "甲1", "9" * 30, "<script>"])
def test_what_is_none_of_these_is_said(text: str) -> None:
    with pytest.raises(IncompleteError) as refused:
        find(text)
    assert [fault.field for fault in refused.value.fields] == ["text"]


def test_every_search_is_on_record_without_what_was_typed() -> None:
    find(TICKET)
    find(NAME)
    events = chains.latest(f"R#{OFFICE.id}", 5)
    assert [(one.event, one.actor.name) for one in events] == [("searched", OFFICE.name)] * 2
    assert CID in events[0].detail
    assert not any(word in one.detail for one in events for word in (TICKET, NUMBER, "欧阳"))


def test_whoever_searches_all_day_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """An office looks for people one by one; lists are exports."""
    monkeypatch.setattr("chalicelib.usecases.office.find_people._SEARCHES", Cap("search", HOUR, 2))
    for _ in range(2):
        find(TICKET)
    with pytest.raises(TooManyError):
        find(TICKET)


def test_of_a_name_that_many_have_it_is_said_that_there_may_be_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.storage.names.SHOWN_MOST", 2)
    assert not find(NAME).more
    enter("b" * 32, "000000199001010022", "990101000002")
    assert find(NAME).more


def test_an_operator_looks_after_machines() -> None:
    with pytest.raises(ForbiddenError):
        find(TICKET, world.OPERATOR)

"""How a demo person comes from another province: received, passed, confirmed, signed; as far as a story wants it."""

from typing import TYPE_CHECKING

from chalicelib import data
from chalicelib.domain.audit import Actor
from chalicelib.domain.degrees.records import iso_day
from chalicelib.domain.ids import CourseCode, No
from chalicelib.domain.imports.transfer_tables import Arrival
from chalicelib.domain.transfer_in_forms import Arrived, Origin, TransferIn
from chalicelib.storage import keys
from chalicelib.usecases.imports.receive_transfers import judge_arrivals, receive_transfer
from chalicelib.usecases.transfers.confirm_transfer_in import Agreed, confirm_transfer_in
from chalicelib.usecases.transfers.show_transfer_in import ArrivalView, show_transfer_in
from infra import seeds
from infra.demo_graduations import approve
from infra.demo_people import COMERS, MAIN_PLAN, Person

if TYPE_CHECKING:
    from infra.demo_stories import Teller

# Two courses of the plan here, one whose credits are others there, and one that the plan has not.
_TAKEN, _OTHER_CREDITS, _UNLISTED = ("00316", "01848"), "00277", "00009"
_DESK = "fudan1"


def tell(teller: "Teller") -> None:
    """One is to confirm, one to sign, one has come."""
    for person in COMERS:
        receive_and_pass(teller, person)
    for person in COMERS[1:]:
        _confirm(teller, person)
    _sign(teller, COMERS[-1])


def come(teller: "Teller", person: Person) -> No:
    """From the file to the record."""
    receive_and_pass(teller, person)
    _confirm(teller, person)
    _sign(teller, person)
    return _latest(teller, person).no


def receive_and_pass(teller: "Teller", person: Person) -> None:
    at = teller.ago(6, 9, 30)
    judged = judge_arrivals((_arrival(teller, person),), at)
    for one in judged.found:
        receive_transfer(one, at)
    approve(teller, person, _latest(teller, person).no, _DESK, teller.ago(5, 10, 20))


def _arrival(teller: "Teller", person: Person) -> Arrival:
    """Numbers there begin with 99, which no office has."""
    left = iso_day(teller.ago(10, 9, 0))
    origin = Origin(
        no=f"YS-{person.birthday}",
        day=left,
        name=person.name,
        province="32",
        ticket=f"99{person.birthday}02",
        major="120402",
        title="行政管理",
    )
    scores = tuple(_score(code, place) for place, code in enumerate((*_TAKEN, _OTHER_CREDITS, _UNLISTED)))
    return Arrival(0, person.id_number, "31", seeds.number_of(person), TransferIn(origin=origin, scores=scores))


def _score(code: str, place: int) -> Arrived:
    course = CourseCode(code)
    row = next((one for one in data.plans()[MAIN_PLAN].rows if one.code == code), None)
    credits2 = row.credits2 if row and row.credits2 else 8
    return Arrived(
        code=course,
        name=row.name if row else data.courses()[course].name,
        kind="theory",
        source="score",
        score=65 + 5 * place,
        credits2=credits2 - 2 if code == _OTHER_CREDITS else credits2,
        session="2024-10",
    )


def _confirm(teller: "Teller", person: Person) -> None:
    cid, at, shown = seeds.cid_of(person), teller.ago(4, 20, 15), _latest(teller, person)
    actor = Actor(kind="candidate", id=cid, person=keys.person(person.id_number))
    confirm_transfer_in(actor, 1, (1, shown.no), Agreed(shown.ver, shown.basis), teller.operation(cid, at))


def _sign(teller: "Teller", person: Person) -> None:
    approve(teller, person, _latest(teller, person).no, _DESK, teller.ago(2, 14, 5))


def _latest(teller: "Teller", person: Person) -> ArrivalView:
    return show_transfer_in(seeds.cid_of(person), 1, 1, teller.now).arrivals[0]

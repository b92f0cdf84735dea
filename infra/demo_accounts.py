"""What the office did about logins of demo people: codes, reset mobiles, and what is enough at a first login."""

from chalicelib.domain.activation import Fact
from chalicelib.domain.codes import OFFICE
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.usecases.accounts.allow_facts import allow_facts
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.set_mobile import set_mobile
from infra import seeds
from infra.demo_people import MAIN_SCHOOL, PEOPLE

CLERK = "kaoji1"


def tell(now: Instant) -> dict[str, str]:
    """Codes by the key of their person."""
    by, at = seeds.official(CLERK), later(now, -DAY)
    allow_facts(MAIN_SCHOOL, (Fact.TICKET,), by, at)
    codes = {}
    for person in PEOPLE:
        if person.mobile:
            set_mobile(person.id_number, person.mobile, by, at)
        if person.code:
            life = 60 * DAY if person.code == "print" else OFFICE.life
            order = Order(id_number=person.id_number, life=life, detail=person.code)
            codes[person.key] = issue_code(order, by, seeds.dice(f"code {person.key}", 16), now).code
    return codes

"""What the office did about logins of demo people: a printed code for a first login, two reset mobiles."""

from chalicelib.domain.activation import Fact
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.usecases.accounts.allow_facts import allow_facts
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.set_mobile import set_mobile
from infra import seeds
from infra.demo_people import MAIN_SCHOOL, PEOPLE

OFFICE = "weihu1"


def tell(now: Instant) -> dict[str, str]:
    """Codes by the key of their person."""
    by, at = seeds.official(OFFICE), later(now, -DAY)
    allow_facts(MAIN_SCHOOL, (Fact.TICKET,), by, at)
    codes = {}
    for person in PEOPLE:
        if person.mobile:
            set_mobile(person.id_number, person.mobile, by, at)
        if not person.activated:
            order = Order(id_number=person.id_number, life=60 * DAY, detail="print")
            codes[person.key] = issue_code(order, by, seeds.dice(f"code {person.key}", 16), at).code
    return codes

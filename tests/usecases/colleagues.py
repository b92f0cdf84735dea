"""Two of the city's office who ask and grant, and a reviewer whom it is about."""

from typing import Any

import msgspec

from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import chains
from chalicelib.usecases.office.settle_ask import Settled, settle_ask
from chalicelib.usecases.staff.ask_for_staff import Administrator, Newcomer, ask_newcomer
from chalicelib.usecases.staff.list_staff import Colleague, list_staff
from tests.builders import NOW, SCHOOL
from tests.security import world
from tests.usecases.acting import entropy

FIRST, NUMBER = world.OFFICE, world.resident_number(950)
SECOND = msgspec.structs.replace(FIRST, id="0" * 31 + "a", account="desk-10", name="审核10·演示", person="1" + "a" * 64)
REVIEWER = world.SCHOOL_DESK


def by(member: Staff = FIRST, mfa_at: Instant = NOW) -> Administrator:
    return Administrator(member, mfa_at)


def a_newcomer(**changes: Any) -> Newcomer:
    new = Newcomer(account="Zhang.1", name="张演示", id_number=NUMBER, role=Role.REVIEWER, schools=(SCHOOL,))
    return msgspec.structs.replace(new, **changes)


def ask(form: Newcomer | None = None, member: Staff = FIRST) -> No:
    return ask_newcomer(form or a_newcomer(), by(member), entropy, NOW).ask


def grant(no: No, member: Staff = SECOND, now: Instant = NOW) -> Settled:
    return settle_ask(no, member, now, now, granted=True)


def shown(account: str) -> Colleague:
    return next(one for one in list_staff(FIRST, NOW).staff if one.account == account)


def events(of: Staff) -> list[str]:
    return [event.event for event in chains.latest(f"R#{of.id}", 9)]

"""People who decide or administer: role, scope, and what each may do."""

from enum import StrEnum

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ForbiddenError, StepUpRequiredError
from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.domain.sessions import STEP_UP
from chalicelib.domain.stages import CITY


class Role(StrEnum):
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    OFFICE = "office"
    OPERATOR = "operator"


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff. `scope_kind` is `school` or `city`; `person` the keyed hash of the ID number.

    `scope_name` says in Chinese which schools; it is written when the person is put on the register.
    """

    id: StaffId
    account: str
    name: str
    role: Role
    scope_kind: str
    schools: tuple[SchoolCode, ...] = ()
    organisation: str
    person: str
    scope_name: str = ""


def scope_of(staff: Staff) -> Scope:
    return Scope(staff.scope_kind, staff.schools)


def actor_of(staff: Staff) -> Actor:
    return Actor(
        kind="staff",
        id=staff.id,
        name=staff.name,
        organisation=staff.organisation,
        person=staff.person,
        role=staff.role,
    )


def scope_text(staff: Staff) -> str:
    """What the console shows beside the name."""
    return "全市" if staff.scope_kind == CITY else staff.scope_name or "、".join(staff.schools)


def require_role(staff: Staff, *roles: Role) -> None:
    if staff.role not in roles:
        raise ForbiddenError


def require_office(staff: Staff, *offices: SchoolCode) -> None:
    """Whoever sets something for the city, or for some schools, is of the office and has them all in his scope."""
    require_role(staff, Role.OFFICE)
    if staff.scope_kind != CITY and not set(offices) <= set(staff.schools):
        raise ForbiddenError("只能办理本校的内容，全市的由市考办办理")


def require_recent_code(mfa_at: Instant, now: Instant) -> None:
    """Final approvals and exports ask for a code that is at most five minutes old."""
    if now >= mfa_at + STEP_UP:
        raise StepUpRequiredError

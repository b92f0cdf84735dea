"""The register of staff, as the city's office sees it."""

import msgspec

from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import ROLES, Role, Staff, require_administrator, scope_text
from chalicelib.storage import staff
from chalicelib.storage.staff import Member

ENROLLED, INVITED, OUT = "enrolled", "invited", "out"


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: enrolled, invited (the link was not used yet) or out."""

    id: StaffId
    account: str
    name: str
    role: Role
    role_text: str
    schools: tuple[SchoolCode, ...]
    scope_text: str
    organisation: str
    state: str
    is_self: bool


class Colleagues(msgspec.Struct, frozen=True):
    staff: tuple[Colleague, ...]


def list_staff(by: Staff, now: Instant) -> Colleagues:
    """Raises ForbiddenError for anybody but the city's office."""
    require_administrator(by)
    found = sorted(staff.members(), key=lambda one: (one.staff.organisation, one.staff.account))
    return Colleagues(tuple(colleague(one, by, now) for one in found))


def colleague(member: Member, by: Staff, now: Instant) -> Colleague:
    one = member.staff
    return Colleague(
        id=one.id,
        account=one.account,
        name=one.name,
        role=one.role,
        role_text=ROLES[one.role],
        schools=one.schools,
        scope_text=scope_text(one),
        organisation=one.organisation,
        state=state_of(member, now),
        is_self=one.person == by.person,
    )


def state_of(member: Member, now: Instant) -> str:
    if member.hash:
        return ENROLLED
    return INVITED if member.link and now < member.link.until else OUT

"""People who decide or administer: role, scope, and what each may do."""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.errors import FieldFault, ForbiddenError, StepUpRequiredError
from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import Scope
from chalicelib.domain.sessions import STEP_UP
from chalicelib.domain.stages import CITY

_ACCOUNT: Final = re.compile(r"[a-z][a-z0-9.-]{1,29}")
_NAME_MOST: Final = 30


class Role(StrEnum):
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    OFFICE = "office"
    OPERATOR = "operator"


ROLES = {
    Role.REVIEWER: "审核人员",
    Role.SUPERVISOR: "审核负责人",
    Role.OFFICE: "考籍管理人员",
    Role.OPERATOR: "系统管理人员",
}


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


def post_text(staff: Staff) -> str:
    """For the audit trail: what the member may do, and where."""
    return f"{staff.role} {staff.scope_kind} {' '.join(staff.schools)}".strip()


def is_administrator(staff: Staff) -> bool:
    """Who looks after colleagues and grants what others ask for: the city's office."""
    return staff.role == Role.OFFICE and staff.scope_kind == CITY


def require_administrator(staff: Staff) -> None:
    if not is_administrator(staff):
        raise ForbiddenError("由市考办的考籍管理人员办理")


def staff_faults(staff: Staff, schools: Collection[SchoolCode]) -> Iterator[FieldFault]:
    """Of somebody whom the office puts on the register; an operator is put there at the command line."""
    if not _ACCOUNT.fullmatch(staff.account):
        yield FieldFault("account", "账号应为 2 至 30 个小写字母、数字、点或连字符，以字母开头")
    if not 1 < len(staff.name) <= _NAME_MOST or has_unwanted(staff.name):
        yield FieldFault("name", f"姓名应为 2 至 {_NAME_MOST} 字")
    if staff.role == Role.OPERATOR:
        yield FieldFault("role", "系统管理人员只能由运维在命令行登记")
    if unknown := [code for code in staff.schools if code not in schools]:
        yield FieldFault("schools", f"没有这些主考学校：{'、'.join(unknown)}")


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

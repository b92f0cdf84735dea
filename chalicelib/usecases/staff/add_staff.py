"""Put somebody on the register of staff."""

import msgspec

from chalicelib.data import schools
from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.stages import CITY, SCHOOL
from chalicelib.storage import keys, staff


class NewStaff(msgspec.Struct, frozen=True, kw_only=True):
    """`scope_kind` is `school` (with codes) or `city`; the ID number is kept as a keyed hash only."""

    account: str
    name: str
    id_number: str
    role: Role
    scope_kind: str
    schools: tuple[SchoolCode, ...] = ()
    organisation: str


def add_staff(new: NewStaff, entropy: bytes, now: Instant) -> str:
    """The token of the enrolment link. Raises IncompleteError, and ConflictError for a known account or human."""
    number = clean_id_number(new.id_number)
    faults = [id_number_fault(number), _scope_fault(new)]
    if any(faults):
        raise IncompleteError(fields=[fault for fault in faults if fault])
    member = Staff(
        id=StaffId(entropy.hex()),
        account=new.account.strip().casefold(),
        name=new.name,
        role=new.role,
        scope_kind=new.scope_kind,
        schools=new.schools,
        organisation=new.organisation,
        person=keys.person(number),
        scope_name="、".join(schools()[code].name for code in new.schools),
    )
    return staff.create(member, OPERATOR, now)


def _scope_fault(new: NewStaff) -> FieldFault | None:
    unknown = [code for code in new.schools if code not in schools()]
    if unknown:
        return FieldFault("schools", f"没有这些主考学校：{'、'.join(unknown)}")
    if (new.scope_kind == SCHOOL) != bool(new.schools) or new.scope_kind not in (SCHOOL, CITY):
        return FieldFault("scope_kind", "范围应为全市，或者列出主考学校")
    return None

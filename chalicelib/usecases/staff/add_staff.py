"""Put somebody on the register of staff."""

import msgspec

from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.domain.staff import Role, Staff
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
    fault = id_number_fault(number)
    if fault:
        raise IncompleteError(fields=[fault])
    member = Staff(
        id=StaffId(entropy.hex()),
        account=new.account.strip().casefold(),
        name=new.name,
        role=new.role,
        scope_kind=new.scope_kind,
        schools=new.schools,
        organisation=new.organisation,
        person=keys.person(number),
    )
    return staff.create(member, now)

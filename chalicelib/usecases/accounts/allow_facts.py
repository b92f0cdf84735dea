"""Say which facts an office accepts at a first login, beside the code."""

import msgspec

from chalicelib.data import schools
from chalicelib.domain.activation import Fact
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff, actor_of, require_role
from chalicelib.domain.stages import CITY
from chalicelib.storage import offices
from chalicelib.storage.revisions import Edit


def allow_facts(office: str, facts: tuple[Fact, ...], by: Staff, now: Instant) -> None:
    """`office` is `city` or a school's code; said twice it is set once.

    Raises ForbiddenError, UnknownError, ConflictError.
    """
    require_role(by, Role.OFFICE, Role.OPERATOR)
    before = offices.load()
    if office == CITY:
        after = msgspec.structs.replace(before, city=facts)
    elif office in schools():
        after = msgspec.structs.replace(before, schools=before.schools | {SchoolCode(office): facts})
    else:
        raise UnknownError("没有这所主考学校")
    if after != before:
        offices.save(after, Edit(by=actor_of(by), at=now, detail=f"{office}: {' '.join(facts)}"))

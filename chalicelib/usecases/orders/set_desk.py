"""Say how an office takes money: whether people may pay here, and whom they may ring."""

import re

import msgspec

from chalicelib.data import schools
from chalicelib.domain.errors import FieldFault, IncompleteError, UnknownError
from chalicelib.domain.fees import Desk
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff, actor_of, require_role
from chalicelib.domain.stages import CITY
from chalicelib.storage import desks
from chalicelib.storage.revisions import Edit

_PHONE = re.compile(r"[0-9][0-9-]{5,29}")


def set_desk(office: str, desk: Desk, by: Staff, now: Instant) -> None:
    """`office` is `city` or a school's code; said twice it is set once.

    Raises ForbiddenError, UnknownError, IncompleteError, ConflictError.
    """
    require_role(by, Role.OFFICE, Role.OPERATOR)
    if desk.phone and not _PHONE.fullmatch(desk.phone):
        raise IncompleteError(fields=[FieldFault("phone", "咨询电话应为 6 至 30 位数字和短横线，例如 021-65640000")])
    before = desks.fresh()
    if office == CITY:
        after = msgspec.structs.replace(before, city=desk)
    elif office in schools():
        after = msgspec.structs.replace(before, schools=before.schools | {SchoolCode(office): desk})
    else:
        raise UnknownError("没有这所主考学校")
    if after != before:
        way = "online" if desk.online else "school"
        desks.save(after, Edit(by=actor_of(by), at=now, detail=f"{office}: {way} {desk.phone}".strip()))

"""What one person of the office asks for and another one grants: two humans behind whatever could do great harm."""

from enum import StrEnum
from typing import Final

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ForbiddenError, WrongStateError
from chalicelib.domain.exports import Order
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import DAY, MINUTE, Instant, later
from chalicelib.domain.staff import Staff, actor_of

LIFE: Final = 3 * DAY
# How long after it was granted an export may be fetched.
FETCHED_WITHIN: Final = 30 * MINUTE


class ExportAsk(msgspec.Struct, frozen=True, kw_only=True, tag="export"):
    """`rows` as they were when it was asked for: no more than so many are given.

    `schools` of who asked; none of the city's office.
    """

    order: Order
    rows: int
    schools: tuple[SchoolCode, ...] = ()


class StaffChange(StrEnum):
    ADD = "add"
    MOVE = "move"
    RENEW = "renew"


class StaffAsk(msgspec.Struct, frozen=True, kw_only=True, tag="staff"):
    """Rights of a colleague: `staff` as he would be; `turn` as his rights stood when it was asked."""

    change: StaffChange
    staff: Staff
    turn: int = 0


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """`granted` says how it was settled, once it is. `ver` guards each step."""

    no: No
    about: ExportAsk | StaffAsk
    asked_by: Actor
    asked_at: Instant
    settled_by: Actor | None = None
    settled_at: Instant | None = None
    granted: bool = False
    ver: int = 1

    @property
    def until(self) -> Instant:
        return later(self.asked_at, LIFE)


def is_open(ask: Ask, now: Instant) -> bool:
    return ask.settled_at is None and now < ask.until


def gives_link(ask: Ask) -> bool:
    """Whether whoever grants it is told a link to enrol by."""
    return isinstance(ask.about, StaffAsk) and ask.about.change in (StaffChange.ADD, StaffChange.RENEW)


def is_about(ask: Ask, person: str) -> bool:
    """Whether it is this human's own rights that would change."""
    return isinstance(ask.about, StaffAsk) and ask.about.staff.person == person


def settled(ask: Ask, by: Actor, now: Instant, *, granted: bool) -> Ask:
    """Raises ForbiddenError for whoever asked, and WrongStateError once it was settled or is too old."""
    if granted and (by.person == ask.asked_by.person or is_about(ask, by.person)):
        raise ForbiddenError("须由另一位工作人员批准")
    if not is_open(ask, now):
        raise WrongStateError("这项请求已经处理或过期，请刷新页面查看")
    return msgspec.structs.replace(ask, settled_by=by, settled_at=now, granted=granted, ver=ask.ver + 1)


def require_asker(ask: Ask, asker: Staff | None) -> None:
    """`asker`: who asked, as he works here now; None if he does not. Raises WrongStateError unless it is as it was."""
    if asker is None or actor_of(asker) != ask.asked_by:
        raise WrongStateError("提出的人已停用，或者角色、范围有变化，不能批准；请选择“不批准”，需要时由他人重新提出")


def require_turn(about: StaffAsk, turn: int) -> None:
    """Raises WrongStateError where the colleague was moved, let go or given a link since it was asked."""
    if turn != about.turn:
        raise WrongStateError("提出以后，这位工作人员的权限或启用链接有变化，不能批准；请选择“不批准”，需要时重新提出")


def is_fetchable(ask: Ask, by: Actor, now: Instant) -> bool:
    is_granted = ask.granted and ask.settled_at is not None and now < later(ask.settled_at, FETCHED_WITHIN)
    return isinstance(ask.about, ExportAsk) and is_granted and by == ask.asked_by


def require_fetchable(ask: Ask, by: Actor, now: Instant) -> None:
    """Raises ForbiddenError for anybody but who asked, with the role and the schools of then, and WrongStateError
    unless it was granted a moment ago.
    """
    if by != ask.asked_by:
        raise ForbiddenError("只能由提出的人以提出时的角色和范围下载")
    if not ask.granted:
        raise WrongStateError("尚未批准")
    if not is_fetchable(ask, by, now):
        raise WrongStateError("批准已过 30 分钟，请重新提出")

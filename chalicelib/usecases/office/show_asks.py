"""What waits for a second person, what was settled, and what this member of staff may do about it."""

from typing import Final

import msgspec

from chalicelib.data import schools
from chalicelib.domain import asks as rules
from chalicelib.domain.asks import Ask, ExportAsk, StaffAsk, StaffChange
from chalicelib.domain.audit import Actor
from chalicelib.domain.exports import LISTS
from chalicelib.domain.ids import No, SchoolCode
from chalicelib.domain.instants import Instant, term_text
from chalicelib.domain.spreadsheets import CSV, XLSX
from chalicelib.domain.staff import (
    ROLES,
    Role,
    Staff,
    actor_of,
    is_administrator,
    require_role,
    scope_text,
)
from chalicelib.domain.windows import TITLES
from chalicelib.storage import asks

_FORMS: Final = {CSV: "CSV 表格", XLSX: "XLSX 工作簿"}
_CHANGES: Final = {
    StaffChange.ADD: "登记工作人员",
    StaffChange.MOVE: "变更工作人员的角色和范围",
    StaffChange.RENEW: "重新发放启用链接",
}


class AskView(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: open, granted, refused or lapsed. `detail`: what else a list is and tells; "" of a colleague's rights.

    `gives_link`: whoever grants it is told a link to enrol by, once.
    """

    no: No
    text: str
    detail: str
    purpose: str
    asked_by: str
    asked_at: Instant
    settled_by: str
    settled_at: Instant | None
    until: Instant
    state: str
    can_grant: bool
    can_refuse: bool
    can_fetch: bool
    gives_link: bool


class Asks(msgspec.Struct, frozen=True):
    asks: tuple[AskView, ...]


def show_asks(by: Staff, now: Instant) -> Asks:
    """For the city's office everybody's of the last days, for others their own; all that are open, and some before."""
    require_role(by, Role.OFFICE, Role.SUPERVISOR)
    found = asks.latest(now)
    mine = found if is_administrator(by) else (one for one in found if one.asked_by.id == by.id)
    return Asks(tuple(ask_view(one, by, now) for one in mine))


def ask_view(ask: Ask, by: Staff, now: Instant) -> AskView:
    is_open, is_own = rules.is_open(ask, now), by.person == ask.asked_by.person
    return AskView(
        no=ask.no,
        text=_text(ask.about),
        detail=_detail(ask.about, ask.asked_by) if isinstance(ask.about, ExportAsk) else "",
        purpose=ask.about.order.purpose.strip() if isinstance(ask.about, ExportAsk) else "",
        asked_by=f"{ask.asked_by.name}（{ask.asked_by.organisation}）",
        asked_at=ask.asked_at,
        settled_by=ask.settled_by.name if ask.settled_by else "",
        settled_at=ask.settled_at,
        until=ask.until,
        state=_state(ask, is_open=is_open),
        can_grant=is_open and is_administrator(by) and not is_own and not rules.is_about(ask, by.person),
        can_refuse=is_open and (is_administrator(by) or is_own),
        can_fetch=rules.is_fetchable(ask, actor_of(by), now),
        gives_link=rules.gives_link(ask),
    )


def _text(about: ExportAsk | StaffAsk) -> str:
    if isinstance(about, StaffAsk):
        one = about.staff
        post = "，".join(dict.fromkeys((ROLES[one.role], scope_text(one), one.organisation)))
        return f"{_CHANGES[about.change]}：{one.name}（{one.account}），{post}"
    order = about.order
    named = (SchoolCode(order.school),) if order.school else about.schools
    place = "、".join(schools()[code].name for code in named) or "全部主考学校"
    return f"导出 {TITLES[order.business]} {term_text(order.term)} {place}，{about.rows:,} 件"


def _detail(about: ExportAsk, by: Actor) -> str:
    order = about.order
    notice = f"读过 {order.notice} 版考生须知的" if order.notice else "不限考生须知版本"
    numbers = "姓名和准考证号完整" if by.role == Role.OFFICE else "姓名和准考证号部分隐去"
    return "，".join((f"状态：{LISTS[order.list]}", notice, numbers, _FORMS[order.form]))


def _state(ask: Ask, *, is_open: bool) -> str:
    if is_open:
        return "open"
    if ask.settled_at is None:
        return "lapsed"
    return "granted" if ask.granted else "refused"

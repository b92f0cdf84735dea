"""What people read of who saw or changed their own record: role and organisation, never a name."""

import msgspec

from chalicelib.domain import attestations
from chalicelib.domain.accounts import Doing
from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import ROLES, Role

SHOWN_MOST = 50

_OWN, _OTHERS = "本人", "工作人员"
_TOLD = {
    Doing.ACTIVATED: "激活账户，设置了密码",
    Doing.RESET: "重置了密码，其他设备已退出",
    Doing.CHANGED: "修改了密码，其他设备已退出",
    Doing.CODE_ISSUED: "签发了激活（重置）码",
    Doing.MOBILE_SET: "登记了重置用手机",
    Doing.CHANNELS_SET: "更改了短信和邮件提醒",
    Doing.ENTERED: "登记了考籍",
    "scores_corrected": "更正了成绩",
    attestations.Doing.MADE: "生成了查验码",
    attestations.Doing.REVOKED: "撤销了查验码",
}


class AccessLine(msgspec.Struct, frozen=True, kw_only=True):
    at: Instant
    text: str
    by: str


def of_event(event: AuditEvent) -> AccessLine:
    """An event of the chain `P#<cid>`; what this page does not know by name is a change all the same."""
    return AccessLine(at=event.at, text=_TOLD.get(event.event, "更改了考籍信息"), by=who(event.actor))


def of_look(at: Instant, actor: Actor, no: No, *, exported: bool = False) -> AccessLine:
    seen = "导出的名单中有您的姓名和准考证号，见" if exported else "查看了完整证件号码和准考证号，用于"
    return AccessLine(at=at, text=f"{seen}受理编号 {no}", by=who(actor))


def who(actor: Actor) -> str:
    if actor.kind == "candidate":
        return _OWN
    role = ROLES.get(Role(actor.role), _OTHERS) if actor.role else _OTHERS
    return f"{role}（{actor.organisation}）" if actor.organisation else role


def newest_first(lines: list[AccessLine]) -> tuple[AccessLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:SHOWN_MOST])

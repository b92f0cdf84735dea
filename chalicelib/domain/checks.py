"""审核要点 of any application: what the machine has checked, and what a human must."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from chalicelib.domain.credentials import Picture
from chalicelib.domain.errors import FieldFault

OK, WARN, MANUAL, BLOCK = "ok", "warn", "manual", "block"
HINT_TEXTS = {"blurred": "可能不清晰", "dark": "偏暗", "sideways": "可能未正放", "small": "尺寸较小"}

TICK, VERIFY = "tick", "verify"
# What a task can be answered with, and how that reads; the first answer of each lets a pass through.
ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    TICK: {"ok": "已核对"},
    VERIFY: {"same": "已核验一致", "differs": "不一致", "expired": "已过期"},
}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `ok` the machine passed it, `warn` look closer, `manual` tick it before a pass, `block` forbids one.

    `task`: a kind of ANSWERS that the server asks for before a pass; "" where ticking is between page and reviewer.
    `code`: what to look up elsewhere.
    """

    key: str
    text: str
    state: str
    detail: str = ""
    task: str = ""
    code: str = ""


IDENTITY = Check(key="identity", text="凭证姓名、证件号码与考籍一致", state=MANUAL)


def task_faults(checks: Iterable[Check], answers: Mapping[str, str], *, passing: bool) -> tuple[FieldFault, ...]:
    """What keeps a decision with these answers from being taken; only a pass needs them all, and good ones."""
    asked = {check.key: check for check in checks if check.task}
    faults = [
        FieldFault(f"tasks.{key}", "核对项目不存在或结果无效，请刷新页面")
        for key, answer in answers.items()
        if key not in asked or answer not in ANSWERS[asked[key].task]
    ]
    if faults or not passing:
        return tuple(faults)
    blocked = [FieldFault(f"tasks.{check.key}", check.detail or check.text) for check in checks if check.state == BLOCK]
    return (*blocked, *(fault for check in asked.values() for fault in _undone(check, answers.get(check.key, ""))))


def _undone(check: Check, answer: str) -> list[FieldFault]:
    if not answer:
        return [FieldFault(f"tasks.{check.key}", f"请先核对：{check.text}")]
    if answer == next(iter(ANSWERS[check.task])):
        return []
    return [FieldFault(f"tasks.{check.key}", f"{check.text}：{ANSWERS[check.task][answer]}，不能通过")]


def plan_check(sent_rev: int, plan_rev: int) -> tuple[Check, ...]:
    """A plan whose content changed after the round was sent: the rules now follow the present one."""
    if sent_rev == plan_rev:
        return ()
    return (Check(key="plan", text="专业计划在提交后有更新", state=WARN, detail="请按现行计划核对课程"),)


def picture_check(pictures: tuple[Picture, ...]) -> Check:
    if not pictures:
        return Check(key="pictures", text="图片", state=WARN, detail="没有上传图片，只能与档案核对")
    hints = {hint for picture in pictures for hint in picture.hints}
    detail = "、".join(HINT_TEXTS[hint] for hint in HINT_TEXTS if hint in hints)
    return Check(key="pictures", text="图片质量", state=WARN if detail else OK, detail=detail or f"{len(pictures)} 张")

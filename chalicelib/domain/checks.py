"""审核要点 of any application: what the machine has checked, and what a human must."""

import msgspec

from chalicelib.domain.credentials import Picture

OK, WARN, MANUAL = "ok", "warn", "manual"
HINT_TEXTS = {"blurred": "可能不清晰", "dark": "偏暗", "sideways": "可能未正放", "small": "尺寸较小"}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `ok` the machine passed it, `warn` look closer, `manual` tick it before passing."""

    key: str
    text: str
    state: str
    detail: str = ""


IDENTITY = Check(key="identity", text="凭证姓名、证件号码与考籍一致", state=MANUAL)


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

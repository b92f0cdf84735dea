"""审核要点 of an exemption: what the machine has checked, and what a human must."""

from collections.abc import Mapping

import msgspec

from chalicelib.domain.applications import Round
from chalicelib.domain.credentials import CredentialType, Picture
from chalicelib.domain.exemption_rules import Outcome, Verdict

OK, WARN, MANUAL = "ok", "warn", "manual"
HINT_TEXTS = {"blurred": "可能不清晰", "dark": "偏暗", "sideways": "可能未正放", "small": "尺寸较小"}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line: `ok` the machine passed it, `warn` look closer, `manual` tick it before passing."""

    key: str
    text: str
    state: str
    detail: str = ""


def checks(round_: Round, verdict: Verdict, types: Mapping[str, CredentialType], least: int) -> tuple[Check, ...]:
    """In the order in which reviewers look (source: exemption_rules.json, reviewer_checklist)."""
    return (
        _passes(round_, least),
        Check(key="number_format", text="凭证编号与取得时间格式", state=OK, detail="提交时已检查"),
        _match(verdict),
        _pictures(round_.pictures),
        Check(key="identity", text="凭证姓名、证件号码与考籍一致", state=MANUAL),
        Check(key="content", text="编号、取得时间与图片一致，图片清晰、文字朝上", state=MANUAL),
        _genuine(round_, types),
    )


def plan_checks(round_: Round, plan_rev: int) -> tuple[Check, ...]:
    """A plan whose content changed after the round was sent: the rules now follow the present one."""
    if round_.plan_rev == plan_rev:
        return ()
    return (Check(key="plan", text="专业计划在提交后有更新", state=WARN, detail="请按现行计划核对课程"),)


def _passes(round_: Round, least: int) -> Check:
    """What the rules counted when the round was sent; `least` is the gate of the province."""
    count = round_.theory_passes
    state = OK if count >= least else WARN
    return Check(key="passes", text="已通过理论课", state=state, detail=f"{count} 门（需 {least} 门）")


def _match(verdict: Verdict) -> Check:
    state = OK if verdict.outcome == Outcome.FITS else MANUAL
    detail = "；".join((verdict.text, *verdict.checks, *verdict.warnings))
    return Check(key="match", text="凭证与课程匹配", state=state, detail=detail)


def _pictures(pictures: tuple[Picture, ...]) -> Check:
    hints = {hint for picture in pictures for hint in picture.hints}
    detail = "、".join(HINT_TEXTS[hint] for hint in HINT_TEXTS if hint in hints)
    return Check(key="pictures", text="图片质量", state=WARN if detail else OK, detail=detail or f"{len(pictures)} 张")


def _genuine(round_: Round, types: Mapping[str, CredentialType]) -> Check:
    names = dict.fromkeys(types[one.type].name for one in round_.credentials if one.type in types)
    return Check(key="genuine", text="凭证真伪", state=MANUAL, detail="、".join(names))

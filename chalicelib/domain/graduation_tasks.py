"""The task list of 申请毕业: which step is done and what the others miss, a pure function of the drafts."""

from collections.abc import Iterable
from typing import Final

import msgspec

from chalicelib.domain.drafts import Draft
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.graduation_audits import Judged
from chalicelib.domain.graduation_forms import (
    DIPLOMA,
    EVALUATION,
    EXPLANATIONS,
    PERSON,
    PHOTO,
    SCORES,
    TITLES,
    Graduation,
    Typed,
)
from chalicelib.domain.graduation_steps import Desk, cleaned, judged_by, step_faults

# Which part of what is sent each draft step holds.
FIELDS: Final = {
    PERSON: ("person",),
    SCORES: ("scores", "seen"),
    EXPLANATIONS: ("explanations",),
    EVALUATION: ("evaluation",),
    DIPLOMA: ("diploma",),
}
NONE, PARTLY, DONE, SHUT, UNNEEDED = "none", "partly", "done", "shut", "unneeded"
STATE_TEXTS: Final = {
    NONE: "未开始",
    PARTLY: "填写中",
    DONE: "已填写",
    SHUT: "暂不能填写",
    UNNEEDED: "无需填写",
}
_SUBMIT: Final = "submit"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One row: `missing` names what keeps it from being done, with the paths of a submission's faults.

    `reopened`: what was sent of it and is mended would not be let through any more, so it is open whatever a reviewer
    objected to.
    """

    step: str
    title: str
    state: str
    state_text: str
    missing: tuple[FieldFault, ...] = ()
    reopened: bool = False


def typed_of(drafts: Iterable[Draft], sent: Graduation | None = None) -> Typed:
    """What the steps say together, over what was sent before; a step that cannot be read says nothing."""
    parts: dict[str, object] = msgspec.structs.asdict(sent) if sent else {}
    for draft in drafts:
        try:
            read = msgspec.json.decode(draft.body, type=Typed)
        except msgspec.MsgspecError:
            continue
        parts |= {name: getattr(read, name) for name in FIELDS.get(draft.step, ())}
    return Typed(**parts)  # type: ignore[arg-type]


def tasks(
    drafts: tuple[Draft, ...], desk: Desk, *, has_photo: bool, sent: Graduation | None = None
) -> tuple[Task, ...]:
    """The five rows of the manual's steps, and the photograph before the last. `sent`: the round that is mended."""
    begun = set(FIELDS) if sent else {draft.step for draft in drafts}
    found, missing = _judged(cleaned(typed_of(drafts, sent)), desk)
    filled = (
        _task(PERSON, begun, missing[PERSON]),
        _task(SCORES, begun, missing[SCORES]),
        _task(EVALUATION, begun, missing[EVALUATION]),
        _diploma(begun, found, missing[DIPLOMA]),
        _photo(has_photo=has_photo),
    )
    fallen = _judged(cleaned(typed_of((), sent)), desk)[1] if sent else {}
    told = tuple(msgspec.structs.replace(one, reopened=bool(fallen.get(one.step))) for one in filled)
    return (*told, _last(filled))


def _judged(typed: Typed, desk: Desk) -> tuple[Judged | None, dict[str, tuple[FieldFault, ...]]]:
    """The audit and what each row misses; explanations belong to the scores."""
    found = judged_by(typed.scores, desk)
    by_step = step_faults(typed, found, desk)
    return found, {
        PERSON: tuple(by_step[PERSON]),
        SCORES: (*by_step[SCORES], *by_step[EXPLANATIONS]),
        EVALUATION: tuple(by_step[EVALUATION]),
        DIPLOMA: tuple(by_step[DIPLOMA]),
    }


def _task(step: str, begun: set[str], missing: tuple[FieldFault, ...]) -> Task:
    state = NONE if step not in begun else PARTLY if missing else DONE
    return Task(step=step, title=TITLES[step], state=state, state_text=STATE_TEXTS[state], missing=missing)


def _diploma(begun: set[str], found: Judged | None, missing: tuple[FieldFault, ...]) -> Task:
    if found is None:
        return _shut(DIPLOMA, SHUT, "请先选择毕业专业")
    return _task(DIPLOMA, begun, missing) if found.asks_diploma else _shut(DIPLOMA, UNNEEDED, "")


def _shut(step: str, state: str, reason: str) -> Task:
    missing = (FieldFault(f"items.0.{step}", reason),) if reason else ()
    return Task(step=step, title=TITLES[step], state=state, state_text=STATE_TEXTS[state], missing=missing)


def _photo(*, has_photo: bool) -> Task:
    if has_photo:
        return Task(step=PHOTO, title=TITLES[PHOTO], state=DONE, state_text="已上传")
    fault = FieldFault(f"items.0.{PHOTO}", "请在规定时间内上传毕业照片")
    return Task(step=PHOTO, title=TITLES[PHOTO], state=NONE, state_text="未上传", missing=(fault,))


def _last(filled: tuple[Task, ...]) -> Task:
    """提交信息: everything else must be there."""
    is_ready = all(one.state in (DONE, UNNEEDED) for one in filled)
    state = NONE if is_ready else SHUT
    return Task(step=_SUBMIT, title="提交信息", state=state, state_text="未提交" if is_ready else "暂不能提交")

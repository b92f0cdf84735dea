"""What may be asked of an audit: a version of one's major, its choices, other majors. Faults are named by field."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from chalicelib.domain.degrees.guide import addon_name
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.plans import Plan, Unit

WHAT_IFS_MOST: Final = 3
LANGUAGE: Final = {"": None, "yes": True, "no": False}


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """As a page asks, all in text: ids, the name of a 加考 option, yes or no, a number from 1, ids with commas."""

    plan: str = ""
    addon: str = ""
    language: str = ""
    set: str = ""
    what_if: str = ""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which plans a question is about: the one audited, and the others to compare with."""

    plan: Plan
    what_ifs: tuple[Plan, ...]


class AddonChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A 加考 option and what it owes."""

    option: str
    text: str


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What may be chosen on a plan. `language`: with and without one are both possible; `sets`: numbers from 1."""

    addons: tuple[AddonChoice, ...]
    language: bool
    sets: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the 加考 options, "" alone where the plan has none."""
        return tuple(addon.option for addon in self.addons) or ("",)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen of the options; whatever is open the audit decides."""

    addon: str
    language: bool | None
    set: int | None


def question_of(query: Mapping[str, str]) -> Question:
    """From an address; other parameters mean nothing."""
    return Question(**{name: query[name] for name in Question.__struct_fields__ if name in query})


def versions(own: Plan, plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """All versions of one's major that the province offers, one's own first."""
    major = (own.province, own.tier, own.national_code)
    others = (plan for plan in plans.values() if (plan.province, plan.tier, plan.national_code) == major)
    return (own, *(plan for plan in others if plan.id != own.id))


def asked(question: Question, own: Plan, plans: Mapping[str, Plan]) -> Asked:
    """Raises IncompleteError naming the fields that no plan answers to."""
    offered = {plan.id: plan for plan in versions(own, plans)}
    what_ifs = tuple(dict.fromkeys(id_ for id_ in question.what_if.split(",") if id_))
    faults = []
    if question.plan and question.plan not in offered:
        faults.append(FieldFault("plan", "所选计划不是您所学专业的版本，请重新选择"))
    if len(what_ifs) > WHAT_IFS_MOST:
        faults.append(FieldFault("what_if", f"一次最多对照 {WHAT_IFS_MOST} 个其他专业，您选择了 {len(what_ifs)} 个"))
    elif any(id_ not in plans for id_ in what_ifs):
        faults.append(FieldFault("what_if", f"所选专业不存在，请重新选择（最多 {WHAT_IFS_MOST} 个）"))
    if faults:
        raise IncompleteError("请修改标出的选择", faults)
    return Asked(plan=offered.get(question.plan, own), what_ifs=tuple(plans[id_] for id_ in what_ifs))


def options(program: Program) -> Options:
    modes = [compiled.mode for compiled in program.modes]
    addons = dict.fromkeys(mode.addon for mode in modes) if program.plan.addons else ()
    sets = dict.fromkeys(mode.sets for mode in modes if mode.sets)
    return Options(
        addons=tuple(_addon(program, index) for index in addons),
        language=len({mode.language for mode in modes}) > 1,
        sets=tuple(range(1, len(sets) + 1)),
    )


def _addon(program: Program, index: int) -> AddonChoice:
    units = program.plan.addons[index].units if index >= 0 else ()
    owed = "、".join(_owed(program, unit) for unit in units)
    return AddonChoice(option=addon_name(program.plan, index), text=f"须加考：{owed}" if owed else "不需要加考")


def _owed(program: Program, unit: Unit) -> str:
    names = program.guide.names
    return " 或 ".join("和".join(f"{names[code]}（{code}）" for code in codes) for codes in unit.alternatives)


def chosen(question: Question, offered: Options) -> Chosen:
    """Raises IncompleteError naming the choices that the plan does not offer."""
    if faults := tuple(_faults(question, offered)):
        raise IncompleteError("请修改标出的选择", faults)
    return Chosen(
        addon=question.addon,
        language=LANGUAGE[question.language],
        set=int(question.set) if question.set else None,
    )


def _faults(question: Question, offered: Options) -> Iterator[FieldFault]:
    if question.addon and question.addon not in {addon.option for addon in offered.addons}:
        yield FieldFault("addon", "本计划没有这个加考选项，请重新选择")
    if question.language not in LANGUAGE:
        yield FieldFault("language", "请选择考外语或不考外语")
    elif question.language and not offered.language:
        yield FieldFault("language", "本计划不分考外语和不考外语")
    if question.set and question.set not in map(str, offered.sets):
        last = f"，可选第 1 至第 {len(offered.sets)} 组" if offered.sets else ""
        yield FieldFault("set", f"本计划没有这一组选考课程{last}")


def narrowed(base: Choices, wanted: Chosen, program: Program) -> Choices:
    """`base` with as much of what was chosen as the plan offers: other versions of a major know other options."""
    offered = options(program)
    sets = tuple(dict.fromkeys(compiled.mode.sets for compiled in program.modes))
    known = wanted.set in offered.sets
    return msgspec.structs.replace(
        base,
        addon=wanted.addon if wanted.addon in {addon.option for addon in offered.addons} else "",
        language=wanted.language if offered.language else None,
        sets=tuple(part + 1 for part in sets[wanted.set - 1]) if known and wanted.set else (),
    )

"""Whether a substitution map holds together: every fault names the column and the rule or code."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan, plan_codes
from chalicelib.domain.substitutions import Protected, Rule, SubstitutionMap

# The columns that faults name (`domain.imports.rule_tables`).
TAKES, GIVES, RULE = "已通过课程", "替代课程", "规则编号"


def map_faults(
    one: SubstitutionMap, plans: Mapping[str, Plan], catalogue: Collection[CourseCode], protected: Iterable[Protected]
) -> tuple[Fault, ...]:
    """All faults of a map; none means that it may be used."""
    checks = (
        _plans(one, plans),
        _names(one, catalogue),
        _ids(one),
        *(_rule(rule, {row.code for row in protected}) for rule in one.rules),
        _chains(one),
    )
    return tuple(fault for check in checks for fault in check)


def _plans(one: SubstitutionMap, plans: Mapping[str, Plan]) -> Iterator[Fault]:
    if one.from_plan and one.from_plan not in plans:
        yield Fault("原计划", "没有这份计划，请先导入", one.from_plan)
    if one.to_plan and one.to_plan not in plans:
        yield Fault("毕业计划", "没有这份计划，请先导入", one.to_plan)
    if one.since and one.until and one.since > one.until:
        yield Fault("失效日期", "早于生效日期")
    target, origin = plans.get(one.to_plan), plans.get(one.from_plan)
    for rule in one.rules:
        if target:
            yield from _strangers(rule, GIVES, rule.given - plan_codes(target), target)
        if origin:
            yield from _strangers(rule, TAKES, rule.taken - plan_codes(origin), origin)


def _strangers(rule: Rule, field: str, codes: Collection[CourseCode], plan: Plan) -> Iterator[Fault]:
    yield from (Fault(field, f"{plan.id} 中没有课程 {code}", rule.id) for code in sorted(codes))


def _names(one: SubstitutionMap, catalogue: Collection[CourseCode]) -> Iterator[Fault]:
    for rule in one.rules:
        used = {*rule.taken, *rule.given, *(code for clause in rule.needs for code in clause)}
        for code in sorted(code for code in used if code not in catalogue and code not in one.names):
            yield Fault("补充课程名称", f"课程目录中没有 {code}，请核对，或写明它的名称", rule.id)


def _ids(one: SubstitutionMap) -> Iterator[Fault]:
    ids = [rule.id for rule in one.rules]
    yield from (Fault(RULE, "写了不止一次", id_) for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1}))


def _rule(rule: Rule, protected: AbstractSet[CourseCode]) -> Iterator[Fault]:
    for code in sorted(rule.given & protected):
        yield Fault(GIVES, f"{code} 不得由其他课程替代", rule.id)
    if rule.any_of > len(rule.takes):
        yield Fault("取几门", f"取 {rule.any_of} 门，但只列了 {len(rule.takes)} 门", rule.id)
    if both := rule.taken & rule.given:
        yield Fault(GIVES, f"{'、'.join(sorted(both))} 同时是已通过课程", rule.id)
    if bool(rule.gives) == bool(rule.counts2):
        yield Fault(GIVES, "替代课程和只计学分，必须填写一项，也只能填写一项", rule.id)
    if strange := set(rule.waives) - rule.given:
        yield Fault("免考实践", f"{'、'.join(sorted(strange))} 不是本规则的替代课程", rule.id)


def _chains(one: SubstitutionMap) -> Iterator[Fault]:
    """What one rule brings another may not use up: people would expect two hops, and get one."""
    for first in one.rules:
        for second in one.rules:
            if (links := first.given & second.taken) and first is not second:
                codes = "、".join(sorted(links))
                yield Fault(GIVES, f"{codes} 又是 {second.id} 的已通过课程：替代只有一次，不能连环", first.id)

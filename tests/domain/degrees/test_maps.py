"""Every rule of every map that ships: whoever passed just what it takes has what it gives, by that very rule."""

from collections.abc import Iterator

import pytest

from chalicelib import data
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.degrees.results import DegreeAudit
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan, plan_codes
from chalicelib.domain.substitutions import Rule, SubstitutionMap, applies, rules_for
from tests.domain.degrees import real
from tests.domain.degrees.checking import check
from tests.domain.degrees.plans import a_plan, a_row, one

MAPS = data.substitution_maps()
# Rules whose courses the target plan lists itself: there they serve directly.
DIRECT = {"JS-101101-2021-2024": ["JS-101101-2021-2024/10"]}


def targets(map_: SubstitutionMap) -> list[Plan]:
    """The plans that it is about; where none has come yet, one that wants all that it gives."""
    found = [plan for plan in data.plans().values() if applies(map_, plan)]
    return found or [_imagined(map_)]


def _imagined(map_: SubstitutionMap) -> Plan:
    codes = sorted({code for rule in map_.rules for code in rule.given})
    about = {"province": map_.province, "level": "专升本", "major_name": map_.majors[0]}
    return a_plan(rows=tuple(map(a_row, codes)), compulsory=tuple(map(one, codes)), **about)


def least(rule: Rule) -> set[CourseCode]:
    """The first of every choice that the rule leaves."""
    taken = {code for slot in rule.takes[: rule.any_of] for code in slot[0]}
    return taken | {clause[0] for clause in rule.needs}


def audits(program: Program, codes: set[CourseCode]) -> Iterator[DegreeAudit]:
    """With and without a foreign language, where a plan lets one choose."""
    passed = real.transcript_for(program.plan, codes)
    for language in (True, False) if program.plan.language else (None,):
        yield check(program, passed, Choices(language=language))


def is_followed(rule: Rule, audit: DegreeAudit) -> bool:
    units = [unit for section in audit.sections for unit in section.units]
    by_rule = {
        proof.code for unit in units for proof in unit.proofs if proof.citation and proof.citation.rule == rule.id
    }
    return any(by_rule == set(given) for given in rule.gives)


@pytest.mark.parametrize("map_id", sorted(MAPS))
def test_every_rule_brings_what_it_says(map_id: str) -> None:
    """But for what counts for the total only, and courses that the plan itself asks for: those serve directly."""
    map_ = MAPS[map_id]
    direct = []
    for plan in targets(map_):
        program = compile_plan(plan, (map_,), day=min(map_.until or real.DAY, real.DAY))
        for rule in (rule for rule in rules_for(plan, map_) if rule.gives):
            codes = least(rule)
            if not codes.isdisjoint(plan_codes(plan)):
                direct.append(rule.id)
                continue
            assert any(is_followed(rule, audit) for audit in audits(program, codes)), (plan.id, rule.id)
    assert direct == DIRECT.get(map_id, [])

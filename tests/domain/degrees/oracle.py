"""The degree audit by brute force, straight from the definition: every packing, every mode, every choice of courses.

Shares nothing with the code under test but the values that go in. Small plans only.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.plans import Plan, Unit
from chalicelib.domain.substitutions import Rule, SubstitutionMap

Codes = frozenset[CourseCode]
# language path, set of every choice, add-on
Mode = tuple[bool | None, tuple[int, ...], int]
# blocked, units, exams, exams of unknown credits, half credits, resting on an exemption, rank
Price = tuple[int, ...]


class Person(NamedTuple):
    """Codes with the sources of their passes, and what else is true of somebody."""

    passes: Mapping[CourseCode, frozenset[str]]
    facts: frozenset[str] = frozenset()
    certificates: Mapping[CourseCode, str] = {}


class Want(NamedTuple):
    """role: "hard", "free", or the index of an elective group. `own`: counts for the plan's totals."""

    role: str | int
    alternatives: tuple[Codes, ...]
    flagged: bool = False
    own: bool = True
    thesis: bool = False


class Activity(NamedTuple):
    takes: Codes
    gives: Codes
    rank: int


class Packing(NamedTuple):
    """Cells that were brought, those of them that rest on an exemption, granted codes used up, and the sum of ranks."""

    made: Codes
    tainted: Codes
    spent: Codes
    rank: int


class Oracle:
    """One plan with its maps on one day."""

    def __init__(self, plan: Plan, maps: list[SubstitutionMap], day: str) -> None:
        self.plan, self.day = plan, day
        self.rules = [rule for one in maps for rule in one.rules]
        self.national = [course for course in plan.national if course.since <= day]
        self.credits2 = {course.code: course.credits2 for course in plan.national}
        self.credits2 |= {row.code: row.credits2 for row in plan.rows}
        self.cells = set(self.credits2)
        self.counted = [gives for rule in self.rules if not rule.gives for _, gives in spelled_out(rule)]
        self.credits2 |= {min(g): rule.counts2 for rule in self.rules if not rule.gives for _, g in spelled_out(rule)}
        kinds = {row.code: row.kind for row in plan.rows}
        self.theory = {code for code in self.cells if kinds.get(code, "theory") == "theory"}
        self.practice = self.cells - self.theory

    def prices(self, person: Person) -> dict[Mode, Price]:
        """The cheapest completion of every mode."""
        found: dict[Mode, Price] = {}
        closed = {row.code for row in self.plan.rows if row.only_for and row.only_for not in person.facts}
        for held, exempt, owed in self._views(person):
            enabled = list(self._activities(person, (held, exempt), closed))
            sat = frozenset(code for code in held if person.passes[code] & {"score", "supplemented"})
            packings = list(_packings(enabled, exempt, frozenset(self.cells) & held - sat))
            for mode in self._modes():
                wants = self._wants(mode)
                for packing in packings:
                    for chosen in _ways(wants, packing, sat | packing.spent | closed):
                        price = self._price(list(zip(wants, chosen, strict=True)), packing, owed, mode)
                        found[mode] = min(price, found.get(mode, price))
        return found

    def _views(self, person: Person) -> Iterator[tuple[Codes, Codes, int]]:
        """Without transferred records nothing is owed to the province; with them, theory passes may be."""
        here = {code for code, sources in person.passes.items() if sources & {"score", "supplemented"}}
        residence = self.plan.residence
        owed = max(0, residence.theory_passes - len(here - self.practice)) if residence else 0
        exempt = {code for code, sources in person.passes.items() if "exempt" in sources}
        transferred = {code for code, sources in person.passes.items() if "transferred" in sources}
        for earned, due in ((here, 0), (here | transferred, owed)):
            yield frozenset(earned | exempt), frozenset(exempt - earned), due

    def _activities(self, person: Person, codes: tuple[Codes, Codes], closed: set[CourseCode]) -> Iterator[Activity]:
        held, exempt = codes
        open_ = self.cells - closed
        for code in open_ & held:
            yield Activity(frozenset({code}), frozenset({code}), 0)
        for rule in self.rules:
            late = {code for code in exempt if rule.exempt_before and person.certificates[code] >= rule.exempt_before}
            if all(held & set(clause) for clause in rule.needs):
                for takes, gives in spelled_out(rule):
                    if takes <= held - late and (gives <= open_ or not rule.gives):
                        yield Activity(takes, gives, _rank(rule))

    def _modes(self) -> list[Mode]:
        languages: tuple[bool | None, ...] = (True, False) if self.plan.language else (None,)
        sets = list(product(*(range(len(choice.sets)) for choice in self.plan.choices)))
        addons = list(range(len(self.plan.addons)))
        if all(addon.units for addon in self.plan.addons):
            addons = [-1, *addons]
        return list(product(languages, sets, addons))

    def _wants(self, mode: Mode) -> list[Want]:
        language, sets, addon = mode
        plan, without = self.plan, language is False
        sections: list[tuple[str | int, tuple[Unit, ...]]] = [
            ("hard", tuple(unit for unit in plan.compulsory if not without or unit.id != plan.language))
        ]
        for index, group in enumerate(plan.electives):
            printed = group.min_units is not None or group.min_credits2 is not None
            all_owed = group.all_without_language and without
            sections.append(("hard" if all_owed else index if printed else "free", group.units))
        sections += [("hard", choice.sets[chosen]) for choice, chosen in zip(plan.choices, sets, strict=True)]
        sections += [("hard", plan.without_language if without else ()), ("free", plan.undecided)]
        found = [self._want(role, unit) for role, units in sections for unit in units]
        found += [self._want("hard", Unit(((code,),)))._replace(thesis=True) for code in plan.theses]
        found += [Want("free", (cells,)) for cells in dict.fromkeys(self.counted)]
        owed = plan.addons[addon].units if addon >= 0 else ()
        return self._with_beside(found, [*(Unit(((course.code,),)) for course in self.national), *owed])

    def _want(self, role: str | int, unit: Unit) -> Want:
        language = {code for one in self.plan.compulsory if one.id == self.plan.language for code in one.codes}
        flagged = {row.code for row in self.plan.rows if row.degree or row.foreign} | language
        return Want(role, tuple(frozenset(codes) for codes in unit.alternatives), bool(set(unit.codes) & flagged))

    def _with_beside(self, own: list[Want], beside: list[Unit]) -> list[Want]:
        """A course owed besides the plan is not owed twice, and cannot serve as an elective at the same time."""
        sole = {
            code for want in own if want.role == "hard" and len(want.alternatives) == 1 for code in want.alternatives[0]
        }
        extra: list[Want] = []
        taken: set[CourseCode] = set()
        for unit in beside:
            if not set(unit.codes) <= sole | taken:
                extra.append(self._want("hard", unit)._replace(own=False))
            taken |= set(unit.codes) - sole
        kept = [want._replace(alternatives=tuple(c for c in want.alternatives if not c & taken)) for want in own]
        return [want for want in kept if want.alternatives] + extra

    def _price(self, chosen: list[tuple[Want, Codes | None]], packing: Packing, owed: int, mode: Mode) -> Price:
        taken = [(want, codes) for want, codes in chosen if codes is not None]
        blocked = sum(1 for want, codes in chosen if codes is None and want.role == "hard") + self._short(taken, mode)
        exams = [code for _, codes in taken for code in codes - packing.made]
        units = sum(1 for _, codes in taken if codes - packing.made)
        return (
            blocked,
            units + blocked + max(0, owed - sum(1 for code in exams if code in self.theory)),
            len(exams),
            sum(1 for code in exams if self.credits2[code] is None),
            self._worth(exams),
            sum(1 for want, codes in taken if want.flagged and codes & packing.tainted),
            packing.rank,
        )

    def _worth(self, codes: list[CourseCode] | Codes) -> int:
        return sum(self.credits2[code] or 0 for code in codes)

    def _short(self, taken: list[tuple[Want, Codes]], mode: Mode) -> int:
        """How many minima are missed: of elective groups, of the total credits, of the number of units."""
        missed = 0
        for index, group in enumerate(self.plan.electives):
            mine = [codes for want, codes in taken if want.role == index]
            if not (group.all_without_language and mode[0] is False):
                credits2 = sum(map(self._worth, mine))
                missed += len(mine) < (group.min_units or 0) or credits2 < (group.min_credits2 or 0)
        own = [(want, codes) for want, codes in taken if want.own]
        total = self.plan.total
        if total.enforced:
            missed += sum(self._worth(codes) for _, codes in own) < (total.credits2 or 0)
        return missed + (sum(1 for want, _ in own if not want.thesis) < (total.units or 0))


def spelled_out(rule: Rule) -> Iterator[tuple[Codes, Codes]]:
    """Every set of codes that meets as many slots as the rule asks for, with everything that it may bring."""
    for slots in combinations(rule.takes, rule.any_of):
        for chosen in product(*slots):
            takes = frozenset(code for codes in chosen for code in codes)
            if len(takes) == sum(len(codes) for codes in chosen):
                for gives in rule.gives or ((CourseCode(f"+{min(takes)}"),),):
                    yield takes, frozenset(gives)


def _rank(rule: Rule) -> int:
    return {"verified": 1, "partly": 16, "inferred": 256}[rule.status.split(" ")[0].rstrip(",")]


def _packings(activities: list[Activity], exempt: Codes, granted: Codes) -> Iterator[Packing]:
    """Every set of activities that use no code twice and bring no cell twice; equal ones at the least rank."""
    best: dict[tuple[Codes, Codes, Codes], int] = {}

    def go(first: int, used: Codes, made: Codes, tainted: Codes, rank: int) -> None:
        key = made, tainted, used & granted
        best[key] = min(rank, best.get(key, rank))
        for place in range(first, len(activities)):
            one = activities[place]
            if not one.takes & used and not one.gives & made:
                taint = one.gives if one.takes & exempt else frozenset()
                go(place + 1, used | one.takes, made | one.gives, tainted | taint, rank + one.rank)

    go(0, frozenset(), frozenset(), frozenset(), 0)
    return (Packing(*key, rank) for key, rank in best.items())


def _ways(wants: list[Want], packing: Packing, closed: Codes) -> Iterator[tuple[Codes | None, ...]]:
    """For every want an alternative, or None: where it is not owed, or where no exam could bring it.

    A granted record that nothing uses is as good as none: its course may be sat for.
    """
    options: list[list[Codes | None]] = []
    for want in wants:
        open_: list[Codes | None] = []
        for codes in want.alternatives:
            missing = codes - packing.made
            if not missing & closed and not (want.role == "free" and missing):
                open_.append(codes)
        options.append(open_ if want.role == "hard" and open_ else [*open_, None])
    return product(*options)

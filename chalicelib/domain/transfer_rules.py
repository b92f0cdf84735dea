"""What offices say of 省际转考, as rows: which scores cannot leave or arrive and why, and what a reviewer looks up."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec

from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import Instant, shanghai

# Who judges a rule: the machine, for one score that leaves or all of them, or one course that arrives; or the reviewer.
SCORE, ALL, COURSE, REVIEWER = "score", "all", "course", "reviewer"
EXEMPTED, THESIS, CERTIFICATE, PRACTICE, COMPLETE, RECENT = (
    "exempt",
    "thesis",
    "certificate",
    "practice",
    "complete",
    "recent",
)
UNLISTED, NAME, CREDITS, CORE, HELD = "unlisted", "name", "credits", "core", "held"
# What the machine can judge; whatever else a row names is the reviewer's.
JUDGED: Final = {
    SCORE: frozenset({EXEMPTED, THESIS, CERTIFICATE, PRACTICE}),
    ALL: frozenset({COMPLETE, RECENT}),
    COURSE: frozenset({UNLISTED, NAME, CREDITS, CORE, HELD}),
}


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One rule from a day on. `codes`: the courses that it names; `months`: how long it lasts."""

    key: str
    judged: str
    text: str
    since: date
    source: str
    status: str
    codes: tuple[CourseCode, ...] = ()
    months: int = 0


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A province that nobody can transfer to."""

    code: str
    status: str


class TransferRules(msgspec.Struct, frozen=True):
    """All rows, those of earlier days too."""

    out: tuple[Rule, ...]
    into: tuple[Rule, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def in_force(rules: Iterable[Rule], judged: str, now: Instant) -> dict[str, Rule]:
    """By key, the latest row that holds on the day."""
    day = shanghai(now).date()
    rows = sorted((one for one in rules if one.judged == judged and one.since <= day), key=lambda one: one.since)
    return {one.key: one for one in rows}


def rule_faults(rules: Iterable[Rule]) -> list[str]:
    """Rows that the machine is asked to judge and cannot."""
    return [
        f"{one.key} judged by {one.judged}"
        for one in rules
        if one.judged != REVIEWER and one.key not in JUDGED.get(one.judged, ())
    ]

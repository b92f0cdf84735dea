"""免考 rules as data: which credentials commonly exempt from which courses, by province.

A machine may say that credentials fit a rule; everything else is 由审核人员判断, never a refusal.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from chalicelib.domain.credentials import Credential
from chalicelib.domain.ids import CourseCode

VERIFIED = "verified in source"
REVIEWER_TEXT = "由审核人员判断"


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of credential; with `levels`, one of these levels."""

    type: str
    levels: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Credentials → courses. One piece of evidence of each of `needs` is wanted; no `codes`: any course may be meant.

    `decides` is false where the rule turns on something that is not typed (the former major, a module's name).
    `check` is what the reviewer still looks up, `quote` the sentence of the source.
    """

    id: str
    province: str
    level: str = ""
    majors: tuple[str, ...] = ()
    needs: tuple[tuple[Evidence, ...], ...]
    codes: tuple[CourseCode, ...] = ()
    together: bool = False
    decides: bool = False
    text: str
    check: str = ""
    hint: str = ""
    warning: str = ""
    quote: str
    source: str
    status: str


class Caution(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence for people who try what is known not to work; `always` ones are said even when a rule fits."""

    id: str
    province: str
    level: str = ""
    evidence: tuple[Evidence, ...] = ()
    codes: tuple[CourseCode, ...] = ()
    always: bool = False
    text: str
    source: str
    status: str


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """What must be held before any exemption may be asked for."""

    id: str
    province: str
    theory_passes: int
    text: str
    source: str
    status: str


class NoNeed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A case in which nobody needs to apply; `kind` names the case (addon, other_ticket, transferred, …)."""

    id: str
    province: str
    kind: str
    codes: tuple[CourseCode, ...] = ()
    text: str
    source: str
    status: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a source that no machine applies."""

    id: str
    province: str
    text: str
    source: str
    status: str


class Companion(msgspec.Struct, frozen=True):
    """Using `type`, one of `any_of` must stand beside it."""

    type: str
    any_of: tuple[str, ...]
    text: str


class RuleBook(msgspec.Struct, frozen=True, kw_only=True):
    """All provinces' rules; who asks names the province."""

    rules: tuple[Rule, ...]
    cautions: tuple[Caution, ...]
    gates: tuple[Gate, ...]
    no_need: tuple[NoNeed, ...]
    notes: tuple[Note, ...]
    companions: tuple[Companion, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One unit that somebody asks to be exempted from. `level` is the plan's tier, 专科 or 本科."""

    province: str
    level: str
    major: str
    codes: tuple[CourseCode, ...]
    credentials: tuple[Credential, ...]


class Outcome(StrEnum):
    FITS = "fits"
    REVIEWER = "reviewer"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say. `missing` must be mended before submitting; the rest is advice.

    `rule` is the id of the rule that fits, or of the nearest one that a person must weigh ("" if there is none).
    """

    outcome: Outcome
    rule: str = ""
    text: str = REVIEWER_TEXT
    missing: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def judge(book: RuleBook, claim: Claim) -> Verdict:
    met = tuple(_met(book, claim))
    missing = missing_companions(book, claim.credentials)
    for rule in met:
        if _decides(rule, claim):
            return Verdict(
                outcome=Outcome.FITS,
                rule=rule.id,
                text=rule.text,
                missing=missing,
                checks=(rule.check,) if rule.check else (),
                warnings=_warnings(book, claim, rule),
            )
    nearest = met[0] if met else None
    return Verdict(
        outcome=Outcome.REVIEWER,
        rule=nearest.id if nearest else "",
        text=f"{nearest.text}；{REVIEWER_TEXT}" if nearest else REVIEWER_TEXT,
        missing=missing,
        checks=tuple(rule.check for rule in met if rule.check),
        hints=tuple(rule.hint for rule in met if rule.hint),
        warnings=_warnings(book, claim, None),
    )


def missing_companions(book: RuleBook, credentials: Iterable[Credential]) -> tuple[str, ...]:
    """Sentences on credentials that need another one beside them (manual 3.1.4)."""
    types = {credential.type for credential in credentials}
    return tuple(
        companion.text
        for companion in book.companions
        if companion.type in types and types.isdisjoint(companion.any_of)
    )


def accepted_types(book: RuleBook, province: str, level: str, codes: Iterable[CourseCode]) -> tuple[str, ...]:
    """Credential types that commonly fit a unit, for hints; the order is the table's.

    Rules that neither decide nor tell the reviewer what to look up promise nothing: they are not hinted at.
    """
    wanted = set(codes)
    hinted = (rule for rule in book.rules if rule.decides or rule.check)
    rules = (rule for rule in hinted if _is_about(rule, province, level) and wanted & set(rule.codes))
    return tuple(dict.fromkeys(one.type for rule in rules for need in rule.needs for one in need))


def required_passes(book: RuleBook, province: str) -> int:
    """Theory passes in the major before anybody may apply (上海: 沪自考委办〔2022〕1号); 0: no source has a gate."""
    return max((gate.theory_passes for gate in book.gates if gate.province == province), default=0)


def no_need_text(book: RuleBook, province: str, kind: str) -> str:
    """Why nobody needs to apply in this case; "" if the province says nothing."""
    return next((row.text for row in book.no_need if row.province == province and row.kind == kind), "")


def always_said(book: RuleBook, province: str, level: str, codes: Iterable[CourseCode]) -> tuple[str, ...]:
    """What people must know before they ask to be exempted from these courses, whatever they send."""
    wanted = set(codes)
    about = (caution for caution in book.cautions if caution.always and _is_about(caution, province, level))
    return tuple(caution.text for caution in about if not caution.codes or wanted & set(caution.codes))


def _met(book: RuleBook, claim: Claim) -> Iterator[Rule]:
    """Rules whose evidence is at hand, those on these very courses first, open ones last."""
    rules = [rule for rule in book.rules if _is_about(rule, claim.province, claim.level)]
    named = (rule for rule in rules if rule.codes and set(claim.codes) <= set(rule.codes))
    open_ = (rule for rule in rules if not rule.codes)
    for rule in (*named, *open_):
        if all(_holds(claim.credentials, need) for need in rule.needs):
            yield rule


def _decides(rule: Rule, claim: Claim) -> bool:
    """Only verified rules decide; an unknown or another major, or half of a pair of courses, is for the reviewer."""
    whole = not rule.together or set(rule.codes) == set(claim.codes)
    major = not rule.majors or claim.major in rule.majors
    return rule.decides and rule.status == VERIFIED and whole and major


def _is_about(rule: Rule | Caution, province: str, level: str) -> bool:
    return rule.province == province and rule.level in ("", level)


def _holds(credentials: Iterable[Credential], need: Iterable[Evidence]) -> bool:
    return any(_is_evidence(credential, one) for credential in credentials for one in need)


def _is_evidence(credential: Credential, evidence: Evidence) -> bool:
    return credential.type == evidence.type and (not evidence.levels or credential.level in evidence.levels)


def _warnings(book: RuleBook, claim: Claim, fitting: Rule | None) -> tuple[str, ...]:
    own = (fitting.warning,) if fitting and fitting.warning else ()
    return own + tuple(
        caution.text
        for caution in book.cautions
        if _is_about(caution, claim.province, claim.level)
        and (caution.always or not fitting)
        and (not caution.codes or set(caution.codes) & set(claim.codes))
        and (not caution.evidence or _holds(claim.credentials, caution.evidence))
    )

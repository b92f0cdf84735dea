"""Short ways to ask the exemption rules."""

from chalicelib import data
from chalicelib.domain import exemption_rules
from chalicelib.domain.credentials import Credential
from chalicelib.domain.exemption_rules import Claim, Verdict
from chalicelib.domain.ids import CourseCode

BOOK = data.exemption_rules()


def cert(kind: str, level: str = "") -> Credential:
    return Credential(type=kind, level=level)


def a_claim(codes: str, *credentials: Credential, **changes: str) -> Claim:
    """`codes` separated by spaces; without changes a 本科 plan of Shanghai."""
    return Claim(
        province=changes.get("province", "上海"),
        level=changes.get("level", "本科"),
        major=changes.get("major", "行政管理"),
        codes=tuple(CourseCode(code) for code in codes.split()),
        credentials=credentials,
    )


def judged(codes: str, *credentials: Credential, **changes: str) -> Verdict:
    return exemption_rules.judge(BOOK, a_claim(codes, *credentials, **changes))


def answer(codes: str, *credentials: Credential, **changes: str) -> str:
    """`fits SH-P3`, `reviewer SH-M1`, or `reviewer` where no rule is near."""
    verdict = judged(codes, *credentials, **changes)
    return f"{verdict.outcome} {verdict.rule}".strip()

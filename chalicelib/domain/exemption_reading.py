"""How the credentials of an exemption read to people, and what a reviewer of one looks at."""

from collections.abc import Mapping, Sequence

from chalicelib.domain import checks, exemption_rules
from chalicelib.domain.applications import Round
from chalicelib.domain.checks import MANUAL, OK, WARN, Check
from chalicelib.domain.credentials import Credential, CredentialType
from chalicelib.domain.exemption_rules import Outcome, Verdict
from chalicelib.domain.kinds import Books, Certificate, Part, Row, rows

Types = Mapping[str, CredentialType]


def parts(credentials: Sequence[Credential], books: Books) -> tuple[Part, ...]:
    """One part per credential, in the order in which they were sent."""
    types, provinces = books.credential_types(), books.provinces()
    names = {code: province.name for code, province in provinces.items()}
    return tuple(_part(place, one, types, names) for place, one in enumerate(credentials, 1))


def _part(place: int, credential: Credential, types: Types, provinces: Mapping[str, str]) -> Part:
    kind = types.get(credential.type)
    name = kind.name if kind else credential.type
    level, number = (kind.level_label, kind.number_label) if kind else ("", "")
    date = f"{credential.year}年{credential.month.zfill(2)}月" if credential.year else ""
    return Part(
        title=f"凭证 {place} · {name}",
        rows=rows(
            Row(key="type", label="凭证", text=name),
            Row(key="level", label=level or "级别层次", text=credential.level),
            Row(key="number", label=number or "编号", text=credential.number, code=True),
            Row(key="date", label="获取凭证时间", text=date),
            Row(key="province", label="获取凭证省份", text=provinces.get(credential.province, credential.province)),
            Row(key="note", label="备注", text=credential.note),
        ),
        uploads=credential.uploads,
    )


def certificates(credentials: Sequence[Credential], books: Books) -> tuple[Certificate, ...]:
    """Everything that has a number, each once."""
    types = books.credential_types()
    found = (Certificate(one.type, one.number, types[one.type].name) for one in credentials if one.number)
    return tuple(dict.fromkeys(found))


def points(
    round_: Round, credentials: Sequence[Credential], verdict: Verdict, books: Books, province: str
) -> tuple[Check, ...]:
    """In the order in which reviewers look (source: exemption_rules.json, reviewer_checklist)."""
    least = exemption_rules.required_passes(books.exemption_rules(), province)
    return (
        _passes(int(round_.known["theory_passes"]), least),
        Check(key="number_format", text="凭证编号与取得时间格式", state=OK, detail="提交时已检查"),
        _match(verdict),
        checks.picture_check(round_.pictures),
        checks.IDENTITY,
        Check(key="content", text="编号、取得时间与图片一致，图片清晰、文字朝上", state=MANUAL),
        _genuine(credentials, books.credential_types()),
    )


def _passes(count: int, least: int) -> Check:
    """What the rules counted when the round was sent; `least` is the gate of the province."""
    state = OK if count >= least else WARN
    return Check(key="passes", text="已通过理论课", state=state, detail=f"提交时 {count} 门（需 {least} 门）")


def _match(verdict: Verdict) -> Check:
    state = OK if verdict.outcome == Outcome.FITS else MANUAL
    detail = "；".join((verdict.text, *verdict.checks, *verdict.warnings))
    return Check(key="match", text="凭证与课程匹配", state=state, detail=detail)


def _genuine(credentials: Sequence[Credential], types: Types) -> Check:
    names = dict.fromkeys(types[one.type].name for one in credentials if one.type in types)
    return Check(key="genuine", text="凭证真伪", state=MANUAL, detail="、".join(names))

"""What was granted against what was asked for and approved."""

from collections.abc import Iterator

from chalicelib.domain import businesses
from chalicelib.domain.applications import Round
from chalicelib.domain.statuses import State
from chalicelib.domain.supplement_forms import DATES, EFFECTS, Supplement
from chalicelib.domain.transcripts import EXEMPT, Grant
from chalicelib.storage import people
from infra.check.people import File, Person
from infra.check.values import Context, Found


def granted(person: Person, _: Context) -> Iterator[Found]:
    """I2: a grant stands for an approved case of its person and says what its last round asked for; every approval gave
    what it was about. Name, credits, kind of course and instant of a grant are not compared.
    """
    given = {(grant.no, grant.code) for _, grant in person.grants if not grant.voided}
    codes, numbers = {code for _, code in given}, {no for no, _ in given}
    for item, grant in person.grants:
        file = person.files.get(grant.no)
        if item.place.sk != f"{people.GRANT}{grant.effect}#{grant.code}":
            yield item.place, "记录与它的键不符"
        elif not grant.voided and (file is None or file.case.state != State.APPROVED):
            yield item.place, "记录没有对应的审核通过的申请"
        elif file and not _is_as_asked(grant, file):
            yield item.place, "记录与审核通过的内容不符"
    for file in person.files.values():
        is_given = file.case.no in numbers and codes.issuperset(file.case.codes)
        if file.case.state == State.APPROVED and file.case.codes and not is_given:
            yield file.item.place, "审核通过，但没有相应的记录"


def _is_as_asked(grant: Grant, file: File) -> bool:
    """Of a case without its round I10 tells."""
    case, sent = file.case, file.rounds.get(file.case.round)
    is_of_case = grant.code in case.codes and grant.ref == case.ref
    return is_of_case and (sent is None or _says(grant) == _asked(case.business, sent[1]))


def _says(grant: Grant) -> tuple[object, ...]:
    return grant.effect, grant.rule, grant.score, grant.month, grant.obtained


def _asked(business: str, sent: Round) -> tuple[object, ...]:
    content = businesses.kind_of(business).content_of(sent)
    if not isinstance(content, Supplement):
        return EXEMPT, str(sent.known.get("rule", "")), None, "", ""
    score = int(content.score) if content.score else None
    return EFFECTS[content.kind], "", score, getattr(content, DATES[content.kind]), content.obtained

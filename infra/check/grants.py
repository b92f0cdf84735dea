"""What was granted against what was asked for and approved."""

from collections.abc import Iterator

import msgspec

from chalicelib.domain import businesses
from chalicelib.domain.applications import Round
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.statuses import State
from chalicelib.domain.supplement_forms import DATES, EFFECTS, Supplement
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED, Grant
from chalicelib.domain.transfer_in import Kept
from chalicelib.domain.transfer_in_courses import Line
from chalicelib.storage import people
from infra.check.people import File, Person
from infra.check.values import Context, Found, Item


def granted(person: Person, _: Context) -> Iterator[Found]:
    """I2: a grant stands for an approved case of its person and says what its last round asked for, or what the
    approval of an arrival kept; every approval gave what it was about. Name, credits, kind of course and instant of a
    grant are not compared.
    """
    for item, grant in person.grants:
        if wrong := _fault(item, grant, person):
            yield item.place, wrong
    standing = [grant for _, grant in person.grants if not grant.voided]
    codes, numbers = {one.code for one in standing}, {one.no for one in standing}
    ever = {(one.no, one.code) for _, one in person.grants}
    for no, file in person.files.items():
        is_given = no in numbers and codes.issuperset(file.case.codes)
        lacks = (file.case.codes and not is_given) or not {(no, code) for code in _became(file, person)} <= ever
        if file.case.state == State.APPROVED and lacks:
            yield file.item.place, "审核通过，但没有相应的记录"


def _fault(item: Item, grant: Grant, person: Person) -> str:
    file = person.files.get(grant.no)
    if item.place.sk != f"{people.GRANT}{grant.effect}#{grant.code}":
        return "记录与它的键不符"
    if not grant.voided and (file is None or file.case.state != State.APPROVED):
        return "记录没有对应的审核通过的申请"
    if file is None:
        return ""
    is_true = _is_as_asked(grant, file) if file.case.is_own else _is_as_arrived(grant, file, person)
    return "" if is_true else "记录与审核通过的内容不符"


def _is_as_asked(grant: Grant, file: File) -> bool:
    """Of a case without its round I10 tells."""
    case, sent = file.case, file.rounds.get(file.case.round)
    is_of_case = grant.code in case.codes and grant.ref == case.ref
    return is_of_case and (sent is None or _says(grant) == _asked(case.business, sent[1]))


def _became(file: File, person: Person) -> dict[CourseCode, Line]:
    """By code what courses from elsewhere became, as the approval kept it."""
    kept = person.snapshots.get(file.case.no)
    if file.case.is_own or kept is None:
        return {}
    lines = msgspec.json.decode(kept[1].body, type=Kept).lines
    return {line.becomes.code: line for line in lines if line.becomes}


def _is_as_arrived(grant: Grant, file: File, person: Person) -> bool:
    line = _became(file, person).get(grant.code)
    is_of_case = (grant.effect, grant.ref) == (TRANSFERRED, file.case.ref)
    return is_of_case and line is not None and line.score == grant.score


def _says(grant: Grant) -> tuple[object, ...]:
    return grant.effect, grant.rule, grant.score, grant.month, grant.obtained


def _asked(business: str, sent: Round) -> tuple[object, ...]:
    content = businesses.kind_of(business).content_of(sent)
    if not isinstance(content, Supplement):
        return EXEMPT, str(sent.known.get("rule", "")), None, "", ""
    score = int(content.score) if content.score else None
    return EFFECTS[content.kind], "", score, getattr(content, DATES[content.kind]), content.obtained

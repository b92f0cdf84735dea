"""A person about to graduate: what is on the record, what is typed in each step, and what the rules are asked with."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.degrees.programs import program
from chalicelib.domain.degrees.records import Choices, iso_day
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.graduation_audits import judged
from chalicelib.domain.graduation_forms import Diploma, Person, Scores, Seen, Typed
from chalicelib.domain.graduation_steps import Desk
from chalicelib.domain.graduation_terms import terms_of
from chalicelib.domain.graduations import KIND
from chalicelib.domain.kinds import Filing, Matter, Standing
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.windows import Business
from tests.builders import CANDIDATE, NOW, a_case, a_head, a_picture, a_round, a_sheet, a_ticket, a_window, an_upload_id

JUNIOR = "JS-590206-2021"
PLAN = "SH-120402-observed-2020"
ADDON = "政治类专科毕业已通过行政法学"
# Everything that the plan asks for, whatever the option.
COURSES = ("00034", "00318", "00320", "00315", "00319", "01848", "00316", "00923", "00015", "03708", "03709", "15040")
MISSING = "15040"
LONGER = "考生补充说明：该课程已经通过，正在等待成绩登记。"
EVALUATION = "本人在自学考试期间认真学习，思想上积极上进，工作中踏实肯干，学习上持之以恒。" * 14
PERSON = Person(
    nation="01",
    sex="2",
    born="1999-01-01",
    document="1",
    phone="021-55550000",
    mobile="13000000001",
    education="31",
    politics="03",
    household="1",
    study="1",
    occupation="2-02",
    email="someone@example.cn",
    employer="演示公司",
    address="演示省演示市演示区",
    postcode="201403",
)
DIPLOMA = Diploma(
    obtained="2018-07",
    number="000088000000000001",
    place="31",
    uploads=(an_upload_id(1),),
    code="000088693519",
    until="2027-06-30",
    proof_uploads=(an_upload_id(2),),
)
PHOTO = an_upload_id(3)
PICTURES = {
    an_upload_id(1): a_picture(1),
    an_upload_id(2): a_picture(2),
    PHOTO: a_picture(3, width=480, height=640, purpose="portrait"),
}


def a_transcript(*without: str, **sheet: Any) -> Transcript:
    return Transcript((a_sheet(codes=tuple(code for code in COURSES if code not in without), **sheet),))


def a_standing(transcript: Transcript | None = None, **changes: Any) -> Standing:
    library, ticket = changes.pop("library", data.library()), changes.pop("ticket", a_ticket())
    standing = Standing(
        head=a_head(tickets=(ticket,)),
        ticket=ticket,
        library=library,
        program=program(library, ticket.plan_id, iso_day(NOW)),
        transcript=transcript or a_transcript(),
        window=a_window(business=Business.GRADUATION),
        window_rev=1,
        now=NOW,
        by=CANDIDATE,
        choices=Choices(),
        books=data,
    )
    return msgspec.structs.replace(standing, **changes)


def seen(standing: Standing, plan: str = PLAN, addon: str = ADDON) -> Seen:
    return judged(Scores(plan=plan, addon=addon), standing).seen


def a_typed(standing: Standing | None = None, **changes: Any) -> Typed:
    """All five steps, as typed by somebody who looked at the scores a moment ago."""
    typed = Typed(
        person=PERSON,
        scores=Scores(plan=PLAN, addon=ADDON),
        evaluation=EVALUATION,
        diploma=DIPLOMA,
        photo=PHOTO,
        seen=seen(standing or a_standing()),
    )
    return msgspec.structs.replace(typed, **changes)


def a_desk(standing: Standing | None = None) -> Desk:
    ground = standing or a_standing()
    terms = terms_of(data.graduation_terms(), ground.ticket.school, NOW)
    return Desk(ground=ground, ticket=ground.ticket, terms=terms, books=data, until=ground.window.corrects)


def filed(standing: Standing | None = None, pictures: Any = None, **changes: Any) -> Filing[Any]:
    standing = standing or a_standing()
    [filing] = KIND.file(standing, (a_typed(standing, **changes),), PICTURES if pictures is None else pictures)
    return filing


def a_matter(
    filing: Filing[Any], transcript: Transcript | None = None, stage: str = "school", **changes: Any
) -> Matter:
    content = msgspec.Raw(msgspec.json.encode(filing.content))
    subject = msgspec.structs.asdict(filing.subject)
    case = a_case(business=Business.GRADUATION, stages=KIND.stages, stage=stage, **subject)
    matter = Matter(
        case=case,
        round=a_round(content=content, pictures=tuple(PICTURES.values())),
        head=a_head(),
        library=data.library(),
        program=program(data.library(), case.plan_id, iso_day(NOW)),
        transcript=transcript or a_transcript(),
        books=data,
        now=NOW,
    )
    return msgspec.structs.replace(matter, **changes)


def faults(standing: Any = None, pictures: Any = None, **changes: Any) -> dict[str, str]:
    with pytest.raises(IncompleteError) as refused:
        filed(standing, pictures, **changes)
    return {one.field.removeprefix("items.0."): one.message for one in refused.value.fields}


def person(**changes: str) -> Person:
    return msgspec.structs.replace(PERSON, **changes)


def diploma(**changes: Any) -> Diploma:
    return msgspec.structs.replace(DIPLOMA, **changes)

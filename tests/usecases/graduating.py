"""A candidate who graduates and the desks that decide it, each step with a request of its own."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.domain.graduation_forms import Typed
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, MINUTE, later
from chalicelib.storage import cases, people
from chalicelib.storage.tables import RecordItem
from chalicelib.storage.uploads import upload_key
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.decide_application import Reviewer
from chalicelib.usecases.reviews.show_case import show_case
from infra.local.simulated import Simulated
from tests import graduating
from tests.builders import CID, NOW, a_head, a_sheet
from tests.graduating import ADDON, COURSES, PICTURES, PLAN
from tests.money import open_desks
from tests.stored import open_windows, warm
from tests.usecases.acting import SCHOOL_DESK, WHO, an_order, at, decide, entropy
from tests.usecases.orders import connect

WORDS = "该课程成绩正在登记，请以主考学校记录为准。"
ANSWERS = {"verification": "same"}


@pytest.fixture(autouse=True)
def channel(aws: None, monkeypatch: pytest.MonkeyPatch) -> Simulated:
    """For files that import it: somebody who graduates, at a school that takes the fee by the stage's channel."""
    put_graduate()
    open_windows()
    open_desks()
    warm(NOW)
    made = Simulated()
    connect(made, monkeypatch)
    return made


def put_graduate(*without: str, **head: Any) -> None:
    """Everything passed but what is left out, three pictures accepted."""
    people.create(a_head(**head), "000000199001011234")
    people.put_sheet(CID, a_sheet(codes=tuple(code for code in COURSES if code not in without)))
    for picture in PICTURES.values():
        RecordItem(*upload_key(CID, picture.id), body=msgspec.json.encode(picture).decode()).save()


def typed(**changes: Any) -> Typed:
    """As somebody types who has just looked at the scores."""
    seen = show_record(CID, 1, 1, graduating.Scores(plan=PLAN, addon=ADDON), NOW).seen
    item = Typed(
        person=graduating.PERSON,
        scores=graduating.Scores(plan=PLAN, addon=ADDON),
        evaluation=graduating.EVALUATION,
        diploma=graduating.DIPLOMA,
        photo=graduating.PHOTO,
        seen=seen,
    )
    return msgspec.structs.replace(item, **changes)


def submit(op: Any = None, **changes: Any) -> No:
    answer = submit_applications(WHO, an_order(typed(**changes), kind=KIND), op or at(0), entropy)
    return No(json.loads(answer)["applications"][0]["no"])


def again(no: No, ver: int, op: Any = None, **changes: Any) -> Any:
    sent = NextRound(kind=KIND, ref=1, no=no, ver=ver, item=typed(**changes))
    return json.loads(resubmit_application(WHO, sent, op or at(HOUR)))


def passing(no: No, desk: Reviewer) -> dict[str, Any]:
    """What a reviewer sends who looked and found everything in order."""
    moment = later(cases.load(CID, no).case.since, MINUTE)
    shown = show_case(CID, no, desk.scope, desk.actor, moment)
    tasks = {one.key: ANSWERS.get(one.key, "ok") for one in shown.checks if one.task}
    return {"basis": shown.basis, "tasks": tasks}


def approve(no: No, desk: Reviewer = SCHOOL_DESK, **changes: Any) -> Any:
    return decide(no, "pass", desk, **(passing(no, desk) | changes))


def keys(prefix: str) -> list[str]:
    return [item.sk for item in RecordItem.query(people.partition(CID), RecordItem.sk.startswith(prefix))]


def line(no: No) -> Any:
    return people.load(CID).head.lines.get(no)


def correct(*codes: str) -> None:
    """The transcript changes, as the office does it."""
    people.put_sheet(CID, a_sheet(codes=codes))
    RecordItem(people.partition(CID), people.HEAD).update([RecordItem.rver.set(RecordItem.rver + 1)])

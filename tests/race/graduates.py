"""Who graduates in the races, each new, and the desks that look at the application before they decide it."""

import os
from functools import partial

import msgspec

from chalicelib.domain.applications import Case, Operation
from chalicelib.domain.graduation_forms import Scores, Typed
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.reviews import PASS
from chalicelib.storage import cases, people
from chalicelib.usecases.applications.resubmit_application import NextRound, resubmit_application
from chalicelib.usecases.applications.submit_applications import Order, submit_applications
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.show_case import show_case
from tests import graduating
from tests.builders import NOW, a_sheet, an_upload_id
from tests.race import acting
from tests.race.conftest import Doing
from tests.stored import put_portrait

PHOTO, OTHER_PHOTO = an_upload_id(3), an_upload_id(4)


def somebody() -> Cid:
    """Who has everything that the plan asks for, and two photographs."""
    cid = acting.someone()
    people.put_sheet(cid, a_sheet("2025-10", graduating.COURSES))
    for number in (3, 4):
        put_portrait(number, cid)
    return cid


def typed(cid: Cid, **changes: object) -> Typed:
    seen = show_record(cid, 1, 1, Scores(plan=graduating.PLAN, addon=graduating.ADDON), NOW).seen
    return graduating.a_typed(seen=seen, **changes)


def submission(cid: Cid, item: Typed, operation: Operation | None = None) -> Doing:
    order = Order(kind=KIND, ref=1, notice_version="2026-1", items=(item,))
    return partial(submit_applications, acting.applicant(cid), order, operation or acting.op(cid, at=NOW), os.urandom)


def submitted() -> Case:
    cid = somebody()
    no = No(msgspec.json.decode(submission(cid, typed(cid))())["applications"][0]["no"])
    return cases.load(cid, no).case


def new_round(case: Case, item: Typed, at: Instant) -> Doing:
    sent = NextRound(kind=KIND, ref=1, no=case.no, ver=case.ver, item=item)
    doing = partial(resubmit_application, acting.applicant(case.cid), sent, acting.op(case.cid, at=at))
    return acting.labelled(b"round", doing)


def click(case: Case, by: Reviewer) -> Doing:
    """On 通过, by who looked and found everything in order."""
    moment = later(case.since, MINUTE)
    shown = show_case(case.cid, case.no, by.scope, by.actor, moment)
    tasks = {one.key: one.answers[0].value for one in shown.checks if one.answers}
    form = Verdict(ver=case.ver, digest=case.digest, outcome=PASS, basis=shown.basis, tasks=tasks)
    fresh, operation = msgspec.structs.replace(by, mfa_at=moment), acting.op(by.actor.id, at=moment)
    return acting.labelled(b"approved", partial(decide_application, (case.cid, case.no), form, fresh, operation))


def passing(case: Case, by: Reviewer) -> Doing:
    """By who leased the case before."""
    acting.lease(case, by, later(case.since, MINUTE))
    return click(case, by)


def looked(case: Case, by: Reviewer) -> Doing:
    """By who leases the case only when he decides."""
    decide = click(case, by)

    def rule() -> bytes:
        acting.lease(case, by, later(case.since, MINUTE))
        return decide()

    return rule


def at_city() -> Case:
    """Reviewed and signed."""
    case = submitted()
    for _ in range(2):
        passing(acting.fresh(case), acting.a_reviewer())()
    return acting.fresh(case)

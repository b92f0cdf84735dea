"""A plan that changes under a running application: nothing of it is silent."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR, MINUTE, later
from chalicelib.domain.library import Documents
from chalicelib.domain.reviews import PASS
from chalicelib.storage import cases, library
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.reviews.show_case import show_case
from tests.builders import CID, NOW, SCHOOL_REVIEWER, a_ticket
from tests.stored import EDIT, cold, open_windows, put_eligible
from tests.usecases.acting import CITY_DESK, SCHOOL_DESK, decide, submitted_no

PLAN = a_ticket().plan_id


@pytest.fixture(autouse=True)
def person(aws: None) -> None:
    put_eligible()
    open_windows()


def revised(**changes: Any) -> None:
    plan = msgspec.structs.replace(data.plans()[PLAN], **changes)
    library.save(Documents(plans=(plan,)), seen=library.fresh().rev, edit=EDIT)
    cold()


def keys_of_checks(no: No) -> list[str]:
    view = show_case(CID, no, SCHOOL_DESK.scope, SCHOOL_REVIEWER, later(NOW, MINUTE))
    return [check.key for check in view.checks]


def test_the_event_of_a_submission_names_the_revision_of_its_plan() -> None:
    revised(version="修订一")
    no = submitted_no()
    (event,) = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query(f"X#{no}")]
    assert event.detail.endswith("plan@1")
    assert cases.load(CID, no).rounds[0].plan_rev == 1


def test_a_reviewer_sees_that_the_plan_has_changed_since() -> None:
    no = submitted_no()
    assert "plan" not in keys_of_checks(no)
    revised(version="修订一")
    assert "plan" in keys_of_checks(no)


def test_a_final_approval_follows_the_present_plan() -> None:
    """A course that the plan has dropped meanwhile is not granted."""
    no = submitted_no()
    decide(no, PASS, SCHOOL_DESK)
    plan = data.plans()[PLAN]
    kept = tuple(unit for unit in plan.compulsory if unit.id != "00015")
    revised(compulsory=kept)
    with pytest.raises(ConflictError, match="已不在考生的专业计划中"):
        decide(no, PASS, CITY_DESK, after=HOUR)

"""Submitting exemptions, as the record sees it (rows M3.1-02 to M3.1-06)."""

import msgspec
import pytest

from chalicelib.domain.credentials import Credential
from chalicelib.domain.errors import (
    IncompleteError,
    LiveApplicationError,
    UnknownError,
    WindowClosedError,
)
from chalicelib.domain.exemptions import Item
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY
from chalicelib.domain.statuses import State
from chalicelib.storage import cases, people
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.applications.submit_applications import submit_applications
from tests.builders import (
    CID,
    NOW,
    Meter,
    a_credential,
    a_sheet,
    an_upload_id,
)
from tests.stored import put_uploads, warm
from tests.usecases.acting import WHO, an_order, at, entropy, submit

pytestmark = pytest.mark.usefixtures("eligible")

ITEM = Item("00015", (a_credential(),))


def test_several_courses_become_one_application_each_in_one_batch() -> None:
    receipt = submit("00015", "00320")
    assert [one["unit"] for one in receipt["applications"]] == ["00015", "00320"]
    for one in receipt["applications"]:
        file = cases.load(CID, No(one["no"]))
        assert (file.case.state, file.case.batch) == (State.SUBMITTED, receipt["batch"])


def test_submitting_costs_three_calls_in_two_waits(meter: Meter) -> None:
    warm(NOW)
    with meter() as calls:
        submit("00015", "00320")
    assert calls == {"Query": 1, "BatchGetItem": 1, "TransactWriteItems": 1}


def test_the_same_request_twice_gets_the_same_receipt() -> None:
    op = at(0)
    assert submit(op=op) == submit(op=op)
    assert len(people.load(CID).head.lines) == 1


def test_a_course_with_a_live_application_cannot_be_asked_for_again() -> None:
    submit()
    with pytest.raises(LiveApplicationError, match="正在办理"):
        submit()


def test_all_faults_are_named_at_once_and_nothing_is_written() -> None:
    before = len(list(RecordItem.scan()))
    with pytest.raises(IncompleteError) as refused:
        submit("00015", "00320", number="", year="2031", province="", uploads=())
    fields = {fault.field for fault in refused.value.fields}
    assert {
        f"items.{item}.credentials.0.{field}" for item in (0, 1) for field in ("number", "province", "uploads")
    } <= fields
    assert len(list(RecordItem.scan())) == before


@pytest.mark.parametrize("owner", [Cid("f" * 32), None])
def test_a_picture_that_is_not_ones_own_is_as_good_as_none(owner: Cid | None) -> None:
    if owner:
        put_uploads(77, cid=owner)
    with pytest.raises(IncompleteError) as refused:
        submit(uploads=(an_upload_id(77),))
    assert [fault.field for fault in refused.value.fields] == ["items.0.credentials.0.uploads"]


def test_fewer_than_six_theory_passes_are_not_enough() -> None:
    """沪自考委办〔2022〕1号: 申请免考须已取得所学专业6门及以上理论课程合格成绩."""
    people.put_sheet(CID, a_sheet(codes=("03708", "03709", "00034", "00315", "00318")))
    with pytest.raises(IncompleteError, match="您目前有 5 门"):
        submit()


def test_a_passed_course_needs_no_exemption() -> None:
    with pytest.raises(IncompleteError) as refused:
        submit("00034")
    assert "已有合格成绩" in refused.value.fields[0].message


def test_a_course_outside_the_plan_is_refused() -> None:
    with pytest.raises(UnknownError):
        submit("13000")


def test_another_persons_ticket_and_no_ticket_are_the_same() -> None:
    with pytest.raises(UnknownError):
        submit_applications(WHO, an_order(ITEM, ref=2), at(0), entropy)


def test_outside_the_window_nothing_is_submitted() -> None:
    with pytest.raises(WindowClosedError, match="截止"):
        submit(op=at(6 * DAY))


def test_an_old_notice_must_be_read_again() -> None:
    with pytest.raises(IncompleteError, match="考生须知已更新"):
        submit_applications(WHO, an_order(ITEM, notice_version="2025-2"), at(0), entropy)


def test_a_diploma_needs_its_registration_form() -> None:
    """Manual 3.1.4: 使用毕业证书免考时，应使用“新增凭证”功能增加“电子注册备案表”或“教育部学历认证报告”."""
    with pytest.raises(IncompleteError) as refused:
        submit("00015", type="diploma", level="本科", number="100221200106999999")
    assert any("备案表" in fault.message for fault in refused.value.fields)


def test_unknown_keys_of_a_credential_are_refused() -> None:
    """Threat row 25: nobody sends a status along."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "cet_certificate", "status": "approved"}, Credential)

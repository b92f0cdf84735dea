"""A 考生须知 is published in versions that never change, and each round tells which one was read (F17, F123)."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ConflictError, ForbiddenError, IncompleteError, StepUpRequiredError
from chalicelib.domain.instants import HOUR, MINUTE, later
from chalicelib.domain.notices import NoticeText
from chalicelib.domain.staff import Staff
from chalicelib.domain.windows import Business
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, chains, clients, notices, windows
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.office.publish_notice import NoticesView, publish_notice, show_notices
from tests.builders import CID, NOW, SCHOOL, a_window
from tests.security import world
from tests.stored import EDIT, open_windows, put_eligible
from tests.usecases.acting import resubmit, submitted_no

OFFICE = world.OFFICE


@pytest.fixture(autouse=True)
def _stands(aws: None) -> None:
    open_windows()


def a_text(**changes: Any) -> NoticeText:
    text = NoticeText(
        business=Business.EXEMPTION, version="2026-2", title="免考考生须知", paragraphs=("请如实填写。", "逾期不补。")
    )
    return msgspec.structs.replace(text, **changes)


def publish(by: Staff = OFFICE, **changes: Any) -> NoticesView:
    return publish_notice(a_text(**changes), by, NOW, NOW)


def test_a_version_is_published_signed_and_shown_with_the_windows_that_name_it() -> None:
    [shown] = publish(title=" 免考考生须知 ", paragraphs=("请如实填写。", " ", "逾期不补。")).notices
    assert (shown.title, shown.paragraphs, shown.windows) == ("免考考生须知", ("请如实填写。", "逾期不补。"), ())
    windows.save((a_window(notice="2026-2"),), seen=1, edit=EDIT)
    assert show_notices(OFFICE).notices[0].windows == ("exemption:2026H2:city",)
    event = chains.latest("CONF", 5)[1]
    assert (event.event, event.actor.name, event.detail) == ("notices", OFFICE.name, "申请免考 2026-2")


def test_the_minute_brings_it_to_the_pages() -> None:
    publish()
    follow_windows(later(NOW, MINUTE))
    found = clients.s3().get_object(Bucket=SETTINGS.site, Key="data/notices.json")["Body"].read()
    assert msgspec.json.decode(found, type=list[NoticeText]) == [a_text()]


def test_what_was_published_keeps_its_words() -> None:
    assert publish() == publish()
    with pytest.raises(IncompleteError) as refused:
        publish(paragraphs=("另一种说法。",))
    assert [fault.field for fault in refused.value.fields] == ["version"]
    assert notices.fresh().rev == 1
    assert [one.version for one in publish(version="2026-3").notices] == ["2026-3", "2026-2"]


def test_so_does_what_the_pages_are_built_with() -> None:
    """Its words would be others under the version that candidates have read and their rounds name."""
    with pytest.raises(IncompleteError) as refused:
        publish(version="2026-1")
    assert [fault.field for fault in refused.value.fields] == ["version"]
    assert [one.version for one in publish(business=Business.FEE, version="2026-1").notices] == ["2026-1"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"version": "第二版"}, "version"),
        ({"version": ""}, "version"),
        ({"title": " "}, "title"),
        ({"title": "须" * 41}, "title"),
        ({"paragraphs": (" ",)}, "paragraphs"),
        ({"paragraphs": ("知" * 501,)}, "paragraphs"),
        ({"paragraphs": ("知\u202e",)}, "paragraphs"),
        ({"paragraphs": ("知",) * 31}, "paragraphs"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(IncompleteError) as refused:
        publish(**changes)
    assert {fault.field for fault in refused.value.fields} == {field}
    assert notices.fresh().rev == 0


def test_each_round_tells_which_version_was_read() -> None:
    """Nobody is shown a notice while mending: a newer one was not read."""
    put_eligible()
    no = submitted_no()
    assert cases.load(CID, no).case.notice == "2026-1"
    windows.save((a_window(notice="2026-2"),), seen=1, edit=EDIT)
    windows.forget()
    resubmit(no, 1)
    found = cases.load(CID, no)
    assert [(round_.notice, round_.window_rev) for round_ in found.rounds] == [("2026-1", 1), ("2026-1", 2)]
    assert found.case.notice == "2026-1"


def test_whoever_was_overtaken_looks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = notices.fresh()
    notices.save((), seen=0, edit=Edit(EDIT.by, NOW))
    monkeypatch.setattr("chalicelib.storage.notices.fresh", lambda: standing)
    with pytest.raises(ConflictError):
        publish()


def test_the_citys_office_publishes_under_a_fresh_code_and_schools_read() -> None:
    own = msgspec.structs.replace(OFFICE, scope_kind="school", schools=(SCHOOL,))
    assert show_notices(own).notices == ()
    for member in (own, world.CITY_DESK, world.CASHIER, world.OPERATOR):
        with pytest.raises(ForbiddenError):
            publish(member)
    with pytest.raises(ForbiddenError):
        show_notices(world.CITY_DESK)
    with pytest.raises(StepUpRequiredError):
        publish_notice(a_text(), OFFICE, later(NOW, -HOUR), NOW)

"""A candidate's messages: what a decision tells, what was read, and what no page may ask for."""

import pytest

from chalicelib.domain.errors import BusyError, MalformedError, SignedOutError
from chalicelib.domain.instants import DAY, later
from chalicelib.storage import messages as stored_messages
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.messages.read_messages import read_messages
from chalicelib.usecases.messages.show_messages import show_messages
from tests.builders import CID, NOW, a_message_id
from tests.usecases import acting

pytestmark = pytest.mark.usefixtures("eligible")
TOMORROW = later(NOW, DAY)


@pytest.fixture
def decided(eligible: None) -> None:
    acting.decide(acting.submitted_no(), "pass")


def test_a_decision_is_an_unread_message_that_leads_to_its_application(decided: None) -> None:
    seen = show_messages(CID, 1, "", TOMORROW)
    newest = seen.messages[0]
    named = "申请免考 英语(二)（00015）"
    assert [message.title for message in seen.messages] == [f"{named}：审核中", f"{named}：已提交"]
    assert newest.unread
    assert newest.no
    assert seen.unread == len(seen.messages) == show_home(CID, 1, 1, TOMORROW).unread


def test_what_was_read_stays_read_and_reading_again_changes_nothing(decided: None) -> None:
    name = show_messages(CID, 1, "", TOMORROW).messages[0].id
    assert read_messages(CID, 1, name, TOMORROW).unread == 0
    assert read_messages(CID, 1, name, TOMORROW).unread == 0
    assert read_messages(CID, 1, a_message_id(later(NOW, -DAY)), TOMORROW).unread == 0
    assert not any(message.unread for message in show_messages(CID, 1, "", TOMORROW).messages)
    assert show_home(CID, 1, 1, TOMORROW).unread == 0


@pytest.mark.parametrize("name", ["x", "M#1", f"{TOMORROW + 1:013}.X", f"{NOW:013}.", f"{NOW:013}.a b", f"{NOW:013}.~"])
def test_a_place_that_no_page_was_given_is_refused(name: str) -> None:
    """Nobody has read what is still to come."""
    with pytest.raises(MalformedError):
        read_messages(CID, 1, name, TOMORROW)
    with pytest.raises(MalformedError):
        show_messages(CID, 1, name, TOMORROW)


def test_an_ended_session_sees_and_marks_nothing() -> None:
    with pytest.raises(SignedOutError):
        show_messages(CID, 2, "", NOW)
    with pytest.raises(SignedOutError):
        read_messages(CID, 2, a_message_id(NOW), NOW)


def test_messages_that_come_faster_than_they_are_counted_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_messages, "mark_read", lambda *_: None)
    with pytest.raises(BusyError):
        read_messages(CID, 1, a_message_id(NOW), NOW)

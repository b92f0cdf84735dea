"""Messages by page, and the number of unread ones kept exact by the transactions that write them."""

import msgspec
import pytest

from chalicelib.domain.applications import Message
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.messages import message_id
from chalicelib.storage import cases, messages, people
from chalicelib.storage.legs import told
from tests.builders import CID, NOW, Meter, a_head, a_number, a_submission, an_act, an_operation

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def _person(aws: None) -> None:
    people.create(a_head(), "000000199001010011")


def a_message(minute: int = 0) -> Message:
    return Message(at=later(NOW, minute * MINUTE), no=a_number(1), title=f"第 {minute} 条", text="")


def write(*minutes: int) -> None:
    for minute in minutes:
        told(CID, a_number(1), a_message(minute), "").item.save()


def ids(*minutes: int) -> list[str]:
    return [message_id(later(NOW, minute * MINUTE), a_number(1)) for minute in minutes]


def commit(seed: int, message: Message | None) -> None:
    change = msgspec.structs.replace(a_submission(seed, unit=str(seed), codes=()), message=message)
    cases.commit(an_act(change, operation=an_operation(f"key-{seed:016}"), own=False, head=None))


def test_a_page_is_one_query_newest_first_and_says_where_the_next_one_starts(meter: Meter) -> None:
    write(*range(45))
    with meter() as calls:
        first = messages.page(CID)
    assert calls == {"Query": 1}
    assert [name for name, _ in first.messages] == ids(*range(44, 24, -1))
    second = messages.page(CID, first.older or "")
    third = messages.page(CID, second.older or "")
    assert [name for name, _ in (*second.messages, *third.messages)] == ids(*range(24, -1, -1))
    assert third.older is None


def test_other_items_of_a_person_are_no_messages() -> None:
    cases.commit(an_act(a_submission()))
    assert messages.page(CID) == ((), None)


def test_the_transaction_that_writes_a_message_counts_it() -> None:
    commit(1, a_message())
    commit(2, None)
    commit(3, a_message(1))
    assert people.load(CID).head.unread == 2


def test_an_operation_that_is_repeated_counts_once() -> None:
    change = msgspec.structs.replace(a_submission(), message=a_message())
    cases.commit(an_act(change, own=False, head=None))
    with pytest.raises(ConflictError):
        cases.commit(an_act(change, own=False, head=None))
    assert people.load(CID).head.unread == 1


def test_reading_leaves_what_came_later() -> None:
    for minute in range(3):
        commit(minute + 1, a_message(minute))
    name = message_id(later(NOW, MINUTE), f"{a_number(2)}-1")
    assert messages.mark_read(people.load(CID).head, name) == 1
    head = people.load(CID).head
    assert (head.unread, head.read_to) == (1, name)


def test_a_message_that_comes_meanwhile_is_not_lost() -> None:
    commit(1, a_message())
    seen = people.load(CID).head
    commit(2, a_message(1))
    name = message_id(NOW, f"{a_number(1)}-1")
    assert messages.mark_read(seen, name) is None
    assert people.load(CID).head.unread == 2
    assert messages.mark_read(people.load(CID).head, name) == 1

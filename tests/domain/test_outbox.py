"""What leaves the service says nothing personal, and is not tried for ever."""

import pytest

from chalicelib.domain import outbox
from chalicelib.domain.accounts import email_fault, mask_email
from chalicelib.domain.applications import Message
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.outbox import Entry
from tests.builders import CID, NOW, a_number

MESSAGE = Message(at=NOW, no=a_number(1), title="英语(二)（00015）：审核未通过", text="请查看原因")


def test_outside_only_the_end_of_the_number_is_told() -> None:
    said = outbox.text(MESSAGE)
    assert said == f"您的申请有新进展，请登录查看。受理编号后六位 {a_number(1)[-6:]}。"
    assert not any(word in said for word in (a_number(1), "英语", "未通过", "原因"))
    reminder = Message(at=NOW, no=No(""), title="申请免考：开始办理", text="", business="exemption")
    assert outbox.text(reminder) == "您关注的业务有新的提醒，请登录查看。"


def test_waits_grow_and_the_last_one_stays() -> None:
    waits = [outbox.next_try(tries, NOW) - NOW for tries in range(1, 8)]
    assert waits == [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR]


@pytest.mark.parametrize(("now", "over"), [(later(NOW, DAY - 1), False), (later(NOW, DAY), True)])
def test_after_a_day_it_is_over(now: Instant, over: bool) -> None:
    entry = Entry(cid=CID, key="M#", person="", message=MESSAGE, tries=9)
    assert outbox.is_over(entry, now) is over


@pytest.mark.parametrize("address", ["a@b.cn", "first.last+x@mail.example.com", "x" * 87 + "@example.cn"])
def test_an_address_is_taken(address: str) -> None:
    assert email_fault(address) is None


@pytest.mark.parametrize(
    "address", ["", "a", "a@b", "a b@c.cn", "a@b.cn\n", "a@b..cn", "邮@b.cn", "<a@b.cn>", "x" * 90 + "@example.cn"]
)
def test_what_is_no_address_is_refused_with_its_field(address: str) -> None:
    fault = email_fault(address)
    assert fault
    assert fault.field == "address"


def test_an_address_is_shown_by_its_first_letter() -> None:
    assert mask_email("someone@example.cn") == "s***@example.cn"

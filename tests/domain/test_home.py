"""Home: 需要您处理, 近期可办理的业务, 未开放办理的业务 (rows M2-03, M2-04)."""

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.home import attention, businesses, under_way
from chalicelib.domain.ids import TicketRef
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business, Phase
from tests.builders import NOW, a_head, a_line, a_number, a_ticket, a_window, windows
from tests.money import a_due


def test_returned_comes_before_rejected_and_waiting_is_not_the_candidates_turn() -> None:
    states = (State.SUBMITTED, State.REJECTED, State.RETURNED)
    head = a_head(lines={a_number(place): a_line(state) for place, state in enumerate(states)})
    found = attention(head, (), windows(), NOW)
    assert [one.kind for one in found] == ["returned", "rejected"]
    assert "12月14日 10:00 前" in found[0].text


def test_a_return_whose_deadline_passed_asks_for_nothing() -> None:
    head = a_head(lines={a_number(1): a_line(State.RETURNED)})
    assert attention(head, (), windows(), later(NOW, 14 * DAY)) == ()


@pytest.mark.parametrize(
    ("stage", "fee", "asked"),
    [
        ("school", FeeState.NONE, []),
        ("signature", FeeState.DUE, []),
        ("signature", FeeState.PAID, ["signature"]),
        ("signature", FeeState.NONE, ["signature"]),
        ("city", FeeState.PAID, []),
    ],
)
def test_whose_turn_it_is_under_review(stage: str, fee: FeeState, asked: list[str]) -> None:
    """M3.2-09: to sign is asked once nothing is owed here; what waits for the candidate is not under way elsewhere."""
    line = msgspec.structs.replace(a_line(State.UNDER_REVIEW), business=Business.GRADUATION, stage=stage, fee=fee)
    head = a_head(lines={a_number(1): line})
    assert [one.kind for one in attention(head, (), windows(), NOW)] == asked
    is_elsewhere = fee != FeeState.DUE and stage != "signature"
    named = [one.title for one in under_way(head, data.promises(), NOW)]
    assert named == [f"申请毕业 {line.title}"] * is_elsewhere


def test_every_business_is_listed_with_its_dates() -> None:
    soon = a_window(business=Business.GRADUATION, opens=later(NOW, 10 * DAY), closes=later(NOW, 20 * DAY))
    past = a_window(business=Business.TRANSFER_OUT, opens=later(NOW, -20 * DAY), closes=later(NOW, -10 * DAY))
    head, known = a_head(reminders=frozenset({"photo"})), windows(a_window(), soon, past)
    lines = {line.business: line for line in businesses(head, known, a_ticket(), NOW)}
    assert [business for business, line in lines.items() if line.remind] == [Business.PHOTO]
    assert set(lines) == set(Business)
    assert lines[Business.EXEMPTION].state == Phase.OPEN
    assert (lines[Business.GRADUATION].state, lines[Business.GRADUATION].opens) == (Phase.SOON, soon.opens)
    assert "已于 11月21日 10:00 截止" in lines[Business.TRANSFER_OUT].reason
    assert (lines[Business.FEE].state, lines[Business.FEE].reason) == (Phase.UNKNOWN, "支付毕业审定费的办理时间待公布")


@pytest.mark.parametrize(("fee", "is_offered"), [(FeeState.NONE, False), (FeeState.DUE, True), (FeeState.PAID, True)])
def test_to_pay_is_offered_to_who_owes_or_paid(fee: FeeState, is_offered: bool) -> None:
    line = msgspec.structs.replace(a_line(State.UNDER_REVIEW), business=Business.GRADUATION, fee=fee)
    head, known = a_head(lines={a_number(1): line}), windows(a_window(business=Business.FEE))
    assert any(one.business == Business.FEE for one in businesses(head, known, a_ticket(), NOW)) is is_offered


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_ticket_that_leaves_is_offered_its_way_out_alone_and_another_everything(state: State) -> None:
    """It was sent to forms that refuse it."""
    line = msgspec.structs.replace(a_line(state), business=Business.TRANSFER_OUT, leaves=True)
    head, known = a_head(lines={a_number(1): line}), windows(a_window(), a_window(business=Business.TRANSFER_OUT))
    offered = [
        [one.business for one in businesses(head, known, a_ticket(ref=TicketRef(ref)), NOW) if one.state == Phase.OPEN]
        for ref in (1, 2)
    ]
    assert offered == [[Business.TRANSFER_OUT], [Business.EXEMPTION, Business.TRANSFER_OUT]]


def test_what_is_owed_says_until_when_or_whom_to_ask() -> None:
    """M3.2-10."""
    until = {"deadline": later(NOW, DAY)}
    lines = {
        "请在 12月2日 10:00 前支付": a_due(**until),
        "缴费将于 12月1日 11:00 开始，到 12月2日 10:00 截止": a_due(opens=later(NOW, HOUR), is_open=False, **until),
        "缴费时间待公布，复旦大学电话 021-00000000": a_due(opens=None, deadline=None, is_open=False),
        "请在现场签字前缴清，请向主考学校咨询缴费办法，复旦大学电话 021-00000000": a_due(online=False),
        "请在现场签字前缴清，请向主考学校咨询缴费办法": a_due(online=False, phone=""),
    }
    for text, due in lines.items():
        [line] = attention(a_head(), (due,), windows(), NOW)
        kind = "fee" if due.is_payable else "owed"
        assert (line.kind, line.title, line.text) == (kind, "毕业审定费 ¥50.00", text)
    assert attention(a_head(), (a_due(deadline=NOW),), windows(), NOW) == ()

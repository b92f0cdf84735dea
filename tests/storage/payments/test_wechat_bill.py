"""A bill is read whole or not at all: no line is lost, none is taken for another."""

import gzip
import hashlib

import pytest

from chalicelib.domain.orders import BillUnreadableError
from chalicelib.domain.reconciling import BillLine, Turn
from chalicelib.storage.payments import wechat_bill

HEAD = "微信订单号,商户订单号,交易状态,货币种类,应结订单金额,商品名称,申请退款金额"
TOTALS = "总交易单数,应结订单总金额,申请退款总金额"


def row(no: str = "A", state: str = "SUCCESS", amount: str = "50.00", name: str = "审定费", back: str = "0.00") -> str:
    return f"`42,`{no},`{state},`CNY,`{amount},`{name},`{back}"


def bill(*rows: str, totals: str = "`1,`50.00,`0.00") -> tuple[BillLine, ...]:
    return read("\r\n".join([HEAD, *rows, TOTALS, totals, ""]))


def read(text: str) -> tuple[BillLine, ...]:
    plain = text.encode("utf-8-sig")
    return wechat_bill.lines(gzip.compress(plain), hashlib.sha1(plain, usedforsecurity=False).hexdigest())


def test_what_a_line_says_is_told() -> None:
    taken = BillLine(no="A", turn=Turn.TAKEN, amount=5000, currency="CNY", transaction="42")
    assert bill(row()) == (taken,)
    back, revoked = row(state="REFUND", amount="0.00", back="50.0"), row(state="REVOKED", amount="0")
    turns = bill(row(), back, revoked, totals="`3,`50,`50")
    assert [(one.turn, one.amount) for one in turns] == [
        (Turn.TAKEN, 5000),
        (Turn.GIVEN_BACK, 5000),
        (Turn.REVOKED, 0),
    ]


@pytest.mark.parametrize("name", ["x\u2028y", "x\x0by", "x\x85y", "x\x0cy", "x,y"])
def test_only_the_end_of_a_line_ends_it(name: str) -> None:
    assert [one.no for one in bill(row(no="A", name=name), row(no="B"), totals="`2,`100.00,`0.00")] == ["A", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        f"{HEAD}\n{row()}",
        f"{HEAD}\n{row()}\n{row()}",
        f"{HEAD}\n{row()}\n{TOTALS}",
        f"{HEAD}\n{row()}\n{TOTALS}\n`1",
    ],
)
def test_a_bill_that_breaks_off_is_not_read(text: str) -> None:
    with pytest.raises(BillUnreadableError):
        read(text)


@pytest.mark.parametrize("one", [row(name="x,`y"), row(name="x\ny"), row(state="UNKNOWN"), "`42,`A"])
def test_a_line_that_does_not_fit_is_not_passed_over(one: str) -> None:
    with pytest.raises(BillUnreadableError):
        bill(one)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-50.00", "50.009", "5e1", "", "５０"])
def test_what_is_no_amount_is_not_read(amount: str) -> None:
    with pytest.raises(BillUnreadableError):
        bill(row(amount=amount), totals=f"`1,`{amount},`0.00")


@pytest.mark.parametrize("totals", ["`2,`50.00,`0.00", "`0,`50.00,`0.00", "`1,`50.01,`0.00", "`1,`50.00,`0.01"])
def test_the_lines_are_those_that_the_totals_count_and_sum_up(totals: str) -> None:
    with pytest.raises(BillUnreadableError):
        bill(row(), totals=totals)

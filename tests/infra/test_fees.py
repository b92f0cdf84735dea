"""The office's command line for money: how fees are taken, and the report of the day before."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.fees import Desk
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, SECOND
from chalicelib.domain.refunds import Trouble
from chalicelib.domain.staff import Role
from chalicelib.handlers import clock
from chalicelib.storage import desks
from chalicelib.storage.tables import AuditItem
from infra import __main__ as command
from infra import fees, stages
from infra.local.simulated import Simulated
from tests.infra.test_accounts import enrol
from tests.money import open_desks
from tests.usecases.orders import at, connect, enter, pay, tell
from tests.usecases.test_refunds import approve, ask, unanswered

DAY_OF = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _at_the_keyboard(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "enter", lambda _stage: "")
    enrol("office1", Role.OFFICE)
    enrol("reviewer1", Role.REVIEWER)


def set_desk(*words: str, by: str = "office1") -> int:
    options = command._parser().parse_args(["fees", "set-desk", "--stage", "test", "--by", by, *words])
    return fees.fees(options)


def test_a_school_takes_the_fee_here_and_names_its_telephone(capsys: Any) -> None:
    assert set_desk("--office", "X02", "--online", "yes", "--phone", "021-65640000") == 0
    assert desks.fresh().of(SchoolCode("X02")) == Desk(online=True, phone="021-65640000")
    assert desks.fresh().of(SchoolCode("X04")) == Desk()
    [event] = AuditItem.query("CONF")
    assert '"detail":"X02: online 021-65640000"' in event.body
    assert "约 30 秒后生效" in capsys.readouterr().out


def test_said_twice_it_is_set_once() -> None:
    assert [set_desk("--office", "city", "--online", "no") for _ in range(2)] == [0, 0]
    assert [set_desk("--office", "city", "--online", "yes") for _ in range(2)] == [0, 0]
    assert desks.fresh().rev == 1


@pytest.mark.parametrize(
    ("words", "by", "told"),
    [
        (("--office", "X99", "--online", "yes"), "office1", "没有这所主考学校"),
        (("--office", "X02", "--online", "yes"), "reviewer1", "没有权限"),
        (("--office", "X02", "--online", "yes"), "nobody", "没有这个工作人员账号"),
        (("--office", "X02", "--online", "no", "--phone", "请到财务处"), "office1", "6 至 30 位数字"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(words: tuple[str, ...], by: str, told: str, capsys: Any) -> None:
    assert set_desk(*words, by=by) == 1
    assert told in capsys.readouterr().err
    assert desks.fresh().rev == 0


def reconcile(*words: str) -> int:
    line = ["reconcile", "--stage", "test", "--date", DAY_OF.isoformat(), *words]
    return fees.reconcile(command._parser().parse_args(line))


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Simulated:
    enter()
    open_desks()
    made = Simulated()
    connect(made, monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: at(DAY))
    return made


def test_a_day_in_order_is_told_in_a_line(channel: Simulated, capsys: Any) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    tell(channel, made.no, SECOND)
    assert reconcile() == 0
    assert capsys.readouterr().out == "2026-12-01 模拟支付：一致 1 笔，不一致 0 笔\n"


def test_a_difference_is_named_and_the_command_fails(channel: Simulated, tmp_path: Path, capsys: Any) -> None:
    made = pay()
    channel.pay(made.no, at(SECOND))
    assert reconcile("--out", str(tmp_path / "day.csv")) == 1
    assert f"{made.no}  收款  仅渠道有    5000" in capsys.readouterr().out
    with (tmp_path / "day.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["渠道", "订单号", "收或退", "结果", "本平台（分）", "渠道（分）"],
        ["simulated", made.no, "收款", "仅渠道有", "", "5000"],
    ]


def test_what_waits_for_people_is_named_and_the_command_fails(channel: Simulated, capsys: Any) -> None:
    """A refund that the channel took and gave up, and the bill that it does not give."""
    no = pay().no
    channel.pay(no, at(SECOND))
    tell(channel, no, SECOND)
    channel.trouble = Trouble.ABNORMAL
    ask(no)
    approve(no)
    assert reconcile() == 1
    assert f"需人工处理  {no}  退款异常：考生的付款账户已注销或冻结" in capsys.readouterr().out
    channel.bill = unanswered  # type: ignore[assignment]
    assert reconcile() == 1
    assert "2026-12-01 模拟支付：无法对账：支付渠道暂时没有响应" in capsys.readouterr().err


def test_a_stage_without_a_channel_says_so(capsys: Any) -> None:
    assert reconcile() == 0
    assert "2026-12-01：没有可用的支付渠道，当天也没有订单" in capsys.readouterr().out

"""The office's command line for logins: who may, what is printed, what is on record."""

import io
from typing import Any

import msgspec
import pytest

from chalicelib.domain.activation import Fact
from chalicelib.domain.staff import Role
from chalicelib.handlers import clock
from chalicelib.storage import accounts as stored
from chalicelib.storage import keys, offices, people, staff
from chalicelib.storage.tables import AuditItem
from infra import __main__ as command
from infra import accounts, stages
from infra.demo_people import resident_number
from tests.builders import CID, a_head

NUMBER, UNKNOWN = resident_number("19800101", 5), resident_number("19800101", 6)
MOBILE = "13000000009"


@pytest.fixture(autouse=True)
def _at_the_keyboard(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {accounts.ASK_NUMBER: NUMBER, accounts.ASK_MOBILE: MOBILE}
    monkeypatch.setattr(stages, "enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr("builtins.input", lambda prompt: answers[prompt])
    people.create(a_head(), NUMBER)
    stored.create_account(CID, NUMBER, NUMBER[-6:], 1, head=a_head())
    enrol("office1", Role.OFFICE)
    enrol("reviewer1", Role.REVIEWER)


def enrol(account: str, role: Role) -> None:
    from chalicelib.usecases.staff.add_staff import NewStaff, add_staff

    number = f"P{account:>12}".replace(" ", "0").upper()
    new = NewStaff(account=account, name="演示", id_number=number, role=role, scope_kind="city", organisation="市考办")
    add_staff(new, account.ljust(16, "x").encode(), clock.now())
    member = staff.find(account)
    assert member
    staff.save(msgspec.structs.replace(member, hash="enrolled"))


def run(*words: str, by: str = "office1") -> int:
    options = command._parser().parse_args(["accounts", *words, "--stage", "test", "--by", by])
    return accounts.run(options)


def account() -> stored.Account:
    found = stored.find(keys.person(NUMBER))
    assert found
    return found


def events() -> list[dict[str, Any]]:
    return [msgspec.json.decode(item.body or "") for item in AuditItem.query(f"P#{CID}")]


def test_a_code_of_the_desk_is_printed_once_and_on_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("desk-code") == 0
    name, masked, code, _ = capsys.readouterr().out.splitlines()[-1].split("\t")
    assert (name, masked, len(code)) == ("演示甲", "000***********001X", 14)
    [event] = events()
    assert (event["event"], event["detail"], event["actor"]["organisation"]) == ("code_issued", "desk", "市考办")
    assert code not in str(events())


def test_codes_are_printed_for_a_list_and_lines_that_fail_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{UNKNOWN}\n\n{NUMBER.lower()}\n"))
    assert run("print-codes", "--days", "3") == 1
    said = capsys.readouterr()
    assert said.err == "第 1 行：没有这个证件号码的账户\n"
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["姓名", "演示甲"]


def test_a_mobile_is_sealed_and_checked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("set-mobile") == 0
    assert stored.mobile_of(account()) == MOBILE
    assert MOBILE.encode() not in account().mobile
    monkeypatch.setattr("builtins.input", lambda prompt: NUMBER if prompt == accounts.ASK_NUMBER else "021-1")
    assert run("set-mobile") == 1
    assert "手机号码应为 11 位数字" in capsys.readouterr().err


def test_an_office_says_what_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("allow-facts", "--office", "city", "--allow", "ticket", "--allow", "mobile") == 0
    assert offices.load().city == (Fact.TICKET, Fact.MOBILE)
    assert run("allow-facts", "--office", "X02") == 0
    assert offices.load().schools == {"X02": ()}
    assert run("allow-facts", "--office", "X99") == 1
    assert "没有这所主考学校" in capsys.readouterr().err


@pytest.mark.parametrize("by", ["reviewer1", "nobody"])
@pytest.mark.parametrize("words", [["desk-code"], ["set-mobile"], ["allow-facts", "--office", "city"]])
def test_others_may_not(by: str, words: list[str]) -> None:
    assert run(*words, by=by) == 1
    assert (account().ver, offices.load().rev) == (0, 0)

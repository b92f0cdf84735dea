"""People and tickets from a file; who exists keeps what was done."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.people import Head
from chalicelib.storage import accounts, enrolments, keys, people, tickets
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem
from chalicelib.usecases.imports import enter_people as entering
from infra.demo_people import resident_number
from tests.conftest import Meter
from tests.infra.imports.conftest import Desk

HEADER = "证件号码,姓名,准考证号,主考学校,专业代码,专业计划,手机\n"
FIRST, SECOND = resident_number("19900101", 1), resident_number("19900102", 1)
PLAN, OTHER = "SH-120402-observed-2020", "SH-050201-2022"


def a_row(number: str = FIRST, name: str = "甲·演示", ticket: str = "990000000001", **changes: str) -> str:
    cells = {"school": "X02", "major": "", "plan": PLAN, "mobile": ""} | changes
    return f"{number},{name},{ticket},{cells['school']},{cells['major']},{cells['plan']},{cells['mobile']}\n"


def head_of(number: str = FIRST) -> Head:
    account = accounts.find(keys.person(number))
    assert account
    return people.load(account.cid).head


def count() -> list[int]:
    return [len(list(table.scan())) for table in (RecordItem, RegistryItem, AuditItem)]


def test_a_new_person_can_be_found_by_everything_and_has_the_initial_password(desk: Desk) -> None:
    assert desk.run("candidates", HEADER + a_row(mobile="13800000000")) == 0
    assert "新建考生：1" in desk.said
    account = accounts.find(keys.person(FIRST))
    assert account
    assert (account.hash, account.activated, account.name) == ("", False, "甲·演示")
    assert accounts.matches(account, FIRST, FIRST[-6:])
    assert accounts.mobile_of(account) == "13800000000"
    head = people.load(account.cid, epoch=account.epoch).head
    assert [(one.ref, one.number, one.plan_id) for one in head.tickets] == [(1, "990000000001", PLAN)]
    assert [one.ref for one in account.tickets] == [1]
    holder = tickets.find(["990000000001"])["990000000001"]
    assert (holder.cid, holder.ref, holder.person) == (head.cid, 1, keys.person(FIRST))
    assert [one.cid for one in enrolments.of(head.tickets[0].school, head.tickets[0].major_code)] == [head.cid]
    name = [item for item in RegistryItem.scan() if item.pk == f"S#{keys.lookup('name', '甲·演示')}"]
    assert [item.sk for item in name] == [f"X02#{head.cid}"]
    sealed = RecordItem.get(people.partition(head.cid), people.HEAD).cipher
    assert keys.unseal(sealed or b"", cid=head.cid, attribute="id_number") == FIRST


def test_no_number_and_no_name_stands_in_a_key_or_a_report(desk: Desk) -> None:
    desk.run("candidates", HEADER + a_row() + a_row(SECOND, "乙·演示", "990000000002", mobile="1380000"))
    desk.run("candidates", HEADER + a_row())
    written = " ".join(f"{item.pk} {item.sk}" for table in (RecordItem, RegistryItem) for item in table.scan())
    for private in (FIRST, SECOND, "甲·演示", "990000000001"):
        assert private not in written + desk.said


def test_creating_costs_no_hash_and_few_calls(desk: Desk, meter: Meter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("argon2.PasswordHasher.hash")
    rows = [a_row(resident_number("19900101", at), ticket=f"9900000000{at:02}") for at in range(1, 51)]
    with meter() as calls:
        assert desk.run("candidates", HEADER + "".join(rows)) == 0
    # Tickets once, logins once; 50 × (TK, E, S) in 6 calls, 50 heads in 2, 50 logins in 2.
    assert calls["BatchGetItem"] == 2
    assert calls["BatchWriteItem"] == 10
    assert "TransactWriteItems" not in calls


def test_tickets_of_one_person_are_numbered_in_their_order(desk: Desk) -> None:
    content = HEADER + a_row(ticket="990000000007", plan=OTHER) + a_row(ticket="990000000003")
    assert desk.run("candidates", content) == 0
    assert [(one.ref, one.number) for one in head_of().tickets] == [(1, "990000000003"), (2, "990000000007")]


def test_a_second_file_adds_and_renames_and_leaves_the_rest(desk: Desk, clock: Any) -> None:
    desk.run("candidates", HEADER + a_row())
    account = accounts.find(keys.person(FIRST))
    assert account
    RecordItem(accounts.partition(keys.person(FIRST)), "-").update([RecordItem.guesses.set(2)])
    own = msgspec.structs.replace(account, hash="$argon2id$own", activated=True)
    RecordItem(accounts.partition(keys.person(FIRST)), "-").update(
        [RecordItem.body.set(msgspec.json.encode(own).decode())]
    )

    assert desk.run("candidates", HEADER + a_row(name="甲甲·演示", ticket="990000000009", mobile="13800000000")) == 0
    assert "有变化的考生：1" in desk.said
    after = accounts.find(keys.person(FIRST))
    assert after
    assert (after.hash, after.activated, after.name, len(after.tickets)) == ("$argon2id$own", True, "甲甲·演示", 2)
    assert RecordItem.get(accounts.partition(keys.person(FIRST)), "-").guesses == 2
    head = head_of()
    assert [(one.ref, one.number) for one in head.tickets] == [(1, "990000000001"), (2, "990000000009")]
    assert head.ver == 2
    [event] = [msgspec.json.decode(item.body or "") for item in AuditItem.query(f"P#{head.cid}")]
    assert (event["event"], event["detail"]) == ("record_changed", f"姓名更改，新增准考证2 X02/{PLAN}")
    assert tickets.find(["990000000009"])["990000000009"].ref == 2


def test_a_mobile_that_somebody_named_stays(desk: Desk) -> None:
    desk.run("candidates", HEADER + a_row(mobile="13800000000"))
    assert desk.run("candidates", HEADER + a_row(mobile="13900000000")) == 0
    assert "没有变化的考生：1" in desk.said
    assert accounts.mobile_of(accounts.find(keys.person(FIRST))) == "13800000000"


def test_people_who_have_everything_already_are_not_written(desk: Desk, meter: Meter) -> None:
    desk.run("candidates", HEADER + a_row())
    before = count()
    with meter() as calls:
        assert desk.run("candidates", HEADER + a_row() + a_row()) == 0
    assert "没有变化的考生：1" in desk.said
    assert "另一行相同，只导入一次" in desk.said
    assert count() == [before[0], before[1] + 1, before[2]]  # the manifest of the second file
    assert not {"BatchWriteItem", "TransactWriteItems"} & calls.keys()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (a_row(FIRST[:-1] + ("0" if FIRST[-1] != "0" else "1")), "第 2 行 · 证件号码：证件号码有误"),
        (a_row("1.1E+17"), "科学计数法"),
        (a_row(name=""), "第 2 行 · 姓名：不能为空"),
        (a_row(name="<b>"), "尖括号"),
        (a_row(ticket="99"), "准考证号应为 6 至 20 位"),
        (a_row(school="Y99"), "第 2 行 · 主考学校：“Y99” 没有这个主考学校"),
        (a_row(plan="SH-1"), "没有这个专业计划"),
        (a_row(plan="", major="999999"), "没有这个专业代码的计划"),
        (a_row(plan=""), "至少填一项"),
        (a_row(major="050201"), "与专业代码不一致"),
        (a_row(mobile="12345"), "手机号码应为 11 位"),
        (a_row() + a_row(name="乙·演示"), "第 3 行 · 准考证号：同一准考证有两行不同的内容"),
        (a_row() + a_row(name="乙·演示", ticket="990000000002"), "第 3 行 · 姓名：“见第 2 行”"),
        (a_row() + a_row(SECOND, "乙·演示"), "第 3 行 · 准考证号：同一准考证号有两个不同的证件号码"),
        ("".join(a_row(ticket=f"9900000000{at:02}") for at in range(21)), "不能超过 20 个"),
    ],
)
def test_one_fault_and_nobody_is_entered(desk: Desk, rows: str, said: str) -> None:
    before = count()
    good = a_row(resident_number("19910101", 1), "丙·演示", "990000000088")
    assert desk.run("candidates", HEADER + rows + good) == 1
    assert said in desk.said
    assert count() == before


def test_a_ticket_of_somebody_else_is_refused(desk: Desk) -> None:
    desk.run("candidates", HEADER + a_row())
    before = count()
    assert desk.run("candidates", HEADER + a_row(SECOND, "乙·演示")) == 1
    assert "第 2 行 · 准考证号：已属于另一个人" in desk.said
    assert count() == before


def test_a_major_with_one_plan_names_it_even_without_its_zero(desk: Desk) -> None:
    from chalicelib import data

    majors = [plan.major_code for plan in data.plans().values()]
    [code] = [one for one in {*majors} if one.startswith("0") and majors.count(one) == 1][:1]
    assert desk.run("candidates", HEADER + a_row(plan="", major=code[1:], name="甲  演示")) == 0
    assert (head_of().tickets[0].major_code, head_of().name) == (code, "甲演示")


def test_somebody_who_acts_meanwhile_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("candidates", HEADER + a_row())
    change, refused = entering.enrolled.change, [ConflictError(), ConflictError()]

    def overtaken(*given: Any) -> None:
        if refused:
            raise refused.pop()
        change(*given)

    monkeypatch.setattr(entering.enrolled, "change", overtaken)
    assert desk.run("candidates", HEADER + a_row(name="新·演示")) == 0
    assert head_of().name == "新·演示"


def test_a_rehearsal_counts_and_writes_nothing(desk: Desk) -> None:
    desk.run("candidates", HEADER + a_row())
    before = count()
    content = HEADER + a_row(name="新·演示") + a_row(SECOND, "乙·演示", "990000000002")
    assert desk.run("candidates", content, dry_run=True) == 0
    assert "新建考生：1" in desk.said
    assert "有变化的考生：1" in desk.said
    assert count() == before


def test_scores_of_imported_people_arrive(desk: Desk) -> None:
    desk.run("candidates", HEADER + a_row())
    assert (
        desk.run("scores", f"准考证号,证件号码,课程代码,成绩\n990000000001,{FIRST},00015,61\n", session="2026-10") == 0
    )
    assert len(people.load(head_of().cid).sheets) == 1

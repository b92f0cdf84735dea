"""Files brought in at the office's desk: dry runs, row by row, all or nothing (M6-03, F124, F139)."""

import base64
import io
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook

from chalicelib.domain import transfer_files
from chalicelib.domain.accounts import Account
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import (
    ConflictError,
    ForbiddenError,
    IncompleteError,
    MalformedError,
    StepUpRequiredError,
)
from chalicelib.domain.imports.kinds import BYTES_MOST, FileKind
from chalicelib.domain.imports.report import UnreadableError
from chalicelib.domain.instants import HOUR, MINUTE, Instant, later
from chalicelib.domain.staff import Staff
from chalicelib.domain.transfer_files import titles
from chalicelib.domain.windows import Business
from chalicelib.storage import accounts, chains, imports, keys, people, windows
from chalicelib.storage.enrolled import Newcomer
from chalicelib.usecases.imports.enter_people import enter_person
from chalicelib.usecases.office.import_file import FileOrder, Imported, Importer, import_file
from tests.arriving import CELLS
from tests.builders import CID, NOW, Meter
from tests.checked import violations
from tests.security import world
from tests.stored import open_windows, warm
from tests.usecases.acting import entropy
from tests.usecases.arriving import put_comer

OFFICE = world.OFFICE
HEADER = "证件号码,姓名,准考证号,主考学校,专业计划\n"
ROWS = [f"{world.resident_number(100 + at)},演示{at},99090000000{at},X02,SH-120402-observed-2020\n" for at in range(5)]
TIMES = "业务,期次,开放时间,截止时间,补正截止,须知版本\n转入,2027H1,2027/3/20 8:30,2027/3/28 16:00,2027/3/30 16:00,1\n"


@pytest.fixture(autouse=True)
def _stands(aws: None) -> None:
    open_windows()


def bring(content: str | bytes, by: Staff = OFFICE, now: Instant = NOW, **changes: Any) -> Imported:
    raw = content.encode() if isinstance(content, str) else content
    order = FileOrder(kind=FileKind.CANDIDATES, content=base64.b64encode(raw).decode(), rehearsal=False)
    return import_file(msgspec.structs.replace(order, **changes), Importer(by, now), entropy, now)


def login(at: int) -> Account | None:
    return accounts.find(keys.person(world.resident_number(100 + at)))


def test_a_rehearsal_tells_what_would_happen_and_writes_nothing() -> None:
    told = bring(HEADER + "".join(ROWS), rehearsal=True)
    assert (told.is_written, told.faults, told.figures["new"]) == (False, 0, 5)
    assert login(0) is None
    assert bring(HEADER + "".join(ROWS)).is_written
    assert login(0)


def test_three_bad_rows_are_told_by_row_and_nothing_is_written() -> None:
    """Whatever row is bad: the good ones wait with it."""
    bad = [ROWS[0], "000000199001010099,演示,990900000009,X02,SH-120402-observed-2020\n"]
    bad += [ROWS[1].replace("X02", "某大学"), ROWS[2].replace("990900000002", "9")]
    told = bring(HEADER + "".join(bad))
    assert (told.is_written, told.faults) == (False, 3)
    assert told.lines[0] == "错误 3 处，没有导入任何内容："
    assert [line.partition("：")[0] for line in told.lines[1:]] == [
        "第 3 行 · 证件号码",
        "第 4 行 · 主考学校",
        "第 5 行 · 准考证号",
    ]
    assert not any(number in line for line in told.lines for number in ("000000199001010099", "990900000009"))
    assert login(0) is None


def test_new_people_can_sign_in_and_are_found_and_who_brought_them_is_on_record() -> None:
    bring(HEADER + ROWS[0])
    account = login(0)
    assert account
    assert people.load(account.cid).head.name == "演示0"
    assert violations(NOW) == []
    [event] = chains.latest(f"R#{OFFICE.id}", 5)
    assert (event.event, event.detail.split()[0]) == ("imported", "candidates")


def test_brought_in_again_it_changes_nothing_and_a_change_is_signed() -> None:
    bring(HEADER + ROWS[0])
    assert bring(HEADER + ROWS[0]).figures["same"] == 1
    told = bring(HEADER + ROWS[0].replace("演示0", "演示改"))
    account = login(0)
    assert account
    assert told.figures["changed"] == 1
    changed, entered = chains.latest(f"P#{account.cid}", 5)
    assert (changed.event, entered.event) == ("record_changed", "entered")
    assert entered.detail == "新增准考证1 X02/SH-120402-observed-2020"
    assert {changed.actor.id, entered.actor.id} == {OFFICE.id}
    assert violations(NOW) == []


def test_many_people_are_written_in_parts_and_the_same_file_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request has its time: it says how many are left, and never that nothing was written."""
    monkeypatch.setattr("chalicelib.usecases.office.enter_in_parts.PEOPLE_AT_ONCE", 2)
    bring(HEADER + ROWS[0])
    changed = HEADER + ROWS[0].replace("演示0", "演示改") + "".join(ROWS[1:])
    assert bring(changed, rehearsal=True).left == 0
    told = [bring(changed, now=later(NOW, at * MINUTE)) for at in range(4)]
    assert [one.left for one in told] == [3, 1, 0, 0]
    figures = [tuple(one.figures[name] for name in ("new", "changed", "same")) for one in told]
    assert figures == [(2, 0, 0), (4, 0, 0), (4, 1, 0), (0, 0, 5)]
    kept = imports.find(told[0].sha256, FileKind.CANDIDATES)
    assert kept
    assert (kept.begun, kept.done) == (later(NOW, 3 * MINUTE), later(NOW, 3 * MINUTE))
    assert violations(NOW) == []


def test_whoever_moves_on_meanwhile_ends_the_part_and_those_before_count_as_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = []

    def enter(one: Newcomer, by: Actor, now: Instant) -> None:
        names.append(one.head.name)
        if len(names) in {3, 4}:
            raise ConflictError
        enter_person(one, by, now)

    monkeypatch.setattr("chalicelib.usecases.office.enter_in_parts.enter_person", enter)
    first = bring(HEADER + "".join(ROWS))
    assert (first.left, first.figures["new"], first.figures["same"]) == (3, 2, 0)
    with pytest.raises(ConflictError):
        bring(HEADER + "".join(ROWS))
    last = bring(HEADER + "".join(ROWS))
    assert (last.left, last.figures["new"], last.figures["same"]) == (0, 5, 0)
    assert len(names) == len(ROWS) + 2


def test_a_ticket_of_two_people_is_told() -> None:
    told = bring(HEADER + ROWS[0] + ROWS[1].replace("990900000001", "990900000000"))
    assert told.lines[1:] == ("第 3 行 · 准考证号：同一准考证号有两个不同的证件号码",)


def test_windows_come_in_as_one_revision_signed_by_who_brought_them() -> None:
    assert bring(TIMES, kind=FileKind.WINDOWS, rehearsal=True).figures == {"rows": 1, "changed": 1, "rev": 1}
    told = bring(TIMES, kind=FileKind.WINDOWS)
    assert (told.is_written, told.figures["rev"]) == (True, 2)
    assert any(row.business == Business.TRANSFER_IN for row in windows.fresh().rows)
    assert chains.latest("CONF", 1)[0].actor.id == OFFICE.id
    unread = bring(TIMES.replace("转入", "转出"), kind=FileKind.WINDOWS)
    wanted = "还没有 1 版的须知；请先在“考生须知”中发布这一版，或改用已有的版本"
    assert (unread.is_written, unread.lines[-1]) == (False, f"第 2 行 · 须知版本：“transfer_out:2027H1:city” {wanted}")
    late = bring(TIMES.replace("3/28 16:00", "3/19 16:00"), kind=FileKind.WINDOWS)
    assert (late.is_written, late.lines[-1]) == (False, "第 2 行 · 截止时间：“transfer_in:2027H1:city” 须晚于开放时间")


def test_a_workbook_is_read_like_a_table() -> None:
    book, out = Workbook(), io.BytesIO()
    for line in (HEADER, *ROWS):
        book.active.append(line.strip().split(","))  # type: ignore[union-attr]
    book.save(out)
    assert bring(out.getvalue()).figures["new"] == 5


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0 old", "旧版 Excel"),
        (b"PK\x03\x04 broken", "工作簿损坏"),
        (HEADER.encode() + b"\x80\x81", "UTF-8"),
        (HEADER + "".join(ROWS) * 401, "超过 2,000 行"),
    ],
)
def test_what_cannot_be_read_is_said(content: str | bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        bring(content)


def test_an_empty_or_too_large_file_is_refused() -> None:
    for content in (b"", b"x" * (BYTES_MOST + 1)):
        with pytest.raises(IncompleteError):
            bring(content)


@pytest.mark.parametrize("content", ["not base64!", "考生名单", "５"])
def test_what_was_not_sent_as_a_file_is_refused(content: str) -> None:
    order = FileOrder(kind=FileKind.CANDIDATES, content=content, rehearsal=True)
    with pytest.raises(MalformedError):
        import_file(order, Importer(OFFICE, NOW), entropy, NOW)


def test_a_table_that_may_have_been_cut_asks_for_its_rows() -> None:
    cut = HEADER + ROWS[0].rstrip()
    assert "可能被截断" in bring(cut).lines[-1]
    assert bring(cut, rows=2).lines[-1] == "行数：文件有 1 行数据，与写明的 2 行不符"
    assert bring(cut, rows=1).is_written


def test_one_at_a_time() -> None:
    imports.take("another", NOW)
    assert bring(HEADER + ROWS[0], rehearsal=True).figures["new"] == 1
    with pytest.raises(ConflictError, match="另一个导入正在进行"):
        bring(HEADER + ROWS[0])
    assert bring(HEADER + ROWS[0], now=later(NOW, 3 * MINUTE)).is_written


def test_only_the_citys_office_brings_in_and_under_a_fresh_code() -> None:
    own = msgspec.structs.replace(OFFICE, scope_kind="school", schools=("X02",))
    for member in (world.SCHOOL_DESK, world.CASHIER, world.OPERATOR, own):
        with pytest.raises(ForbiddenError):
            bring(HEADER + ROWS[0], member, rehearsal=True)
    order = FileOrder(kind=FileKind.WINDOWS, content=base64.b64encode(TIMES.encode()).decode(), rehearsal=False)
    with pytest.raises(StepUpRequiredError):
        import_file(order, Importer(OFFICE, later(NOW, -HOUR)), entropy, NOW)


def test_what_other_provinces_sent_comes_in_once_and_who_brought_it_is_on_record(meter: Meter) -> None:
    """M3.3-01."""
    number = world.resident_number(100)
    put_comer(number)
    row = CELLS | {"id_number": number}
    table = "\n".join((",".join(titles()), ",".join(row[one.key] for one in transfer_files.COLUMNS), ""))
    warm(NOW)
    with meter() as calls:
        rehearsed = bring(table, kind=FileKind.TRANSFERS, rehearsal=True)
    assert calls == {"BatchGetItem": 3}
    assert (rehearsed.figures, rehearsed.is_written) == ({"rows": 1, "people": 1, "received": 1, "known": 0}, False)
    assert people.load(CID).head.lines == {}
    assert bring(table, kind=FileKind.TRANSFERS).is_written
    [(no, line)] = people.load(CID).head.lines.items()
    assert line.business == Business.TRANSFER_IN
    assert [event.actor.id for event in chains.latest(f"X#{no}", 5)] == [OFFICE.id]
    assert bring(table, kind=FileKind.TRANSFERS).figures["known"] == 1
    assert len(people.load(CID).head.lines) == 1
    told = bring(table.replace(number, world.resident_number(101)), kind=FileKind.TRANSFERS)
    assert (told.faults, told.is_written) == (1, False)

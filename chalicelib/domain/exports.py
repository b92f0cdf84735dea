"""Lists of applications that leave as a file: which, for what, how many, and what each row says of its way out."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from chalicelib.domain.applications import Case
from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import DAY, Instant, shanghai
from chalicelib.domain.people import Ticket, mask_name
from chalicelib.domain.spreadsheets import Sheet
from chalicelib.domain.stages import Offices
from chalicelib.domain.statuses import TEXTS, State, told
from chalicelib.domain.tries import Cap
from chalicelib.domain.windows import TITLES, Business

# So many rows a person takes out alone, in one list or in slices: in a day, and in thirty. Beyond it a second person is
# asked, above so many nobody gets them in one file.
LARGE, MONTH_MOST = 200, 1_000
ALONE: Final = (Cap("rows", DAY, LARGE), Cap("rowsmonth", 30 * DAY, MONTH_MOST))
ROWS_MOST: Final = 2_000
PURPOSE_LEAST, PURPOSE_MOST = 5, 200
COLUMNS: Final = (
    "受理编号",
    "业务",
    "申请内容",
    "姓名",
    "准考证号",
    "主考学校",
    "专业",
    "提交时间",
    "轮次",
    "状态",
    "环节",
    "状态时间",
    "须知版本",
    "导出标记",
)
NUMBERS: Final = frozenset({"受理编号", "准考证号"})


class List(StrEnum):
    """Those that wait for somebody, or that ended in a state."""

    WAITING = "waiting"
    RETURNED = State.RETURNED
    APPROVED = State.APPROVED
    REJECTED = State.REJECTED
    WITHDRAWN = State.WITHDRAWN
    EXPIRED = State.EXPIRED


STATES: Final = {List.WAITING: frozenset({State.SUBMITTED, State.UNDER_REVIEW})} | {
    one: frozenset({State(one)}) for one in List if one != List.WAITING
}

LISTS: Final = {one: "待审核、审核中" if one == List.WAITING else TEXTS[State(one)] for one in List}


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which applications. `school` "" is all of one's scope; `notice` "" is whichever version was read."""

    business: Business
    term: Annotated[str, Meta(pattern=r"^20[0-9]{2}H[12]$")]
    list: List
    school: Annotated[str, Meta(max_length=10)] = ""
    notice: Annotated[str, Meta(max_length=20)] = ""
    purpose: Annotated[str, Meta(max_length=1_000)]
    form: Literal["csv", "xlsx"]


def require_purpose(purpose: str) -> None:
    """Raises IncompleteError unless somebody could later say whether this was what it was for."""
    length = len(purpose.strip())
    if not PURPOSE_LEAST <= length <= PURPOSE_MOST or has_unwanted(purpose):
        text = f"请写明用途，{PURPOSE_LEAST} 至 {PURPOSE_MOST} 字，您填写了 {length} 字"
        raise IncompleteError(fields=[FieldFault("purpose", text)])


def is_for_one(count: int, taken: Iterable[int]) -> bool:
    """Whether one person may take out `count` rows beside those `taken` in each window of ALONE."""
    return all(before + count <= cap.most for cap, before in zip(ALONE, taken, strict=True))


def require_few(count: int) -> None:
    if count > ROWS_MOST:
        text = f"超过 {ROWS_MOST:,} 件，一次最多导出 {ROWS_MOST:,} 件，请按主考学校分开导出"
        raise IncompleteError(fields=[FieldFault("school", text)])


def is_wanted(order: Order, case: Case, schools: Iterable[SchoolCode]) -> bool:
    """What the case itself says holds; lists are hints."""
    return (
        (case.business, case.term) == (order.business, order.term)
        and case.state in STATES[order.list]
        and case.school in set(schools)
        and order.notice in ("", case.notice)
    )


class Line(msgspec.Struct, frozen=True):
    """A case with its person; `is_masked`: for whoever has no use for the name and the number."""

    case: Case
    name: str
    ticket: Ticket
    is_masked: bool


def sheet_of(lines: Iterable[Line], offices: Offices, mark: str) -> Sheet:
    """`mark` says on every row who took it out, when and under which number."""
    return Sheet(COLUMNS, [_row(line, offices, mark) for line in lines], NUMBERS)


def _row(line: Line, offices: Offices, mark: str) -> tuple[str, ...]:
    case = line.case
    return (
        case.no,
        TITLES[Business(case.business)],
        case.title,
        mask_name(line.name) if line.is_masked else line.name,
        case.ticket_masked if line.is_masked else line.ticket.number,
        case.school_name,
        line.ticket.major_name,
        moment(case.submitted_at),
        str(case.round),
        told(case.state, case.fee),
        offices.title(case.stages, case.stage) if case.state in STATES[List.WAITING] else "",
        moment(case.since),
        case.notice,
        mark,
    )


def moment(instant: Instant) -> str:
    return f"{shanghai(instant):%Y-%m-%d %H:%M}"


def name_of(order: Order, school_name: str, now: Instant) -> str:
    """Of the file: what it is, of when, of nobody."""
    what = "待办" if order.list == List.WAITING else TEXTS[State(order.list)]
    return f"{TITLES[order.business]}-{order.term}-{school_name}-{what}-{shanghai(now):%Y%m%d}.{order.form}"

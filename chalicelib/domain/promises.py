"""承诺办结: until when an office means to have decided, counted in working days (F82, F95)."""

from datetime import date

import msgspec

from chalicelib.domain import workdays
from chalicelib.domain.instants import Instant, shanghai
from chalicelib.domain.people import CaseLine
from chalicelib.domain.statuses import State
from chalicelib.domain.workdays import Calendar, Due

_SOON = 3
_WAITING = (State.SUBMITTED, State.UNDER_REVIEW)


class Allowance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Working days that one stage of a business takes, for what came to it on `since` or later."""

    business: str
    stage: str
    days: int
    since: date
    status: str


class Book(msgspec.Struct, frozen=True):
    """The settings, stages of a business in their order, and the calendar they are counted by."""

    allowances: tuple[Allowance, ...]
    calendar: Calendar


class Deadline(msgspec.Struct, frozen=True):
    """What a queue says of a case; `urgency` is "", `warn` or `bad`."""

    text: str
    urgency: str


def promise(book: Book, line: CaseLine, now: Instant) -> str:
    """For the candidate: 预计 15 个工作日内，12月14日前; "" where nothing is awaited or nothing promised."""
    if line.state not in _WAITING:
        return ""
    return promised(book, (line.business, line.stage), Instant(line.at), now)


def promised(book: Book, place: tuple[str, str], since: Instant, now: Instant) -> str:
    """Of everything that is still to be decided: this stage of a business and those behind it."""
    arrived, today = _day(since), _day(now)
    days = sum(_days(book, place, arrived))
    if not days:
        return ""
    due = workdays.after(arrived, days, book.calendar)
    if due.day < today:
        return f"原计划 {_told(due, today)}前办结，已超过预计时间，正在加紧办理"
    return f"预计 {days} 个工作日内，{_told(due, today)}前"


def deadline(book: Book, place: tuple[str, str], since: Instant, now: Instant) -> Deadline:
    """For the office: how much of its own stage is left."""
    arrived, today = _day(since), _day(now)
    days = next(iter(_days(book, place, arrived)), 0)
    if not days:
        return Deadline("", "")
    left = workdays.between(today, workdays.after(arrived, days, book.calendar).day, book.calendar)
    if left < 0:
        return Deadline(f"已超期 {-left} 个工作日", "bad")
    text = f"剩余 {left} 个工作日" if left else "今天到期"
    return Deadline(text, "warn" if left <= _SOON else "")


def _days(book: Book, place: tuple[str, str], arrived: date) -> list[int]:
    """Of this stage and those behind it, as they were set on that day."""
    business, stage = place
    own = [one for one in book.allowances if one.business == business]
    stages = list(dict.fromkeys(one.stage for one in own))
    in_force = {one.stage: one.days for one in sorted(own, key=lambda one: one.since) if one.since <= arrived}
    behind = stages[stages.index(stage) :] if stage in stages else []
    return [in_force[name] for name in behind if name in in_force]


def _day(instant: Instant) -> date:
    return shanghai(instant).date()


def _told(due: Due, today: date) -> str:
    """约 where the year's holidays are not announced yet; the year where it is not this one."""
    year = "" if due.day.year == today.year else f"{due.day.year}年"
    return f"{'' if due.certain else '约 '}{year}{due.day.month}月{due.day.day}日"

"""Take a list of applications out as a file: for a purpose, under a fresh code, with a second person for many rows."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from chalicelib import data
from chalicelib.domain import asks as rules
from chalicelib.domain import exports, people, spreadsheets
from chalicelib.domain.applications import Case
from chalicelib.domain.asks import Ask, ExportAsk
from chalicelib.domain.errors import UnknownError, WrongStateError
from chalicelib.domain.exports import Line, Order
from chalicelib.domain.ids import No, SchoolCode, new_no
from chalicelib.domain.instants import HOUR, Instant
from chalicelib.domain.portions import portions
from chalicelib.domain.staff import Role, Staff, actor_of, require_recent_code, require_role
from chalicelib.domain.stages import CITY
from chalicelib.domain.tries import Cap
from chalicelib.storage import asks, cases, deeds, enrolled, queues, sightings, tries
from chalicelib.storage.sightings import Sighting
from chalicelib.usecases.offices import OFFICES

_EXPORTS: Final = Cap("export", HOUR, 20)
_AT_ONCE: Final = 100


class ExportFile(msgspec.Struct, frozen=True, kw_only=True):
    """`content` in base64. Nothing of it is kept here; `sha256` is on record."""

    name: str
    type: str
    content: str
    sha256: str


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """The file, or the request that somebody else must grant (`ask`)."""

    rows: int
    file: ExportFile | None = None
    ask: No | None = None


class Exporter(msgspec.Struct, frozen=True):
    """Who takes a list out, and when the last one-time code was given."""

    staff: Staff
    mfa_at: Instant


def export_cases(order: Order, by: Exporter, entropy: Callable[[int], bytes], now: Instant) -> Exported:
    """Asked twice for what a second person must grant, it is one request.

    Raises ForbiddenError, StepUpRequiredError, UnknownError for another's school, IncompleteError for a purpose that
    says nothing and for too many rows, LockedOutError.
    """
    _admit(by, now)
    exports.require_purpose(order.purpose)
    found = _cases(order, by.staff)
    if exports.is_for_one(len(found), tries.counted(exports.ALONE, by.staff.id, now)):
        return _file(order, found, by.staff, now)
    return Exported(rows=len(found), ask=_asked(order, len(found), by.staff, new_no(now, entropy(10)), now))


def fetch_export(no: No, by: Exporter, now: Instant) -> Exported:
    """Once granted, by whoever asked, without those who applied since. Raises as `export_cases` does, and
    WrongStateError where it grew in another way.
    """
    _admit(by, now)
    ask = asks.load(no)
    if not isinstance(ask.about, ExportAsk):
        raise UnknownError("没有找到这项请求")
    rules.require_fetchable(ask, actor_of(by.staff), now)
    found = [one for one in _cases(ask.about.order, by.staff) if one.submitted_at <= ask.asked_at]
    if len(found) > ask.about.rows:
        raise WrongStateError(f"批准的是 {ask.about.rows} 件，现在有 {len(found)} 件，请重新提出")
    return _file(ask.about.order, found, by.staff, now, ask)


def _admit(by: Exporter, now: Instant) -> None:
    require_role(by.staff, Role.OFFICE, Role.SUPERVISOR)
    require_recent_code(by.mfa_at, now)
    tries.count(_EXPORTS, by.staff.id, now)


def _asked(order: Order, rows: int, by: Staff, no: No, now: Instant) -> No:
    """The chain is read first, so that a copy of the request meanwhile is noticed."""
    about = ExportAsk(order=order, rows=rows, schools=() if by.scope_kind == CITY else by.schools)
    ask = Ask(no=no, about=about, asked_by=actor_of(by), asked_at=now)
    told = deeds.leg(by.id, "export_asked", ask.asked_by, now, f"{no} {_told(order, rows)}")
    standing = next((one for one in asks.latest(now) if _is_same(one, order, by, now)), None)
    if standing:
        return standing.no
    asks.commit(asks.leg(ask), told)
    return no


def _is_same(ask: Ask, order: Order, by: Staff, now: Instant) -> bool:
    is_export = isinstance(ask.about, ExportAsk) and ask.about.order == order
    return is_export and rules.is_open(ask, now) and ask.asked_by.id == by.id


def _cases(order: Order, by: Staff) -> list[Case]:
    """By the cases themselves: one Query a list, and one call for each hundred. One's own is left out."""
    schools = _schools(order, by)
    found: dict[No, Case] = {}
    for rows in portions(queues.listed(order, schools), _AT_ONCE):
        read = cases.found([(row.cid, row.no) for row in rows])
        wanted = (one for one in read if exports.is_wanted(order, one, schools) and one.person != by.person)
        found |= {one.no: one for one in wanted}
        exports.require_few(len(found))
    return [found[no] for no in sorted(found)]


def _schools(order: Order, by: Staff) -> tuple[SchoolCode, ...]:
    own = tuple(data.schools()) if by.scope_kind == CITY else by.schools
    asked = SchoolCode(order.school)
    if asked and asked not in own:
        raise UnknownError("没有这所主考学校，或不在您的范围内")
    return (asked,) if asked else own


def _file(order: Order, found: list[Case], by: Staff, now: Instant, ask: Ask | None = None) -> Exported:
    """On record before it is given: the list with its digest, and for each person whose number leaves a look."""
    mark = f"{by.name} {exports.moment(now)}{f' {ask.no}' if ask else ''}"
    lines = list(_lines(found, by))
    content = spreadsheets.file_of(exports.sheet_of(lines, OFFICES, mark), order.form)
    digest = hashlib.sha256(content).hexdigest()
    told = f"{_told(order, len(lines))} {digest}{f' {ask.no}' if ask else ''}"
    alone = () if ask else tries.legs(exports.ALONE, by.id, len(lines), now)
    deeds.note(actor_of(by), "exported", now, told, *alone)
    seen = [line.case for line in lines if not line.is_masked]
    sightings.record_all([Sighting(cid=one.cid, no=one.no, at=now, actor=actor_of(by), exported=True) for one in seen])
    return Exported(
        rows=len(lines),
        file=ExportFile(
            name=exports.name_of(order, _place(order, by), now),
            type=spreadsheets.TYPES[order.form],
            content=base64.b64encode(content).decode(),
            sha256=digest,
        ),
    )


def _lines(found: list[Case], by: Staff) -> Iterator[Line]:
    for some in portions(found, _AT_ONCE):
        heads = enrolled.heads({one.cid for one in some})
        for one in some:
            head = heads[one.cid]
            yield Line(one, head.name, people.ticket_of(head, one.ref), by.role != Role.OFFICE)


def _place(order: Order, by: Staff) -> str:
    if order.school:
        return data.schools()[SchoolCode(order.school)].name
    return "全市" if by.scope_kind == CITY else "、".join(data.schools()[code].name for code in by.schools)


def _told(order: Order, count: int) -> str:
    parts = (order.business, order.term, order.list, order.school or "*", order.notice, order.form)
    return f"{' '.join(filter(None, parts))} · {count} · {order.purpose.strip()}"

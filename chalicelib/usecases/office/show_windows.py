"""The windows as they stand, frame and schools, and who changed them last."""

import msgspec

from chalicelib import data
from chalicelib.domain import windows
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff, require_role
from chalicelib.domain.windows import CITY, TITLES, Business, OnSite, Phase, Window
from chalicelib.storage import chains
from chalicelib.storage import windows as stored
from chalicelib.storage.revisions import CHAIN

SHOWN_MOST = 20
_WINDOWS = "windows"


class OfficeWindow(msgspec.Struct, frozen=True, kw_only=True):
    """`owner` is a school's code or `city`; `can_edit`: by whoever looks."""

    id: str
    business: Business
    title: str
    term: str
    owner: SchoolCode
    owner_name: str
    opens: Instant
    closes: Instant
    corrects: Instant
    notice: str
    on_site: OnSite | None
    state: Phase
    can_edit: bool


class Owner(msgspec.Struct, frozen=True):
    """For whom times may be set."""

    code: SchoolCode
    name: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    at: Instant
    by: str
    text: str


class OfficeWindows(msgspec.Struct, frozen=True, kw_only=True):
    rev: int
    rows: tuple[OfficeWindow, ...]
    owners: tuple[Owner, ...]
    history: tuple[Entry, ...]


def show_windows(by: Staff, now: Instant) -> OfficeWindows:
    """What holds this second, read anew. Raises ForbiddenError."""
    require_role(by, Role.OFFICE)
    current, owners = stored.fresh(), owners_of(by)
    order = list(Business)
    rows = sorted(current.rows, key=lambda row: (order.index(row.business), row.opens, row.owner != CITY, row.owner))
    return OfficeWindows(
        rev=current.rev,
        rows=tuple(_row(row, {one.code for one in owners}, now) for row in rows),
        owners=owners,
        history=_history(),
    )


def owners_of(by: Staff) -> tuple[Owner, ...]:
    """The city first, for whoever may set its frame."""
    schools = data.schools()
    if by.scope_kind == CITY:
        return (Owner(CITY, "全市"), *(Owner(one.code, one.name) for one in schools.values()))
    return tuple(Owner(code, schools[code].name) for code in by.schools)


def _row(row: Window, own: set[SchoolCode], now: Instant) -> OfficeWindow:
    school = data.schools().get(row.owner)
    return OfficeWindow(
        id=row.id,
        business=row.business,
        title=TITLES[row.business],
        term=row.term,
        owner=row.owner,
        owner_name=school.name if school else "全市",
        opens=row.opens,
        closes=row.closes,
        corrects=row.corrects,
        notice=row.notice,
        on_site=row.on_site,
        state=windows.phase(row, now),
        can_edit=row.owner in own,
    )


def _history() -> tuple[Entry, ...]:
    """Of the configuration's last events those about windows, the latest first."""
    events = (event for event in chains.latest(CHAIN, SHOWN_MOST) if event.event == _WINDOWS)
    return tuple(Entry(at=event.at, by=event.actor.name, text=event.detail) for event in events)

"""Windows as an office types them into the console, read by the readers of a table of windows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.faults import Fault
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.imports import window_tables
from chalicelib.domain.imports.cells import CellError, required
from chalicelib.domain.instants import Instant
from chalicelib.domain.reference import School
from chalicelib.domain.windows import OnSite, Window

ROWS_MOST: Final = 50
_TITLES: Final = {column.key: column.title for column in window_tables.COLUMNS}
_NAMES: Final = {title: name for name, title in _TITLES.items()}
# What is typed → what it is of OnSite.
_SITE: Final = {"comes": "opens", "leaves": "closes", "place": "place"}


class WindowForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed. Times are Shanghai's, 2026-12-01 08:30 or 2026-12-01T08:30; `owner` is a school's code or `city`.

    `comes`, `leaves` and `place` say when and where candidates come to the school: all of them, or all empty.
    """

    business: str
    term: str
    owner: str
    opens: str
    closes: str
    corrects: str
    notice: str
    comes: str
    leaves: str
    place: str


Rows = Annotated[tuple[WindowForm, ...], Meta(min_length=1, max_length=ROWS_MOST)]


def windows_of(forms: Iterable[WindowForm], schools: Mapping[SchoolCode, School]) -> tuple[Window, ...]:
    """Raises IncompleteError, which names every field at fault."""
    faults: list[FieldFault] = []
    found: dict[str, Window] = {}
    for place, form in enumerate(forms):
        row, wrong = _read(place, form, schools)
        faults += wrong
        if row and row.id in found:
            faults.append(FieldFault(f"rows.{place}.term", "同一业务、期次和范围写了两次"))
        found |= {row.id: row} if row else {}
    if faults:
        raise IncompleteError(fields=faults)
    return tuple(found.values())


def _read(place: int, form: WindowForm, schools: Mapping[SchoolCode, School]) -> tuple[Window | None, list[FieldFault]]:
    readers: dict[str, Callable[[str], Any]] = {
        "business": window_tables.business,
        "term": window_tables.term,
        "owner": lambda text: window_tables.owner(required(text), schools),
        "opens": explicit,
        "closes": explicit,
        "corrects": explicit,
        "notice": window_tables.notice,
    }
    if any(getattr(form, name).strip() for name in _SITE):
        readers |= {"comes": explicit, "leaves": explicit, "place": window_tables.place}
    read: dict[str, Any] = {}
    faults: list[FieldFault] = []
    for name, reader in readers.items():
        try:
            read[name] = reader(getattr(form, name))
        except CellError as wrong:
            faults.append(FieldFault(f"rows.{place}.{name}", f"{_TITLES[name]}{wrong}"))
    if faults:
        return None, faults
    site = {own: read.pop(name) for name, own in _SITE.items() if name in read}
    return Window(**read, on_site=OnSite(**site) if site else None), []


def explicit(text: str) -> Instant:
    """A day and a time, which nobody can misread."""
    if ":" not in required(text):
        raise CellError("须写明日期和时间，如 2026-12-01 08:30")
    return window_tables.moment(text)


def faults_of(faults: Iterable[Fault], rows: Iterable[Window]) -> Iterator[FieldFault]:
    """Of windows that contradict others, each at the field where it can be mended."""
    places = {row.id: place for place, row in enumerate(rows)}
    for fault in faults:
        yield FieldFault(f"rows.{places[fault.about]}.{_NAMES[fault.field]}", f"{fault.field}：{fault.what}")

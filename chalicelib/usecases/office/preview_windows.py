"""What candidates of a school would find on home at a given time, were these windows set."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.data import schools
from chalicelib.domain import home, window_edits, window_forms
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.home import BusinessLine
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff
from chalicelib.domain.window_forms import WindowForm
from chalicelib.domain.windows import TITLES, Business, OnSite, Windows, effective
from chalicelib.storage import windows
from chalicelib.usecases.imports.import_windows import judged
from chalicelib.usecases.office.set_windows import as_typed


class Preview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`rows` as they would be set, none to see what stands; `at` as typed, Shanghai's time."""

    rows: Annotated[tuple[WindowForm, ...], Meta(max_length=window_forms.ROWS_MOST)] = ()
    at: str
    school: str


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """When and where candidates of a term come to the school."""

    title: str
    term: str
    on_site: OnSite


class Previewed(msgspec.Struct, frozen=True, kw_only=True):
    """`changed`: ids of windows that would be new or different. `visits`: what is told to whoever must come, until it
    is over.
    """

    at: Instant
    school_name: str
    businesses: tuple[BusinessLine, ...]
    visits: tuple[Visit, ...]
    changed: tuple[str, ...]


def preview_windows(asked: Preview, by: Staff, now: Instant) -> Previewed:
    """Judged like an edit, and nothing is written. Raises ForbiddenError and IncompleteError with every fault."""
    current = windows.fresh()
    rows = as_typed(asked.rows, by, current)
    news = window_edits.changed(current, rows)
    faults = list(window_forms.faults_of(judged(current, news, now), rows))
    school = schools().get(SchoolCode(asked.school))
    if school is None:
        faults.append(FieldFault("school", "请选择主考学校"))
    at = _instant(asked.at, faults)
    if school is None or at is None or faults:
        raise IncompleteError(fields=faults)
    after = Windows(current.rev, window_edits.merged(current, rows))
    return Previewed(
        at=at,
        school_name=school.name,
        businesses=home.every_business(after, school.code, at),
        visits=tuple(_visits(after, school.code, at)),
        changed=tuple(row.id for row in news),
    )


def _visits(after: Windows, school: SchoolCode, at: Instant) -> Iterator[Visit]:
    for business in Business:
        for row in effective(after, business, school):
            if row.on_site and at < row.on_site.closes:
                yield Visit(title=TITLES[business], term=row.term, on_site=row.on_site)


def _instant(text: str, faults: list[FieldFault]) -> Instant | None:
    try:
        return window_forms.explicit(text)
    except CellError as wrong:
        faults.append(FieldFault("at", f"预览时间{wrong}"))
        return None

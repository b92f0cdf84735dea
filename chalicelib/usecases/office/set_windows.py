"""Set windows, of the city or of one's own schools: under a fresh code, felt a minute later at the soonest."""

from collections.abc import Iterable

import msgspec

from chalicelib import data
from chalicelib.domain import window_edits, window_forms
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff, actor_of, require_office, require_recent_code
from chalicelib.domain.window_forms import Rows, WindowForm
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage import windows
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_windows import import_windows
from chalicelib.usecases.office.show_windows import OfficeWindows, show_windows


class WindowEdit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`rev` is what the page showed."""

    rows: Rows
    rev: int


def set_windows(edit: WindowEdit, by: Staff, mfa_at: Instant, now: Instant) -> OfficeWindows:
    """Set twice, they are set once. Raises ForbiddenError, StepUpRequiredError, IncompleteError with every fault,
    ConflictError when somebody was faster.
    """
    rows = as_typed(edit.rows, by, windows.fresh())
    require_recent_code(mfa_at, now)
    change = Edit(actor_of(by), now, window_edits.told(rows))
    faults = import_windows(rows, change, is_rehearsal=False, seen=edit.rev).faults
    if faults:
        raise IncompleteError(fields=window_forms.faults_of((one.fault for one in faults), rows))
    return show_windows(by, now)


def as_typed(rows: Iterable[WindowForm], by: Staff, current: Windows) -> tuple[Window, ...]:
    """What is marked as a demonstration stays marked. Raises ForbiddenError and IncompleteError."""
    require_office(by)
    read = window_forms.windows_of(rows, data.schools())
    require_office(by, *(row.owner for row in read))
    marked = {row.id for row in current.rows if row.demo}
    return tuple(msgspec.structs.replace(row, demo=row.id in marked) for row in read)

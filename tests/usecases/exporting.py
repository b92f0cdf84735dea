"""Who takes lists out, of what, and what the file says."""

import base64
import hashlib
import io
from typing import Any

import msgspec
from openpyxl import load_workbook

from chalicelib.domain.exports import List, Order
from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.windows import Business
from chalicelib.usecases.office.export_cases import Exported, Exporter, export_cases
from tests.builders import NOW, a_ticket
from tests.security import world
from tests.stored import enrol, open_windows, put_eligible
from tests.usecases.acting import entropy

OFFICE = world.OFFICE
SECOND = msgspec.structs.replace(
    OFFICE, id="0" * 31 + "a", account="desk-10", name="审核10·演示", person="1" + "a" * 64
)
SUPERVISOR = msgspec.structs.replace(world.COLLEAGUE, role=Role.SUPERVISOR)
EVIL, WHOLE = "=HYPERLINK(1)", "000000000001"


def an_order(**changes: Any) -> Order:
    order = Order(
        business=Business.EXEMPTION, term="2026H2", list=List.WAITING, purpose="核对本期免考名单", form="xlsx"
    )
    return msgspec.structs.replace(order, **changes)


def export(by: Staff = OFFICE, now: Instant = NOW, **changes: Any) -> Exported:
    return export_cases(an_order(**changes), Exporter(by, now), entropy, now)


def rows_of(exported: Exported) -> list[dict[str, str]]:
    assert exported.file
    content = base64.b64decode(exported.file.content)
    assert hashlib.sha256(content).hexdigest() == exported.file.sha256
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    titles, *rows = ([str(cell.value or "") for cell in row] for row in sheet.iter_rows())
    return [dict(zip(titles, row, strict=True)) for row in rows]


def stands() -> None:
    """A name that is a formula, a ticket of zeros."""
    open_windows()
    enrol(OFFICE, SECOND, SUPERVISOR)
    put_eligible(name=EVIL, tickets=(a_ticket(number=WHOLE),))

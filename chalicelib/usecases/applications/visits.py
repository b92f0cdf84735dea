"""When and where a candidate signs, once the school has passed him on."""

import msgspec

from chalicelib.domain import businesses, windows
from chalicelib.domain.applications import Case, line_of
from chalicelib.domain.home import is_called
from chalicelib.domain.instants import Instant
from chalicelib.domain.windows import Windows


class VisitView(msgspec.Struct, frozen=True, kw_only=True):
    """`text` says what to bring and what to sign; the rest is None and "" while the school has announced none."""

    text: str
    opens: Instant | None
    closes: Instant | None
    place: str


def visit_view(case: Case, current: Windows) -> VisitView | None:
    """None before the signature is what comes next, be it that something is still to be confirmed first."""
    line, signing = line_of(case), businesses.kind_of(case.business).signing
    if line is None or signing is None or not is_called(line):
        return None
    found = windows.on_site(current, case.window, case.school)
    return VisitView(
        text=signing.text,
        opens=found.opens if found else None,
        closes=found.closes if found else None,
        place=found.place if found else "",
    )

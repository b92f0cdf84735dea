"""For browser tests only (`--answer-captchas`): shuts a business at once, or opens its next term, as an office may."""

from http import HTTPStatus

import msgspec

from chalicelib.domain.instants import DAY, SECOND, Instant, later
from chalicelib.domain.windows import Window
from infra.local.gateway import LOCK
from infra.local.static_site import Answer

PATH = "/local/window/"


def answer(target: str) -> Answer:
    """`/local/window/<business>/shut` or `…/next`; at once, where an office would have to wait a minute."""
    from chalicelib.domain.audit import CLOCK
    from chalicelib.handlers import clock
    from chalicelib.storage import windows
    from chalicelib.storage.revisions import Edit

    business, _, wanted = target.removeprefix(PATH).partition("/")
    with LOCK:
        now, current = clock.now(), windows.fresh()
        own = [row for row in current.rows if row.business == business]
        if not own or wanted not in ("shut", "next"):
            return Answer(HTTPStatus.NOT_FOUND, {})
        latest = max(own, key=lambda row: row.opens)
        rows = [row for row in current.rows if row is not latest]
        shut = msgspec.structs.replace(latest, closes=min(latest.closes, later(now, -SECOND)))
        rows += [shut] if wanted == "shut" else [shut, _following(latest, now)]
        windows.save(tuple(rows), seen=current.rev, edit=Edit(CLOCK, now))
    return Answer(HTTPStatus.NO_CONTENT, {})


def _following(row: Window, now: Instant) -> Window:
    year, half = int(row.term[:4]), row.term[4:]
    term = f"{year + 1}H1" if half == "H2" else f"{year}H2"
    opens = later(now, -SECOND)
    return msgspec.structs.replace(
        row, term=term, opens=opens, closes=later(opens, 10 * DAY), corrects=later(opens, 20 * DAY)
    )

"""Invented times of business around today: most are open, one comes soon, one is past at a school. All marked as
demonstration."""

from datetime import timedelta

from chalicelib.domain.fees import Desk, Desks
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant, of, shanghai, term
from chalicelib.domain.window_edits import row_faults
from chalicelib.domain.windows import CITY, Business, OnSite, Window
from infra.demo_people import MAIN_SCHOOL, OTHER_SCHOOL

NOTICE = "2026-1"
# Business → opens, closes, end of mending, in days from today.
_DAYS = {
    Business.EXEMPTION: (-7, 10, 20),
    Business.SUPPLEMENT: (-7, 10, 20),
    Business.PHOTO: (-7, 9, 14),
    Business.GRADUATION: (-7, 12, 34),
    Business.FEE: (-7, 30, 30),
    Business.TRANSFER_OUT: (-7, 12, 22),
    Business.TRANSFER_IN: (20, 40, 40),
}
# A school that ends earlier than the others.
_OVER = (-7, -1, -1)
# From when to when candidates come to sign, in days from today.
_SIGNING = {Business.GRADUATION: (2, 30), Business.TRANSFER_OUT: (2, 20), Business.TRANSFER_IN: (22, 38)}
_PLACE = "自学考试办公室（演示）"


def demo_windows(now: Instant) -> tuple[Window, ...]:
    """From 8:30 of the first day to 16:00 of the last, as offices do."""
    shared = tuple(_window(business, CITY, days, now) for business, days in _DAYS.items())
    rows = (*shared, _window(Business.TRANSFER_OUT, SchoolCode(MAIN_SCHOOL), _OVER, now))
    if faults := [fault for row in rows for fault in row_faults(row, now)]:
        raise ValueError("；".join(map(str, faults)))
    return rows


def _window(business: Business, owner: SchoolCode, days: tuple[int, int, int], now: Instant) -> Window:
    opens, closes, corrects = (_at(now, day, hour) for day, hour in zip(days, (8.5, 16, 16), strict=True))
    return Window(
        business=business,
        term=term(opens),
        owner=owner,
        opens=opens,
        closes=closes,
        corrects=corrects,
        notice=NOTICE,
        demo=True,
        on_site=_site(business, now),
    )


def _site(business: Business, now: Instant) -> OnSite | None:
    if business not in _SIGNING:
        return None
    opens, closes = (_at(now, day, hour) for day, hour in zip(_SIGNING[business], (9, 16), strict=True))
    return OnSite(opens=opens, closes=closes, place=_PLACE)


def _at(now: Instant, days: int, hour: float) -> Instant:
    midnight = shanghai(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return of(midnight + timedelta(days=days, hours=hour))


def demo_desks() -> Desks:
    """One school takes the fee itself; telephones that nobody has."""
    by_hand = Desk(phone="021-00000002")
    return Desks(city=Desk(online=True, phone="021-00000001"), schools={SchoolCode(OTHER_SCHOOL): by_hand})

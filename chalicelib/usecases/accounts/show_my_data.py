"""我的数据: the reset mobile as it is known here, and who saw or changed this person's record."""

import msgspec

from chalicelib.domain import access
from chalicelib.domain.access import SHOWN_MOST, AccessLine
from chalicelib.domain.accounts import mask_mobile
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, chains, sightings
from chalicelib.storage.gather import together


class MyData(msgspec.Struct, frozen=True, kw_only=True):
    """`mobile` is masked, "" where none is known; `log` newest first, at most 50 lines."""

    mobile: str
    log: tuple[AccessLine, ...]


def show_my_data(session: Session) -> MyData:
    """Three reads in two waits. Raises SignedOutError for a session ended elsewhere."""
    account, (events, looks) = together(
        lambda: accounts.of_session(session),
        lambda: (chains.latest(f"P#{session.cid}", SHOWN_MOST), sightings.latest(session.cid, SHOWN_MOST)),
    )
    number = accounts.mobile_of(account)
    lines = [access.of_event(event) for event in events]
    lines += [access.of_look(look.at, look.actor, look.no, exported=look.exported) for look in looks]
    return MyData(mobile=mask_mobile(number) if number else "", log=access.newest_first(lines))

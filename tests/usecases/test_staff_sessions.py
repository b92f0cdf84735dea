"""A session of staff never outlives the rights it began with, whatever happens in the same moment (rows 17, 102)."""

from collections.abc import Callable
from itertools import count

import msgspec
import pyotp
import pytest

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import IncompleteError, LoginFailedError, SignedOutError
from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.staff import Role
from chalicelib.storage import cases, passwords, staff, staff_sessions, totp
from chalicelib.storage.staff import Member
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tables import SessionItem
from chalicelib.usecases.sessions.sign_in import Visitor
from chalicelib.usecases.staff.sign_in import StaffLoginForm, sign_in
from chalicelib.usecases.staff.step_up import step_up
from tests.builders import NOW
from tests.security import world

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DESK = world.SCHOOL_DESK


@pytest.fixture(autouse=True)
def _enrolled(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda hash_, _: bool(hash_))
    staff.create(DESK, OPERATOR, NOW)
    enrol()


def enrol() -> None:
    """Whatever the register says of the colleague: back at the old desk, with an old password."""
    sealed = totp.sealed(SECRET, DESK.id)
    staff.save(msgspec.structs.replace(known(), staff=DESK, hash="hash", secret=sealed, last_step=0, link=None))


def known() -> Member:
    return staff.known(DESK.id)


def dismissed() -> None:
    staff.dismiss(known(), OPERATOR, NOW)


def moved() -> None:
    staff.move(known(), msgspec.structs.replace(DESK, role=Role.SUPERVISOR), OPERATOR, NOW)


def code(now: Instant) -> str:
    return pyotp.TOTP(SECRET).at(now // 1000)


def signed_in(now: Instant) -> str:
    form = StaffLoginForm(account=DESK.account, password="", code=code(now))
    return sign_in(form, Visitor(address="203.0.113.9", browser=""), now)[0]


def stepped_up(now: Instant) -> str:
    cookie = signed_in(later(now, -MINUTE))
    session = staff_sessions.find(cookie)
    assert session
    return step_up(session, cookie, code(now), now)


@pytest.mark.parametrize("taking_away", [dismissed, moved])
@pytest.mark.parametrize("entering", [signed_in, stepped_up])
def test_rights_taken_away_before_any_write_of_a_sign_in_leave_no_session_with_them(
    entering: Callable[[Instant], str], taking_away: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = cases.attempt
    for place in count(1):
        enrol()
        left = [place]

        def overtaken(parts: list[cases.Leg], left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                taking_away()
            attempt(parts)

        with monkeypatch.context() as patch:
            patch.setattr(cases, "attempt", overtaken)
            try:
                entering(later(NOW, place * 10 * MINUTE))
            except (LoginFailedError, IncompleteError, SignedOutError):
                assert left[0] <= 0, "refused although nobody was in the way"
        if left[0] > 0:
            break
        standing = [
            msgspec.json.decode(item.body or "", type=StaffSession) for item in SessionItem.query(f"SS#{DESK.id}")
        ]
        rights = [known().staff] if known().hash else []
        assert all(session.staff in rights for session in standing), f"before write {place}"
    assert place > 2, "at least the try and the session are written"

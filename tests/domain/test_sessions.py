"""How long sessions live."""

import msgspec
import pytest

from chalicelib.domain.instants import HOUR, MINUTE, SECOND, Instant, later
from chalicelib.domain.sessions import CANDIDATE, STAFF, Lifespan, Session, is_alive, is_stale
from tests.builders import CID, NOW


def a_session(**changes: Instant) -> Session:
    session = Session(cid=CID, person="1a", epoch=1, issued=NOW, renewed=NOW)
    return msgspec.structs.replace(session, **changes)


@pytest.mark.parametrize(("span", "idle"), [(CANDIDATE, 20 * MINUTE), (STAFF, 15 * MINUTE)])
def test_an_idle_session_ends(span: Lifespan, idle: int) -> None:
    assert is_alive(span, a_session(), later(NOW, idle - 1))
    assert not is_alive(span, a_session(), later(NOW, idle))


@pytest.mark.parametrize("span", [CANDIDATE, STAFF])
def test_eight_hours_end_even_a_busy_session(span: Lifespan) -> None:
    busy = a_session(renewed=later(NOW, 8 * HOUR - 1))
    assert is_alive(span, busy, later(NOW, 8 * HOUR - 1))
    assert not is_alive(span, busy, later(NOW, 8 * HOUR))


def test_a_session_from_the_future_is_believed_for_seconds_only() -> None:
    assert is_alive(CANDIDATE, a_session(renewed=later(NOW, 5 * SECOND)), NOW)
    assert not is_alive(CANDIDATE, a_session(renewed=later(NOW, 5 * SECOND + 1)), NOW)


def test_a_session_is_renewed_once_a_minute() -> None:
    assert not is_stale(CANDIDATE, a_session(), later(NOW, MINUTE))
    assert is_stale(CANDIDATE, a_session(), later(NOW, MINUTE + 1))

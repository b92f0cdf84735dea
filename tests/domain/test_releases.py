"""A session is seen from its instant on, and written blind until then."""

import pytest

from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.releases import Releases, is_loading
from tests.builders import NOW

RELEASES = Releases(1, {"2026-10": NOW})


@pytest.mark.parametrize(("ahead", "loading"), [(1, True), (0, False), (-1, False)])
def test_scores_are_seen_from_the_instant_itself(ahead: int, loading: bool) -> None:
    assert is_loading(RELEASES, "2026-10", later(NOW, -ahead)) is loading


def test_whoever_writes_blind_stops_a_margin_before() -> None:
    assert is_loading(RELEASES, "2026-10", later(NOW, -MINUTE - 1), MINUTE)
    assert not is_loading(RELEASES, "2026-10", later(NOW, -MINUTE), MINUTE)


def test_a_session_without_an_instant_is_loading() -> None:
    assert is_loading(RELEASES, "2027-04", NOW)

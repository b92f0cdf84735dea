"""Every route × everybody who may come: the answer and its effect (rows 9-11, 13, 21-24, 26, 29)."""

import pytest

import app as _every_area  # noqa: F401
from chalicelib.handlers import http
from tests.security import asks, cells
from tests.security.scene import WHO, Scene
from tests.security.table import TABLE

NAMED = list(TABLE)


def test_every_route_has_its_row() -> None:
    """A new route fails until somebody has said who gets what."""
    assert {f"{route.method} {route.path}" for route in http.ROUTES} == set(cells.first_ways())


def test_nobody_is_told_apart_where_everybody_may_come() -> None:
    """Public routes answer whoever comes alike; all others refuse who has no session."""
    for name, row in TABLE.items():
        public = asks.route(name).guard in (http.PUBLIC, http.CHANNEL)
        assert len(set(row.values())) == 1 if public else {row[who].status for who in WHO[:2]} == {401}, name


@pytest.mark.parametrize("name", NAMED)
def test_everybody_gets_what_the_table_says_and_nothing_else(name: str, scene: Scene) -> None:
    assert [fault for who in WHO for fault in cells.faults(scene, name, who)] == []


@pytest.mark.parametrize("name", cells.first_ways())
def test_who_is_entitled_is_refused_whatever_is_wrong(name: str, scene: Scene) -> None:
    """Another host, a foreign page, no token, another's token, a session of yesterday or ended, no key."""
    wrong = cells.wrongs(asks.route(name))
    assert [fault for one in wrong for fault in cells.wronged(scene, name, one)] == []


@pytest.mark.parametrize("name", [name for name in cells.first_ways() if "{ref}" in name])
def test_somebody_elses_ticket_is_no_ticket(name: str, scene: Scene) -> None:
    assert list(cells.somebodys_ticket(scene, name)) == []


@pytest.mark.parametrize("name", [name for name in cells.first_ways() if asks.route(name).is_mutation])
def test_a_browser_without_fetch_metadata_is_known_by_its_origin(name: str, scene: Scene) -> None:
    who = cells.entitled(name)
    answered = cells.put(scene, name, who, headers={"sec_fetch_site": None})
    assert answered.reply.status == TABLE[name][who].status

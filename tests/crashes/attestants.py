"""What somebody changes who shows an approval to others, and whoever checks it."""

from tests import attesting
from tests.crashes.candidates import enter, posting
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import world


def path(at: Stand) -> str:
    return f"/applications/{attesting.approve(world.FIRST.cid, at=at.clock())}/attestation"


# Of two who make one at once each is told of the same.
@scenario("POST /applications/{no}/attestation")
def make(at: Stand) -> Doing:
    browser = enter(at)
    return posting(browser, path(at), {"months": 3, "ver": 0})


@scenario("POST /applications/{no}/attestation", "after an earlier one was revoked")
def make_again(at: Stand) -> Doing:
    browser = enter(at)
    place = path(at)
    assert browser.post(place, {"months": 3, "ver": 0}).status == 200
    assert browser.post(f"{place}/revocation", {"ver": 1}).status == 200
    return posting(browser, place, {"months": 1, "ver": 2})


@scenario("POST /applications/{no}/attestation/revocation")
def revoke(at: Stand) -> Doing:
    browser = enter(at)
    place = path(at)
    assert browser.post(place, {"months": 3, "ver": 0}).status == 200
    return posting(browser, f"{place}/revocation", {"ver": 1})


# Every look is counted, the one that was never answered too.
@scenario("POST /verify", extras=(r"^records \S+ V#",))
def check(at: Stand) -> Doing:
    browser = enter(at)
    code = browser.post(path(at), {"months": 3, "ver": 0}).json["code"]
    return posting(at.visitor(), "/verify", {"code": code})

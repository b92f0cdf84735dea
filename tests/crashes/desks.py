"""What reviewers change."""

from chalicelib.domain.reviews import PASS, REJECT, RETURN
from tests.apiclient import Browser
from tests.crashes.candidates import CASE, enter, posting
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import world

DECISION = "POST /review/cases/{case}/decision"


def waiting(at: Stand) -> tuple[str, Browser]:
    """A case that waits, and the school's desk."""
    [no] = world.submit(enter(at))
    return CASE + no, at.desk(world.SCHOOL_DESK)


def held(at: Stand) -> tuple[str, Browser]:
    case, desk = waiting(at)
    assert desk.post(f"/review/cases/{case}/lease").status == 200
    return case, desk


# Whoever took a case without hearing of it finds it among his own.
@scenario("POST /review/queue/next", refusals=("404 queue_empty",))
def take(at: Stand) -> Doing:
    return posting(waiting(at)[1], "/review/queue/next", {"business": world.CASE})


@scenario("POST /review/cases/{case}/lease")
def lease(at: Stand) -> Doing:
    case, desk = waiting(at)
    return posting(desk, f"/review/cases/{case}/lease")


@scenario("POST /review/cases/{case}/release")
def release(at: Stand) -> Doing:
    case, desk = held(at)
    return posting(desk, f"/review/cases/{case}/release")


# Every look is on record, the one that was never answered too.
@scenario("POST /review/cases/{case}/reveal", extras=(r"^audit SEEN#",))
def reveal(at: Stand) -> Doing:
    case, desk = held(at)
    return posting(desk, f"/review/cases/{case}/reveal")


@scenario(DECISION, "passed on")
def pass_on(at: Stand) -> Doing:
    case, desk = held(at)
    return posting(desk, f"/review/cases/{case}/decision", world.verdict(desk, case, PASS), key=True)


@scenario(DECISION, "returned")
def give_back(at: Stand) -> Doing:
    case, desk = held(at)
    body = world.verdict(desk, case, RETURN, items=[{"part": 0, "reasons": ["EX14"]}])
    return posting(desk, f"/review/cases/{case}/decision", body, key=True)


@scenario(DECISION, "rejected")
def reject(at: Stand) -> Doing:
    case, desk = held(at)
    body = world.verdict(desk, case, REJECT, reasons=["EX15"])
    return posting(desk, f"/review/cases/{case}/decision", body, key=True)


@scenario(DECISION, "approved and granted")
def approve(at: Stand) -> Doing:
    case, desk = waiting(at)
    assert world.decide(desk, case, PASS).status == 200
    at.clock.forward(minutes=1)
    city = at.desk(world.CITY_DESK)
    assert city.post(f"/review/cases/{case}/lease").status == 200
    return posting(city, f"/review/cases/{case}/decision", world.verdict(city, case, PASS), key=True)

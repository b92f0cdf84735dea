"""What somebody changes who graduates, and the desk that approves it."""

from tests.crashes.candidates import CASE, PICTURES, enter, posting
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import graduating, world


@scenario("POST /t/{ref}/graduation", "with its drafts")
def submit(at: Stand) -> Doing:
    browser = enter(at)
    step = {"target": "new", "step": "person", "body": {}, "ver": 0}
    assert browser.send("PUT", "/t/1/drafts/graduation", step).status == 200
    return posting(browser, "/t/1/graduation", graduating.form(browser), key=True)


@scenario("POST /t/{ref}/graduation/{no}/rounds")
def change(at: Stand) -> Doing:
    browser = enter(at)
    no = graduating.submit(browser)
    body = {"item": graduating.item(browser), "ver": 1}
    return posting(browser, f"/t/1/graduation/{no}/rounds", body, key=True)


@scenario("POST /t/{ref}/photo")
def offer(at: Stand) -> Doing:
    """Nothing but the day's count is written."""
    return posting(enter(at), "/t/1/photo", graduating.offer())


# Which photograph stands is written last, and again by a repeat.
@scenario("POST /t/{ref}/photo/{upload}/complete", crumbs=(*PICTURES, r"^records \S+ PH#"), passing=("I18",))
def complete(at: Stand) -> Doing:
    browser = enter(at)
    upload, token = graduating.photograph(browser)
    return posting(browser, f"/t/1/photo/{upload}/complete", {"token": token})


@scenario("POST /review/cases/{case}/decision", "the approval of a graduation with its snapshot")
def approve(at: Stand) -> Doing:
    case = CASE + graduating.submit(enter(at))
    school = at.desk(world.SCHOOL_DESK)
    assert [graduating.approve(school, case).status for _ in range(2)] == [200, 200]
    city = at.desk(world.CITY_DESK)
    assert city.post(f"/review/cases/{case}/lease").status == 200
    return posting(city, f"/review/cases/{case}/decision", graduating.verdict(city, case), key=True)


# Every look is on record, the one that was never answered too.
@scenario("POST /review/registers", extras=(r"^audit SEEN#",))
def print_registers(at: Stand) -> Doing:
    case = CASE + graduating.submit(enter(at))
    school = at.desk(world.SCHOOL_DESK)
    assert graduating.approve(school, case).status == 200
    return posting(school, "/review/registers", {"of": "signing"})

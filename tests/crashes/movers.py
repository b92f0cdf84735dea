"""What somebody changes who leaves the province, and the desk that approves it."""

from tests.apiclient import Browser
from tests.crashes import office
from tests.crashes.candidates import CASE, enter, posting
from tests.crashes.office import BUSY
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import graduating, transferring, world
from tests.stored import enrol

PATH = f"/t/{transferring.REF}/transfer-out"


@scenario("POST /t/{ref}/transfer-out", "with its drafts")
def submit(at: Stand) -> Doing:
    browser = enter(at)
    step = {"target": "new", "step": "target", "body": {}, "ver": 0}
    assert browser.send("PUT", f"/t/{transferring.REF}/drafts/transfer_out", step).status == 200
    return posting(browser, PATH, transferring.form(browser), key=True)


@scenario("POST /t/{ref}/transfer-out/{no}/rounds")
def change(at: Stand) -> Doing:
    browser = enter(at)
    no = transferring.submit(browser)
    return posting(browser, f"{PATH}/{no}/rounds", {"item": transferring.item(browser), "ver": 1}, key=True)


def at_city(at: Stand) -> tuple[str, Browser]:
    """A case that was passed and signed, and the city's desk."""
    case, school = CASE + transferring.submit(enter(at)), at.desk(world.SCHOOL_DESK)
    assert [graduating.approve(school, case).status for _ in range(2)] == [200, 200]
    return case, at.desk(world.CITY_DESK)


@scenario("POST /review/cases/{case}/decision", "the approval with which records leave")
def approve(at: Stand) -> Doing:
    case, city = at_city(at)
    assert city.post(f"/review/cases/{case}/lease").status == 200
    return posting(city, f"/review/cases/{case}/decision", graduating.verdict(city, case), key=True)


# Every look is on record, the one that was never answered too.
@scenario("export-transfers", extras=(r"^audit SEEN#",), refusals=BUSY)
def export(at: Stand) -> Doing:
    case, city = at_city(at)
    assert graduating.approve(city, case).status == 200
    enrol(office.OFFICE, now=at.clock())
    path = str(at.folder / "transfers.csv")
    return office.typed("export-transfers", "2026H2", path, "--stage", "test", "--by", office.OFFICE.account)

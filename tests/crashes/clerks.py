"""What the office changes at its desk: windows, and lists that leave as files."""

from chalicelib.domain.asks import StaffAsk
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY
from chalicelib.domain.tries import Cap
from tests.apiclient import Browser
from tests.crashes.candidates import OLD, enter, posting
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import officing, world
from tests.stored import enrol

# Each search and each file is on record, the one that was never answered too.
LOOKS = (r"^audit R#", r"^audit SEEN#", r"^sessions CNT#")
OVERTAKEN = ("409 conflict",)


def sitting(at: Stand) -> Browser:
    """The office, with one application that waits."""
    world.submit(enter(at, OLD))
    return at.desk(world.OFFICE)


@scenario("POST /office/windows", refusals=OVERTAKEN)
def set_windows(at: Stand) -> Doing:
    return posting(sitting(at), "/office/windows", officing.an_edit())


@scenario("POST /office/windows/preview")
def preview(at: Stand) -> Doing:
    return posting(sitting(at), "/office/windows/preview", officing.a_preview())


@scenario("POST /office/search", extras=LOOKS)
def search(at: Stand) -> Doing:
    return posting(sitting(at), "/office/search", {"text": world.FIRST.id_number})


@scenario("POST /office/exports", extras=LOOKS)
def export(at: Stand) -> Doing:
    return posting(sitting(at), "/office/exports", officing.an_order())


@scenario("POST /office/exports", "too many for one person", refusals=OVERTAKEN)
def ask(at: Stand) -> Doing:
    at.patch.setattr("chalicelib.domain.exports.ALONE", (Cap("rows", DAY, 0),))
    return posting(sitting(at), "/office/exports", officing.an_order())


def asked(at: Stand, seed: int, about: StaffAsk | None = None) -> No:
    enrol(world.CASHIER, now=at.clock())
    return officing.an_ask(world.CASHIER, at.clock(), seed, about=about)


@scenario("POST /office/asks/{ask}", refusals=OVERTAKEN)
def grant(at: Stand) -> Doing:
    desk, no = sitting(at), asked(at, 41)
    return posting(desk, f"/office/asks/{no}", {"granted": True})


@scenario("POST /office/asks/{ask}/file", extras=LOOKS)
def fetch(at: Stand) -> Doing:
    desk = sitting(at)
    no = officing.an_ask(world.OFFICE, at.clock(), 42, granted_by=world.CASHIER)
    return posting(desk, f"/office/asks/{no}/file")


@scenario("POST /office/asks/{ask}", "a colleague's rights", refusals=OVERTAKEN)
def grant_rights(at: Stand) -> Doing:
    desk, no = sitting(at), asked(at, 43, about=officing.a_colleague())
    return posting(desk, f"/office/asks/{no}", {"granted": True})


def with_colleague(at: Stand) -> tuple[Browser, str]:
    desk = sitting(at)
    at.desk(world.OTHER_SCHOOL)
    return desk, f"/office/staff/{world.OTHER_SCHOOL.id}"


@scenario("POST /office/staff", refusals=OVERTAKEN)
def ask_for_newcomer(at: Stand) -> Doing:
    return posting(sitting(at), "/office/staff", officing.a_newcomer())


@scenario("POST /office/staff/{staff}/post", refusals=OVERTAKEN)
def ask_for_post(at: Stand) -> Doing:
    desk, path = with_colleague(at)
    return posting(desk, f"{path}/post", {"role": "supervisor"})


@scenario("POST /office/staff/{staff}/link", refusals=OVERTAKEN)
def ask_for_link(at: Stand) -> Doing:
    desk, path = with_colleague(at)
    return posting(desk, f"{path}/link")


@scenario("POST /office/staff/{staff}/dismissal", refusals=OVERTAKEN)
def dismiss(at: Stand) -> Doing:
    desk, path = with_colleague(at)
    return posting(desk, f"{path}/dismissal")


@scenario("POST /office/notices", refusals=OVERTAKEN)
def publish_notice(at: Stand) -> Doing:
    return posting(sitting(at), "/office/notices", officing.a_notice())


# What a process that died kept for itself; one import at a time, and its lease ends after two minutes.
WORKING = (r"^sessions LEASE#import", r"^registry IMP#")


@scenario(
    "POST /office/imports", "candidates", refusals=OVERTAKEN, extras=LOOKS, crumbs=WORKING, later=WORKING, wait=150
)
def bring_people(at: Stand) -> Doing:
    return posting(sitting(at), "/office/imports", officing.a_file())


@scenario("POST /office/imports", "windows", refusals=OVERTAKEN, crumbs=WORKING, later=WORKING, wait=150)
def bring_windows(at: Stand) -> Doing:
    return posting(sitting(at), "/office/imports", officing.a_file("windows"))

"""What arrives from another province: its import, the candidate's yes, and the signature that enters it."""

from chalicelib.domain import transfer_files
from chalicelib.domain.ids import TicketRef
from chalicelib.storage import bulk, keys, people, tickets
from chalicelib.storage.tables import RegistryItem
from chalicelib.storage.tickets import Holder
from tests.arriving import ORIGIN
from tests.builders import a_sheet
from tests.crashes.candidates import CASE, enter, posting
from tests.crashes.clockwork import running, two_schools
from tests.crashes.office import IMPORT, WORKING, importing
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import arriving, graduating, world


def table() -> str:
    """Two scores of FIRST, as another installation writes them."""
    ticket = world.FIRST.tickets[arriving.REF - 1].number
    person = [ORIGIN.no, ORIGIN.day, world.FIRST.id_number, world.FIRST.name, "32", ORIGIN.ticket, "120402", "行政管理"]
    target = ["31", ticket, "5", "120402", "行政管理"]
    scores = (
        ["00320", "领导科学", "理论", "考试", "75", "4", "2024-10"],
        ["00009", "政治经济学", "理论", "考试", "", "", ""],
    )
    rows = [transfer_files.titles(), *([*person, *target, *score] for score in scores)]
    return "".join(f"{','.join(row)}\n" for row in rows)


@scenario("import transfers", **IMPORT, crumbs=WORKING)
def receive(at: Stand) -> Doing:
    enter(at)
    ticket = world.FIRST.tickets[arriving.REF - 1]
    holder = Holder(world.FIRST.cid, TicketRef(ticket.ref), keys.person(world.FIRST.id_number))
    bulk.put(RegistryItem, [bulk.line_of(tickets.item(ticket.number, holder))])
    return importing(at, "transfers", table())


@scenario("POST /t/{ref}/transfer-in/{no}/confirmation")
def confirm(at: Stand) -> Doing:
    browser = enter(at)
    no = arriving.receive_and_pass(browser, at.desk(world.SCHOOL_DESK), at.clock())
    path = f"/t/{arriving.REF}/transfer-in/{no}/confirmation"
    return posting(browser, path, arriving.agreement(browser), key=True)


@scenario("POST /review/cases/{case}/decision", "the signature that enters what arrived")
def sign(at: Stand) -> Doing:
    browser, school = enter(at), at.desk(world.SCHOOL_DESK)
    no = arriving.receive_and_pass(browser, school, at.clock())
    arriving.confirm(browser, no)
    assert school.post(f"/review/cases/{CASE}{no}/lease").status == 200
    return posting(school, f"/review/cases/{CASE}{no}/decision", graduating.verdict(school, CASE + no), key=True)


@scenario("every_hour", "what somebody confirmed has changed since")
def ask_again(at: Stand) -> Doing:
    browser = enter(at)
    no = arriving.receive_and_pass(browser, at.desk(world.SCHOOL_DESK), at.clock())
    arriving.confirm(browser, no)
    people.put_sheet(world.FIRST.cid, a_sheet(codes=("00320",)))
    two_schools(at)
    return running(at, "every_hour")

"""One moment at which everything can be asked for: people, cases in each office's turn, staff at their desks.

It is built once over HTTP and put back before each question, so that thousands of them cost seconds.
"""

from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import DAY, MINUTE, later
from chalicelib.domain.passwords import initial
from chalicelib.domain.reviews import PASS
from chalicelib.handlers import cookies, http
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, clients, keys, leases
from chalicelib.storage.leases import Lease
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.set_mobile import set_mobile
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from infra.local import simulated
from infra.local.simulated import Simulated
from tests import attesting, corpus, money
from tests.apiclient import Browser
from tests.conftest import copied, put_back
from tests.security import arriving, graduating, officing, transferring, world
from tests.security.actors import Candidate, Desk, Run, invited
from tests.security.jars import Jar, both, jar_of
from tests.security.shelf import stored
from tests.stored import enrol, open_windows, warm

PASSWORD = "竹外桃花三两枝 2026"
NEWCOMER = world.Person(
    Cid("c" * 32), "丙辰巳·演示", world.resident_number(3), (world.a_ticket(number="990303000004"),), ()
)
CANDIDATES = {"owner": world.FIRST, "other": world.SECOND, "ticket": world.FIRST}
STAFF = {
    "school": world.SCHOOL_DESK,
    "other-school": world.OTHER_SCHOOL,
    "city": world.CITY_DESK,
    "office": world.OFFICE,
}
# Nobody; who gave an initial password; an applicant, another one, the applicant's second ticket; staff.
WHO = ("anonymous", "activation", *CANDIDATES, *STAFF)
FILE = corpus.jpeg(300, 200)


class Kept(NamedTuple):
    items: dict[str, Any]
    stored: dict[tuple[str, str, str], Any]


class Scene:
    """Of FIRST: `exemption`, `graduation`, `supplement`, `transfer` wait for the school, `arrival` for her, `at_city`
    for the city; one fee is paid by `order`, another is `owed`, and its order was paid at `channel`, which told nobody
    yet; `approved` is one without a 查验码, `attested` by `code`. The clock stands still.
    """

    def __init__(self, app: Any, clock: Any, answers: list[str], channel: Simulated) -> None:
        self.app, self.clock, self.answers, self.channel = app, clock, answers, channel
        run = Run(app, clock, answers)
        self._enter()
        people = {name: Candidate(run, person, PASSWORD) for name, person in list(CANDIDATES.items())[:2]}
        newcomer = Candidate(run, NEWCOMER, initial(NEWCOMER.id_number))
        self.desks = {name: Desk(run, member, order) for order, (name, member) in enumerate(STAFF.items(), 1)}
        self._invite()
        self._apply(people["owner"].browser)
        self._pay(world.as_candidate(app, world.FIRST, clock()))
        self._attest(world.as_candidate(app, world.FIRST, clock()))
        self.pictures = {person: self._picture(person) for person in (world.FIRST, world.SECOND)}
        self.portraits = {person: self._portrait(person) for person in (world.FIRST, world.SECOND)}
        for desk in self.desks.values():
            desk.sign_in()
        clock.forward(seconds=30)
        self.now = clock()
        enrol(world.CASHIER, now=self.now)
        self.ask = officing.an_ask(world.CASHIER, self.now, 51)
        self.granted = officing.an_ask(self.desks["office"].member, self.now, 52, granted_by=world.CASHIER)
        self.slip = newcomer.sign_in().json["slip"]
        self.jars = self._jars(newcomer.browser)
        self.lapsed, self.ended = self._past()
        self._began = self.kept()

    @staticmethod
    def kept() -> Kept:
        """What stands now, to come back to."""
        return Kept(copied(), stored())

    def again(self, now_stored: dict[tuple[str, str, str], Any], kept: Kept | None = None) -> None:
        """Everything as it began, or as it was kept, but the names of pictures, which are their content."""
        before = kept or self._began
        if now_stored == before.stored:
            return
        put_back(before.items)
        warm(self.now)

    def browser(self, host: str, jar: Jar) -> Browser:
        made = Browser(self.app, host=host)
        made.cookies, made.csrf = dict(jar.cookies), jar.csrf
        return made

    def case(self, no: str) -> str:
        return f"{world.FIRST.cid}.{no}"

    def marks(self, person: world.Person) -> list[str]:
        """What stands for a person anywhere: in keys, or told in an answer."""
        own = [person.cid, keys.person(person.id_number), person.name, *(one.number for one in person.tickets)]
        cases = [self.exemption, self.at_city, self.supplement, self.graduation, self.transfer, self.arrival]
        cases += [self.approved, self.attested]
        return own + ([*cases, self.order, self.open] if person == world.FIRST else [])

    def absent(self, name: str) -> list[dict[str, str]]:
        """Ids that nobody has, in the places where `name` has the applicant's: half of one may exist."""
        nobody, no = "e" * 32, "0" * 26
        cases = (self.case(no), f"{nobody}.{self.exemption}", f"{world.SECOND.cid}.{self.exemption}")
        if "{case}" in name:
            return [{"case": case} for case in cases]
        if "{no}" in name:
            return [{"no": no}]
        for other in ("ask", "order"):
            if f"{{{other}}}" in name:
                return [{other: one} for one in (no, self.exemption)]
        return [{"upload": "f" * 32}] if "{upload}" in name else []

    def hold(self, no: str, who: str) -> None:
        """The case is with this member of staff, whoever that is: only the scope can keep him from it."""
        member = self.desks[who].id
        lease = Lease(
            no=No(no),
            cid=world.FIRST.cid,
            holder=member,
            holder_name=who,
            since=self.now,
            until=later(self.now, MINUTE),
        )
        leases.take(lease, 2 if no == self.at_city else 1)

    def seen(self, no: str) -> dict[str, Any]:
        """Version and digest of a case, as its page names them."""
        case = cases.load(world.FIRST.cid, No(no)).case
        return {"ver": case.ver, "digest": case.digest}

    def arrive(self) -> None:
        """Pictures and photographs lie where browsers send them."""
        for picture in self.pictures.values():
            clients.s3().put_object(Bucket=SETTINGS.uploads, Key=f"incoming/{picture['id']}", Body=FILE)
        for portrait in self.portraits.values():
            key = f"incoming/{portrait['id']}"
            clients.s3().put_object(Bucket=SETTINGS.uploads, Key=key, Body=corpus.portrait())

    def _enter(self) -> None:
        for person in (world.FIRST, world.SECOND, NEWCOMER):
            world.enter(person)
        open_windows()
        money.open_desks()

    def _invite(self) -> None:
        """Two links, one of them opened; codes of the office; the applicant's mobile."""
        self.link, self.opened = (
            invited(msgspec.structs.replace(world.COLLEAGUE, account=f"new-{order}"), order, self.clock())
            for order in (81, 82)
        )
        self.opened_secret = open_enrolment(self.opened, self.clock()).secret
        set_mobile(world.FIRST.id_number, "13000000303", world.OPERATOR, self.clock())
        self.codes = {
            person: issue_code(Order(id_number=person.id_number), world.OPERATOR, bytes([7] * 16), self.clock()).code
            for person in (world.FIRST, NEWCOMER)
        }

    def _apply(self, browser: Browser) -> None:
        browser = world.as_candidate(self.app, world.FIRST, self.clock())
        self.exemption, self.at_city = world.submit(browser, world.FIRST, "00015", "00320")
        form = {"notice_version": world.NOTICE, "item": world.supplement()}
        sent = browser.post("/t/1/supplements", form, idempotency_key=world.a_key())
        [self.supplement] = [one["no"] for one in sent.json["applications"]]
        self.graduation = graduating.submit(browser)
        self.transfer = transferring.submit(browser)
        school = world.as_staff(self.app, world.COLLEAGUE, self.clock())
        self.arrival = arriving.receive_and_pass(browser, school, self.clock())
        assert world.decide(school, self.case(self.at_city), PASS).status == 200
        self.clock.forward(seconds=1)
        self.newest = browser.get("/messages").json["messages"][0]["id"]
        step = {"target": "new", "step": "u-00316", "body": {}, "ver": 0}
        for person, ref in ((world.FIRST, 1), (world.FIRST, 2), (world.SECOND, 1)):
            own = world.as_candidate(self.app, person, self.clock())
            assert own.send("PUT", f"/t/{ref}/drafts/exemption", step).status == 200

    def _pay(self, browser: Browser) -> None:
        paid, self.owed = (money.owe(world.FIRST.cid, ref=ref, seed=700 + ref, at=self.clock()) for ref in (1, 2))
        self.order, self.open = self._at_channel(browser, paid), self._at_channel(browser, self.owed)
        self._told(browser, self.order)

    def pay(self, case: str) -> None:
        """The applicant pays what this case owes, and the channel tells of it."""
        browser = self.browser("candidate", self.jars["owner"])
        self._told(browser, self._at_channel(browser, case))

    def _attest(self, browser: Browser) -> None:
        cid, now = world.FIRST.cid, self.clock()
        self.approved, self.attested = (
            attesting.approve(cid, seed=710 + seed, at=now, unit=unit, codes=(unit,))
            for seed, unit in enumerate(("00144", "00145"))
        )
        made = browser.post(f"/applications/{self.attested}/attestation", {"months": 1, "ver": 0})
        self.code: str = made.json["code"]

    def _at_channel(self, browser: Browser, case: str) -> str:
        """Ordered and paid; nobody here knows it yet."""
        no: str = browser.post("/orders", {"case": case, "way": "native"}).json["no"]
        self.channel.pay(No(no), self.clock())
        return no

    def _told(self, browser: Browser, order: str) -> None:
        told = self.channel.notice(No(order))
        assert browser.send("POST", f"/payments/{simulated.NAME}/notify", told).status == 204

    def _picture(self, person: world.Person) -> dict[str, str]:
        offer = {"files": [{"content_type": "image/jpeg", "bytes": len(FILE)}]}
        [form] = world.as_candidate(self.app, person, self.clock()).post("/uploads", offer).json["uploads"]
        return {"id": form["id"], "token": form["token"]}

    def _portrait(self, person: world.Person) -> dict[str, str]:
        upload, token = graduating.photograph(world.as_candidate(self.app, person, self.clock()))
        return {"id": upload, "token": token}

    def _jars(self, newcomer: Browser) -> dict[str, Jar]:
        """Whoever has a session shows it under the other host's name too; a slip is no session under any name.

        Staff signed in with half a minute between them: their sessions begin anew, at one moment.
        """
        jars = {"anonymous": Jar({}, "")}
        session = world.session_of(NEWCOMER, self.now)
        jars["activation"] = Jar(newcomer.cookies | both(self.slip), cookies.candidate_csrf(session))
        for name, person in CANDIDATES.items():
            jars[name] = jar_of(world.as_candidate(self.app, person, self.now))
        for name, desk in self.desks.items():
            jars[name] = jar_of(world.as_staff(self.app, desk.member, self.now))
        return jars

    def _past(self) -> tuple[dict[str, Jar], Jar]:
        """Sessions of yesterday by guard, and one that was ended on another device."""
        ago = later(self.now, -DAY)
        lapsed = {
            http.CANDIDATE: world.as_candidate(self.app, world.FIRST, ago),
            http.STAFF: world.as_staff(self.app, world.COLLEAGUE, ago),
        }
        ended = world.as_candidate(self.app, world.FIRST, self.now, epoch=0)
        return {guard: jar_of(browser) for guard, browser in lapsed.items()}, jar_of(ended)

"""What people do before they are signed in: candidates and staff."""

import re

import pyotp

from chalicelib.domain.ids import SchoolCode, StaffId
from chalicelib.domain.passwords import initial
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import sms
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from tests.apiclient import Browser
from tests.crashes.candidates import NEW, OLD, enter, name_mobile
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand, told
from tests.security import world

ACCOUNT, PASSWORD = "desk-9", "案牍劳形之后仍需清醒 9"
TELEPHONE_OWNER = world.resident_number(809)
NUMBER = {"id_number": world.FIRST.id_number}
OFFICE = Staff(
    id=StaffId("f" * 32),
    account="office-1",
    name="庚老师·演示",
    role=Role.OFFICE,
    scope_kind="city",
    organisation="市考办",
    person="1" + "f" * 64,
)
# One captcha for each try; a try that died leaves its own to lapse.
CAPTCHA = r"^sessions CAP#"
# A captcha answers once: botocore's second copy of the answer finds it used, and the page draws another.
USED_UP = "401 captcha_wrong"


def gate(at: Stand, browser: Browser) -> dict[str, str] | str:
    """A captcha as the page draws it and the person reads it, or what was said instead."""
    drawn = browser.post("/session/captcha")
    if drawn.status != 201:
        return told(drawn)
    return {"captcha_id": drawn.json["id"], "captcha": at.answers[-1]}


def through(at: Stand, browser: Browser, path: str, form: dict[str, str]) -> Doing:
    """Behind a captcha of its own each time."""

    def doing() -> str:
        passed = gate(at, browser)
        return passed if isinstance(passed, str) else told(browser.post(path, form | passed))

    return doing


@scenario("POST /session/captcha", extras=(CAPTCHA,))
def draw(at: Stand) -> Doing:
    browser = at.visitor()
    return lambda: told(browser.post("/session/captcha"))


@scenario("POST /session/work")
def work(at: Stand) -> Doing:
    browser = at.visitor()
    return lambda: told(browser.post("/session/work", NUMBER | {"purpose": "login"}))


@scenario("POST /session", extras=(CAPTCHA,), refusals=(USED_UP, "429 too_many"), lost=(USED_UP,))
def sign_in(at: Stand) -> Doing:
    enter(at, OLD)
    return through(at, at.visitor(), "/session", NUMBER | {"password": OLD})


# Each try at a code is counted before it is compared.
TRIED = (r"^sessions CODE#",)
SPENT = ("401 signed_out", "401 code_wrong", "409 conflict", "429 too_many")


@scenario("POST /session/activation", refusals=SPENT, crumbs=TRIED)
def activate(at: Stand) -> Doing:
    enter(at, initial(world.FIRST.id_number))
    code = issue_code(Order(id_number=world.FIRST.id_number), OFFICE, bytes(range(16)), at.clock()).code
    browser = at.visitor()
    first = NUMBER | {"password": initial(world.FIRST.id_number)}
    passed = gate(at, browser)
    assert not isinstance(passed, str)
    slip = browser.post("/session", first | passed).json["slip"]
    form = NUMBER | {"slip": slip, "fact": "code", "value": code, "password": NEW}
    return lambda: told(browser.post("/session/activation", form))


# One code a minute, whatever became of the first: a count whose reply was lost is counted again.
@scenario(
    "POST /session/reset/code",
    extras=(CAPTCHA,),
    refusals=(USED_UP, "429 too_many"),
    lost=(USED_UP, "429 too_many"),
    wait=61,
)
def ask_code(at: Stand) -> Doing:
    enter(at, OLD)
    name_mobile(at)
    browser = at.visitor()
    assert browser.post("/session/captcha").status == 201
    return through(at, browser, "/session/reset/code", NUMBER)


# Whoever was reset without hearing of it signs in with the new password.
@scenario("POST /session/reset", refusals=SPENT, crumbs=TRIED)
def reset(at: Stand) -> Doing:
    enter(at, OLD)
    name_mobile(at)
    browser, texts = at.visitor(), []
    usual = sms.ADAPTERS["off"]
    sms.ADAPTERS["off"] = lambda _number, text, _dedupe: texts.append(text)
    try:
        assert through(at, browser, "/session/reset/code", NUMBER)() == "202"
    finally:
        sms.ADAPTERS["off"] = usual
    code = re.findall(r"\d{6}", texts[-1])[0]
    form = NUMBER | {"way": "sms", "code": code, "password": NEW}
    return lambda: told(browser.post("/session/reset", form))


class Telephone:
    """Codes of the moment; each is one the console has not seen yet."""

    def __init__(self, at: Stand) -> None:
        self.at, self.secret = at, ""
        self.token = add_staff(
            NewStaff(
                account=ACCOUNT,
                name="审核9·演示",
                id_number=TELEPHONE_OWNER,
                role=Role.REVIEWER,
                scope_kind="school",
                schools=(SchoolCode("X02"),),
                organisation="复旦大学",
            ),
            bytes([9] * 16),
            at.clock(),
        )

    def code(self) -> str:
        """Of the running half minute."""
        return str(pyotp.TOTP(self.secret).at(self.at.clock() // 1000))

    def confirmation(self) -> dict[str, str]:
        return {"token": self.token, "id_number": TELEPHONE_OWNER, "password": PASSWORD, "code": self.code()}

    def enrolled(self, console: Browser) -> None:
        self.secret = console.post("/review/enrolment", {"token": self.token}).json["secret"]
        assert console.post("/review/enrolment/confirm", self.confirmation()).status == 204
        self.at.clock.forward(minutes=1)

    def sign_in(self, console: Browser) -> str:
        """Again in the next half minute if this one's code was used."""
        form = {"account": ACCOUNT, "password": PASSWORD, "code": self.code()}
        return told(console.post("/review/session", form))


# A code opens once and each opening of a link shows another secret: whoever did not hear of it asks anew.
CODE = r"^registry STAFF "


@scenario("POST /review/session", extras=(CODE,), refusals=("401 login_failed", "429 too_many"))
def staff_sign_in(at: Stand) -> Doing:
    console = at.visitor("console")
    telephone = Telephone(at)
    telephone.enrolled(console)
    return lambda: telephone.sign_in(console)


# The cookie changes with the step: whoever did not hear of it signs in once more.
@scenario("POST /review/session/step-up", extras=(CODE,), refusals=("401 signed_out", "422 incomplete", "429 too_many"))
def step_up(at: Stand) -> Doing:
    console = at.visitor("console")
    telephone = Telephone(at)
    telephone.enrolled(console)
    assert telephone.sign_in(console) == "200"
    at.clock.forward(minutes=1)
    return lambda: told(console.post("/review/session/step-up", {"code": telephone.code()}))


@scenario("POST /review/session/end", refusals=("401 signed_out",))
def staff_sign_out(at: Stand) -> Doing:
    console = at.desk(world.SCHOOL_DESK)
    return lambda: told(console.post("/review/session/end"))


# Each opening shows another secret: of two at once the later one counts.
@scenario("POST /review/enrolment", extras=(CODE,), refusals=("409 conflict",))
def enrol(at: Stand) -> Doing:
    console, telephone = at.visitor("console"), Telephone(at)
    return lambda: told(console.post("/review/enrolment", {"token": telephone.token}))


# The link is used up: whoever did not hear of it signs in.
@scenario("POST /review/enrolment/confirm", refusals=("404 unknown", "409 conflict"))
def confirm(at: Stand) -> Doing:
    console, telephone = at.visitor("console"), Telephone(at)
    telephone.secret = console.post("/review/enrolment", {"token": telephone.token}).json["secret"]
    form = telephone.confirmation()
    return lambda: told(console.post("/review/enrolment/confirm", form))

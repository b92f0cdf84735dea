"""The whole application over HTTP on moto, with everybody of the model in it: planted once, put back for each run."""

import copy
import hashlib
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import pyotp
import pytest

from chalicelib import data
from chalicelib.domain.accounts import Doing
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.domain.imports.candidates import Enrolled, Person, Shelf
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.staff import Role
from chalicelib.domain.transcripts import PENDING
from chalicelib.domain.windows import Business, Window
from chalicelib.storage import accounts, imports, keys, library, people, releases, windows
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.accounts.choosing import chosen
from chalicelib.usecases.imports.enter_people import enter_people
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from chalicelib.usecases.staff.confirm_enrolment import Confirmation, confirm_enrolment
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from infra.local.simulated import Simulated
from tests.builders import a_sheet, a_window
from tests.conftest import Clock, buckets, copied, empty, put_back
from tests.money import set_desks
from tests.security.world import resident_number
from tests.stored import PASSED, cold
from tests.usecases.orders import connect

SCHOOL, SIGNATURE, CITY = "school", "signature", "city"
# Passed at an earlier sitting too.
TWICE: Final = PASSED[:1]
PASSWORD: Final = "竹外桃花三两枝 2026"


class Candidate(NamedTuple):
    key: str
    cid: Cid
    id_number: str
    ticket: str


class Desk(NamedTuple):
    """A member of staff; `is` names the candidate who is the same human."""

    key: str
    stage: str
    school: str
    organisation: str
    id_number: str
    secret: str
    staff: str


# Key, stage, school, employer, order of the ID number: `kin` is the first candidate, `part-time` works for the school.
_DESKS: Final = (
    ("school", SCHOOL, "X02", "复旦大学", 801),
    ("kin", SCHOOL, "X02", "复旦大学", 1),
    ("elsewhere", SCHOOL, "X04", "上海外国语大学", 803),
    ("city", CITY, "", "市考办", 804),
    ("part-time", CITY, "", "复旦大学", 805),
    ("office", CITY, "", "市考办", 806),
    ("cashier", CITY, "", "市考办", 807),
)
_ROLES: Final = {"office": Role.OFFICE, "cashier": Role.SUPERVISOR}
_BUSINESSES: Final = (
    Business.EXEMPTION,
    Business.SUPPLEMENT,
    Business.GRADUATION,
    Business.PHOTO,
    Business.TRANSFER_OUT,
    Business.TRANSFER_IN,
)


class Luck(NamedTuple):
    answers: list[str]
    dice: random.Random
    channel: Simulated


class World:
    """`answers`: what the captchas drawn so far say; `app` runs on `clock` and takes money by `channel`."""

    def __init__(self, clock: Clock, luck: Luck) -> None:
        from app import app

        self.app, self.clock, self.answers, self.dice = app, clock, luck.answers, luck.dice
        self.channel = luck.channel
        self.began = clock()
        empty()
        self.candidates = {one.key: one for one in map(_candidate, range(1, 4))}
        self.desks = {one[0]: _desk(*one, now=self.began) for one in _DESKS}
        self.windows = _windows(self.began)
        windows.save(self.windows, seen=0, edit=Edit(CLOCK, later(self.began, -30 * DAY)))
        set_desks(online=True)
        _enter(list(self.candidates.values()), self.began)
        self.activated = ("candidate-1", "candidate-2")
        for key in self.activated:
            _activate(self.candidates[key], self.began)
        self._items = copied()
        self._objects = {name: copy.copy(bucket.keys) for name, bucket in buckets().items()}

    def restore(self) -> None:
        """As it was planted, in containers that have just started."""
        put_back(self._items)
        for name, bucket in buckets().items():
            bucket.keys = copy.copy(self._objects[name])
        cold()
        self.channel.accounts.clear()
        self.clock.now = self.began
        self.dice.seed(1)
        self.answers.clear()


def _candidate(order: int) -> Candidate:
    number = resident_number(order)
    return Candidate(f"candidate-{order}", keys.cid(number), number, f"9901010000{order:02}")


def _desk(key: str, stage: str, school: str, organisation: str, order: int, *, now: Instant) -> Desk:
    number = resident_number(order)
    new = NewStaff(
        account=key,
        name=f"{key}·演示",
        id_number=number,
        role=_ROLES.get(key, Role.REVIEWER),
        scope_kind=stage,
        schools=(SchoolCode(school),) if school else (),
        organisation=organisation,
    )
    token = add_staff(new, hashlib.shake_128(key.encode()).digest(16), now)
    enrolment = open_enrolment(token, now)
    code = pyotp.TOTP(enrolment.secret).at(now // 1000)
    confirm_enrolment(Confirmation(token=token, id_number=number, password=PASSWORD, code=code), now)
    staff = hashlib.shake_128(key.encode()).digest(16).hex()
    return Desk(key, stage, school, organisation, number, enrolment.secret, staff)


def _windows(now: Instant) -> tuple[Window, ...]:
    """This term's is open; the next opens when this one's mending is over. Fees are taken for some days more."""
    dates = {"opens": later(now, 20 * DAY), "closes": later(now, 30 * DAY), "corrects": later(now, 37 * DAY)}
    this = {"opens": later(now, -DAY)}
    paying = {"business": Business.FEE, "corrects": dates["corrects"]}
    return (
        *(a_window(business=one, **this) for one in _BUSINESSES),
        *(a_window(business=one, term="2027H1", **dates) for one in _BUSINESSES),
        a_window(**paying | this | {"closes": later(now, 9 * DAY)}),
        a_window(**dates | paying | {"term": "2027H1", "closes": later(now, 33 * DAY)}),
    )


def _enter(candidates: list[Candidate], now: Instant) -> None:
    """As an office's file brings them, and their scores."""
    shelf = Shelf(library.fresh().plans, data.schools())
    persons = [_person(one) for one in candidates]
    enter_people(persons, shelf, later(now, -20 * DAY))
    file = Manifest(kind="scores", sha256="0" * 64, file="scores.csv", begun=later(now, -13 * DAY))
    for session in ("2025-10", "2026-10"):
        imports.load(session, file)
    for one in candidates:
        people.put_sheet(one.cid, a_sheet(codes=PASSED, released=PENDING))
        people.put_sheet(one.cid, a_sheet("2025-10", TWICE, released=later(now, -400 * DAY)))
    releases.save({"2026-10": later(now, -10 * DAY)}, seen=0, edit=Edit(CLOCK, later(now, -12 * DAY)))


def _activate(one: Candidate, now: Instant) -> None:
    """As the first login does it."""
    person = keys.person(one.id_number)
    account = accounts.find(person)
    assert account
    change = chosen(account, person, PASSWORD, (Doing.ACTIVATED, later(now, -DAY), "code"))
    accounts.commit_account(person, change)


def _person(one: Candidate) -> Person:
    row = Enrolled(
        id_number=one.id_number,
        name=f"{one.key}·演示",
        ticket=one.ticket,
        school=SchoolCode("X02"),
        plan="SH-120402-observed-2020",
    )
    return Person(1, one.id_number, row.name, "", (row,))


@contextmanager
def patched(clock: Clock) -> Iterator[Luck]:
    """The clock is ours, captchas tell their answers, hashes are cheap, two schools are all, and no die is chance."""
    from argon2 import PasswordHasher

    answers: list[str] = []

    def generate(_self: object, text: str) -> io.BytesIO:
        answers.append(text)
        return io.BytesIO(b"picture")

    dice = random.Random(0)  # noqa: S311
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    nobody = cheap.hash("nobody")
    province = {code: data.schools()[SchoolCode(code)] for code in ("X02", "X04")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chalicelib.handlers.clock.now", clock)
        patch.setattr("captcha.image.ImageCaptcha.generate", generate)
        patch.setattr("chalicelib.storage.passwords._hasher", lambda: cheap)
        patch.setattr("chalicelib.storage.passwords._NOBODY", nobody)
        patch.setattr("chalicelib.data.schools", lambda: province)
        patch.setattr("os.urandom", dice.randbytes)
        for name, thrown in _secrets(dice).items():
            patch.setattr(f"secrets.{name}", thrown)
        patch.setattr("pyotp.random_base32", lambda: "".join(dice.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32)))
        patch.setattr("chalicelib.observability.log", lambda *_, **__: None)
        channel = Simulated()
        connect(channel, patch)
        yield Luck(answers, dice, channel)


def _secrets(dice: random.Random) -> dict[str, Any]:
    return {
        "token_bytes": dice.randbytes,
        "token_hex": lambda count: dice.randbytes(count).hex(),
        "token_urlsafe": lambda count: hashlib.sha256(dice.randbytes(count)).hexdigest()[: count * 4 // 3],
        "choice": dice.choice,
    }

"""Plants the demo people of the local stack. What they have done so far is done by the real use cases, days ago."""

import hashlib
from dataclasses import asdict, dataclass, replace

import pyotp

from chalicelib import data
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.ids import Cid, SchoolCode, TicketRef
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.instants import DAY, SECOND, Instant, later
from chalicelib.domain.people import Head, Ticket, mask_id_number
from chalicelib.domain.staff import Role, Staff
from chalicelib.domain.stages import CITY, SCHOOL
from chalicelib.storage import accounts, desks, enrolled, imports, keys, people, staff, windows
from chalicelib.storage import releases as stored_releases
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.clock.send_outbox import send_outbox
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from chalicelib.usecases.staff.confirm_enrolment import Confirmation, confirm_enrolment
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from infra.demo_people import (
    COMERS,
    GRADUATES,
    MAIN_PLAN,
    MAIN_SCHOOL,
    MOVERS,
    OLD_PLAN,
    OTHER_SCHOOL,
    PEOPLE,
    STAFF,
    Member,
    Person,
)
from infra.demo_scores import OTHER, releases, sheets
from infra.demo_windows import demo_desks, demo_windows

_SCORES = Manifest(kind="scores", sha256=hashlib.sha256(b"demo").hexdigest(), file="演示", begun=Instant(0))
_SCHOOLS = {MAIN_PLAN: MAIN_SCHOOL, OLD_PLAN: MAIN_SCHOOL}


@dataclass(frozen=True)
class Candidate:
    """What somebody at the keyboard must know of a person; `code` is one of the office."""

    key: str
    name: str
    id_number: str
    password: str
    story: str
    cid: str
    tickets: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True)
class Official:
    """A member of staff with the seed of the one-time codes."""

    account: str
    name: str
    title: str
    password: str
    secret: str


@dataclass(frozen=True)
class Demo:
    people: tuple[Candidate, ...]
    staff: tuple[Official, ...]

    def described(self) -> dict[str, object]:
        return asdict(self)


def dice(text: str, count: int) -> bytes:
    """Fixed bytes in the place of random ones, so that demo addresses stay the same from run to run."""
    return hashlib.shake_128(f"demo {text}".encode()).digest(count)


def cid_of(person: Person) -> Cid:
    return Cid(dice(person.key, 16).hex())


def plant(now: Instant, *, applicants: bool = False) -> Demo:
    """Fills empty tables; few items, because moto copies its tables for every transaction.

    `applicants`: with those who have applied for graduation or a transfer.
    """
    from infra import demo_accounts, demo_arrivals, demo_graduations, demo_stories, demo_transfers

    edit = Edit(CLOCK, later(now, -200 * DAY), "演示")
    windows.save(demo_windows(now), seen=0, edit=edit)
    stored_releases.save(releases(now), seen=0, edit=edit)
    desks.save(demo_desks(), edit)
    others = (*GRADUATES, *MOVERS, *COMERS) if applicants else ()
    candidates = tuple(_enter(person, now) for person in (*PEOPLE, *others))
    officials = tuple(_enrol(member, later(now, -8 * DAY)) for member in STAFF)
    codes = demo_accounts.tell(now)
    teller = demo_stories.tell(now)
    if applicants:
        demo_graduations.tell(teller)
        demo_transfers.tell(teller)
        demo_arrivals.tell(teller)
    send_outbox(now)
    windows.forget()
    desks.forget()
    return Demo(tuple(replace(one, code=codes.get(one.key, "")) for one in candidates), officials)


def _enter(person: Person, now: Instant) -> Candidate:
    cid = cid_of(person)
    tickets = tuple(_ticket(person, plan, TicketRef(place)) for place, plan in enumerate(person.plans, 1))
    head = Head(cid=cid, name=person.name, id_masked=mask_id_number(person.id_number), tickets=tickets)
    people.create(head, person.id_number)
    accounts.create_account(cid, person.id_number, person.password, head.epoch, head=head)
    for item in enrolled.entries(keys.person(person.id_number), head, tickets):
        item.save()
    for ticket in tickets:
        marks = person.marks if ticket.ref == 1 else OTHER
        for sheet in sheets(marks, ticket.ref, ticket.plan_id, now):
            people.put_sheet(cid, sheet)
            imports.load(sheet.session, _SCORES)
    return Candidate(person.key, person.name, person.id_number, person.password, person.story, cid, person.plans)


def number_of(person: Person, ref: int = 1) -> str:
    return f"99{person.birthday[2:]}{ref:04}"


def _ticket(person: Person, plan_id: str, ref: TicketRef) -> Ticket:
    """Numbers begin with 99, which no school has."""
    plan, school = data.plans()[plan_id], SchoolCode(_SCHOOLS.get(plan_id, OTHER_SCHOOL))
    return Ticket(
        ref=ref,
        number=number_of(person, ref),
        plan_id=plan_id,
        major_code=plan.major_code,
        major_name=plan.major_name,
        level=plan.level,
        school=school,
        school_name=data.schools()[school].name,
    )


def _enrol(member: Member, now: Instant) -> Official:
    """Through the very link that an operator would send."""
    token = add_staff(
        NewStaff(
            account=member.account,
            name=member.name,
            id_number=member.id_number,
            role=Role(member.role),
            scope_kind=SCHOOL if member.schools else CITY,
            schools=tuple(SchoolCode(code) for code in member.schools),
            organisation=member.organisation,
        ),
        dice(member.account, 16),
        now,
    )
    secret = open_enrolment(token, now).secret
    code = pyotp.TOTP(secret).at(now // SECOND)
    form = Confirmation(token=token, id_number=member.id_number, password=member.password, code=code)
    confirm_enrolment(form, now)
    return Official(member.account, member.name, member.title, member.password, secret)


def official(account: str) -> Staff:
    """A demo member of staff as the register knows it."""
    found = staff.find(account)
    if found is None:
        raise LookupError(account)
    return found.staff

"""Ask for rights of a colleague: a new account, another role or scope, a new link. Somebody else must grant it."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.data import schools
from chalicelib.domain import asks as rules
from chalicelib.domain.asks import Ask, StaffAsk, StaffChange
from chalicelib.domain.errors import ConflictError, FieldFault, ForbiddenError, IncompleteError
from chalicelib.domain.ids import No, SchoolCode, StaffId, new_no, parse_random
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.domain.staff import (
    Role,
    Staff,
    actor_of,
    post_text,
    require_administrator,
    require_recent_code,
    staff_faults,
)
from chalicelib.domain.stages import CITY, SCHOOL
from chalicelib.storage import asks, deeds, keys, staff
from chalicelib.storage.staff import Member
from chalicelib.usecases.offices import OFFICES


class Post(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a colleague may do, and where; `schools` empty is the whole city."""

    role: Role
    schools: Annotated[tuple[SchoolCode, ...], Meta(max_length=50)] = ()


class Newcomer(Post, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: Annotated[str, Meta(max_length=100)]
    name: Annotated[str, Meta(max_length=100)]
    id_number: Annotated[str, Meta(max_length=100)]


class Asked(msgspec.Struct, frozen=True):
    """The request that somebody else must grant."""

    ask: No


class Administrator(msgspec.Struct, frozen=True):
    """Who asks, and when the last one-time code was given."""

    staff: Staff
    mfa_at: Instant


Entropy = Callable[[int], bytes]


def ask_newcomer(form: Newcomer, by: Administrator, entropy: Entropy, now: Instant) -> Asked:
    """Raises IncompleteError with every fault, and ConflictError for an account or a human known before."""
    _admit(by, now)
    number = clean_id_number(form.id_number)
    new = _posted(
        Staff(
            id=StaffId(keys.lookup("staff-id", number)[1:33]),
            account=form.account.strip().casefold(),
            name=form.name.strip(),
            role=form.role,
            scope_kind="",
            organisation="",
            person=keys.person(number),
        ),
        form,
    )
    faults = [*staff_faults(new, schools()), *filter(None, [id_number_fault(number)])]
    if faults:
        raise IncompleteError(fields=faults)
    if any(new.account == one.staff.account or new.person == one.staff.person for one in staff.members()):
        raise ConflictError("这个账号或这个人已经登记为工作人员")
    return _ask(StaffAsk(change=StaffChange.ADD, staff=new), by, entropy, now)


def ask_post(id_: str, post: Post, by: Administrator, entropy: Entropy, now: Instant) -> Asked:
    """Another role or scope for a colleague. Raises UnknownError, ForbiddenError for oneself."""
    member = other(id_, by, now)
    moved = _posted(msgspec.structs.replace(member.staff, role=post.role), post)
    if faults := list(staff_faults(moved, schools())):
        raise IncompleteError(fields=faults)
    if post_text(moved) == post_text(member.staff):
        raise IncompleteError(fields=[FieldFault("role", "角色和范围没有变化")])
    return _ask(StaffAsk(change=StaffChange.MOVE, staff=moved, turn=member.turn), by, entropy, now)


def ask_link(id_: str, by: Administrator, entropy: Entropy, now: Instant) -> Asked:
    """A new enrolment link: the password and the telephone of before end when it is granted."""
    member = other(id_, by, now)
    about = StaffAsk(change=StaffChange.RENEW, staff=member.staff, turn=member.turn)
    return _ask(about, by, entropy, now)


def _admit(by: Administrator, now: Instant) -> None:
    require_administrator(by.staff)
    require_recent_code(by.mfa_at, now)


def other(id_: str, by: Administrator, now: Instant) -> Member:
    """Raises ForbiddenError, StepUpRequiredError, UnknownError."""
    _admit(by, now)
    member = staff.known(StaffId(parse_random(id_)))
    if member.staff.person == by.staff.person:
        raise ForbiddenError("本人的账号由另一位考籍管理人员办理")
    return member


def _posted(one: Staff, post: Post) -> Staff:
    """Four eyes are two organisations: schools by name, everybody of the city is one."""
    names = "、".join(schools()[code].name for code in post.schools if code in schools())
    return msgspec.structs.replace(
        one,
        scope_kind=SCHOOL if post.schools else CITY,
        schools=post.schools,
        organisation=names or OFFICES.city,
        scope_name=names,
    )


def _ask(about: StaffAsk, by: Administrator, entropy: Entropy, now: Instant) -> Asked:
    """Asked twice in the same words it is asked once; about one person, one request at a time.

    The colleague's chain is read first, so that whoever asks in the same moment is noticed.
    """
    ask = Ask(no=new_no(now, entropy(10)), about=about, asked_by=actor_of(by.staff), asked_at=now)
    told = deeds.leg(about.staff.id, "staff_asked", ask.asked_by, now, f"{ask.no} {about.change}")
    open_ = (one for one in asks.latest(now) if rules.is_open(one, now))
    standing = next((one for one in open_ if rules.is_about(one, about.staff.person)), None)
    if standing and standing.about == about and standing.asked_by.id == by.staff.id:
        return Asked(standing.no)
    if standing:
        raise ConflictError("这位工作人员已有一项待批准的请求，请先处理")
    asks.commit(asks.leg(ask), told)
    return Asked(ask.no)

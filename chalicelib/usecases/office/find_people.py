"""Find somebody by 受理编号, 准考证号, 证件号码 or name, within one's schools; who searched for what is on record."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from chalicelib.domain import people, reviews
from chalicelib.domain.applications import Case
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import Cid, No, SchoolCode, is_random
from chalicelib.domain.instants import HOUR, Instant
from chalicelib.domain.people import Head
from chalicelib.domain.searching import TEXT_MOST, By, Wanted, wanted
from chalicelib.domain.staff import Role, Staff, actor_of, require_role, scope_of
from chalicelib.domain.stages import CITY
from chalicelib.domain.statuses import told
from chalicelib.domain.tries import Cap
from chalicelib.domain.windows import TITLES, Business
from chalicelib.storage import accounts, cases, deeds, enrolled, keys, names, searches, tries
from chalicelib.usecases.reviews.take_next import case_id

_SEARCHES: Final = Cap("search", HOUR, 120)


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was typed, or which of the people found before (`person`)."""

    text: Annotated[str, Meta(max_length=TEXT_MOST)] = ""
    person: Annotated[str, Meta(max_length=32)] = ""


class FoundTicket(msgspec.Struct, frozen=True, kw_only=True):
    number_masked: str
    major_name: str
    level: str
    school_name: str


class FoundCase(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the address of its page."""

    id: str
    no: No
    business_text: str
    title: str
    state_text: str
    since: Instant


class FoundPerson(msgspec.Struct, frozen=True, kw_only=True):
    """`cases` only of one who was found alone."""

    person: Cid
    name_masked: str
    id_masked: str
    tickets: tuple[FoundTicket, ...]
    cases: tuple[FoundCase, ...]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """`more`: there may be others beyond the fifty that are shown."""

    people: tuple[FoundPerson, ...]
    more: bool


def find_people(search: Search, by: Staff, now: Instant) -> Results:
    """Outside one's schools, and of oneself, nothing is found.

    Raises ForbiddenError, IncompleteError, and LockedOutError for whoever searches all day.
    """
    require_role(by, Role.REVIEWER, Role.SUPERVISOR, Role.OFFICE)
    asked = None if search.person else wanted(search.text)
    tries.count(_SEARCHES, by.id, now)
    cids = _cids(asked, by) if asked else _known(search.person)
    own = accounts.find(by.person) if cids else None
    others = [cid for cid in cids if not own or cid != own.cid]
    heads = [head for head in enrolled.heads(others).values() if _tickets(head, by)] if others else []
    mine = _cases(heads[0].cid, by) if len(heads) == 1 else ()
    deeds.note(actor_of(by), "searched", now, _told(asked, heads))
    found = [_person(head, mine, by) for head in sorted(heads, key=lambda head: head.cid)]
    return Results(people=tuple(found), more=len(cids) == names.SHOWN_MOST)


def _cids(asked: Wanted, by: Staff) -> tuple[Cid, ...]:
    if asked.by == By.CASE:
        cid = cases.owner(No(asked.text))
        return (cid,) if cid else ()
    if asked.by == By.NAME:
        return names.find(asked.text, () if by.scope_kind == CITY else by.schools)
    return searches.by_number(asked.text)


def _known(person: str) -> tuple[Cid, ...]:
    if not is_random(person):
        raise UnknownError
    return (Cid(person),)


def _tickets(head: Head, by: Staff) -> list[FoundTicket]:
    """Those of one's schools; all of them for the city."""
    return [
        FoundTicket(
            number_masked=people.mask_ticket(one.number),
            major_name=one.major_name,
            level=one.level,
            school_name=one.school_name,
        )
        for one in head.tickets
        if _is_own(one.school, by)
    ]


def _is_own(school: SchoolCode, by: Staff) -> bool:
    return by.scope_kind == CITY or school in by.schools


def _cases(cid: Cid, by: Staff) -> tuple[Case, ...]:
    found = cases.heads(cid)
    return tuple(one for one in found if reviews.readable(scope_of(by), one) and one.person != by.person)


def _person(head: Head, mine: tuple[Case, ...], by: Staff) -> FoundPerson:
    return FoundPerson(
        person=Cid(head.cid),
        name_masked=people.mask_name(head.name),
        id_masked=head.id_masked,
        tickets=tuple(_tickets(head, by)),
        cases=tuple(map(_case, reversed(mine))),
    )


def _case(case: Case) -> FoundCase:
    return FoundCase(
        id=case_id(case.cid, case.no),
        no=case.no,
        business_text=TITLES[Business(case.business)],
        title=case.title,
        state_text=told(case.state, case.fee),
        since=case.since,
    )


def _told(asked: Wanted | None, heads: list[Head]) -> str:
    """How it was looked for, under a stand-in for what was typed, and who was found: no number and no name."""
    how = f"{asked.by} {keys.lookup('search', asked.text)[:17]}" if asked else "person"
    return f"{how}: {' '.join(head.cid for head in heads[:20])} ({len(heads)})"

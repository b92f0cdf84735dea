"""Enter people of a file: who is new gets a record and a login with the initial password, who is known what changed."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain import accounts as logins
from chalicelib.domain.accounts import Account, Deed, Doing
from chalicelib.domain.audit import OPERATOR, Actor
from chalicelib.domain.imports import candidates
from chalicelib.domain.imports.candidates import Person, Shelf
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head, mask_id_number
from chalicelib.storage import accounts, enrolled, keys
from chalicelib.storage.enrolled import Newcomer


class Changed(NamedTuple):
    """A known person of whom the file says something new; `mobile` "" where it says none."""

    person: str
    account: Account
    before: Head
    after: Head
    mobile: str


class News(NamedTuple):
    """What a file says of up to 100 people that does not hold yet; of `same` it says nothing new."""

    newcomers: tuple[Newcomer, ...]
    changed: tuple[Changed, ...]
    same: int


def news_of(persons: Sequence[Person], shelf: Shelf) -> News:
    """At most 100. Two calls, one where nobody is known."""
    hashed = {keys.person(person.id_number): person for person in persons}
    known = enrolled.logins(hashed)
    heads = enrolled.heads([account.cid for account in known.values()])
    newcomers = tuple(_newcomer(key, person, shelf) for key, person in hashed.items() if key not in known)
    after = {key: candidates.merged(heads[account.cid], hashed[key], shelf) for key, account in known.items()}
    changed = tuple(
        Changed(key, account, heads[account.cid], after[key], hashed[key].mobile)
        for key, account in known.items()
        if heads[account.cid] != after[key] or (hashed[key].mobile and not account.mobile)
    )
    return News(newcomers, changed, len(known) - len(changed))


def enter_people(persons: Sequence[Person], shelf: Shelf, now: Instant, *, is_rehearsal: bool = False) -> Counter[str]:
    """An operator's: at most 100, counted as new, changed and same; newcomers blind, twenty-five items at once.

    May be repeated at any time; a rehearsal writes nothing. Raises ConflictError when a record moves on meanwhile:
    then what came before it is written.
    """
    news = news_of(persons, shelf)
    if not is_rehearsal:
        enrolled.create(news.newcomers)
        for one in news.changed:
            enter_person(one, OPERATOR, now)
    return Counter(new=len(news.newcomers), changed=len(news.changed), same=news.same)


def enter_person(one: Newcomer | Changed, by: Actor, now: Instant) -> None:
    """One transaction with its event. Raises ConflictError for a record that moved on meanwhile."""
    if isinstance(one, Newcomer):
        told = candidates.told(msgspec.structs.replace(one.head, tickets=()), one.head)
        enrolled.create_together(one, Deed(doing=Doing.ENTERED, at=now, by=by, detail=told))
    else:
        _change(one, by, now)


def _newcomer(key: str, person: Person, shelf: Shelf) -> Newcomer:
    cid = keys.cid(person.id_number)
    nobody = Head(cid=cid, name=person.name, id_masked=mask_id_number(person.id_number), tickets=())
    head = candidates.merged(nobody, person, shelf)
    account = Account(
        cid=cid,
        hash="",
        epoch=head.epoch,
        activated=False,
        name=head.name,
        tickets=accounts.lines_of(head),
        mobile=_sealed(person.mobile, nobody),
    )
    return Newcomer(key, person.id_number, head, account)


def _change(one: Changed, by: Actor, now: Instant) -> None:
    """A mobile that somebody named is never replaced by a file's."""
    renewed = msgspec.structs.replace(
        one.account,
        name=one.after.name,
        tickets=accounts.lines_of(one.after),
        mobile=one.account.mobile or _sealed(one.mobile, one.before),
    )
    told = candidates.told(one.before, one.after) or "补充手机号码"
    deed = Deed(doing=Doing.RECORD_CHANGED, at=now, by=by, detail=told)
    enrolled.change(one.person, one.before, one.after, logins.with_record(one.account, renewed, deed))


def _sealed(mobile: str, head: Head) -> bytes:
    return keys.seal(mobile, cid=head.cid, attribute="mobile") if mobile else b""

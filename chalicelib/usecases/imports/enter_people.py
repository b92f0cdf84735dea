"""Enter people of a file: who is new gets a record and a login with the initial password, who is known what changed."""

from collections import Counter
from collections.abc import Sequence

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


def enter_people(
    persons: Sequence[Person], shelf: Shelf, now: Instant, *, by: Actor = OPERATOR, is_rehearsal: bool = False
) -> Counter[str]:
    """At most 100, counted as new, changed and same. May be repeated at any time; a rehearsal writes nothing. An
    operator's newcomers go in blind, twenty-five items at once; those of anybody else each in a transaction.

    Raises ConflictError when a record moves on meanwhile: then what came before it is written.
    """
    hashed = {keys.person(person.id_number): person for person in persons}
    known = enrolled.logins(hashed)
    heads = enrolled.heads([account.cid for account in known.values()])
    newcomers = [_newcomer(key, person, shelf) for key, person in hashed.items() if key not in known]
    changes = [
        (key, account, heads[account.cid], candidates.merged(heads[account.cid], hashed[key], shelf))
        for key, account in known.items()
    ]
    asked = [one for one in changes if _differs(one[1], one[2], one[3], hashed[one[0]])]
    if not is_rehearsal:
        create = enrolled.create if by == OPERATOR else enrolled.create_together
        create(newcomers)
        for key, account, before, after in asked:
            _change((key, account), (before, after), hashed[key].mobile, by, now)
    return Counter(new=len(newcomers), changed=len(asked), same=len(known) - len(asked))


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


def _differs(account: Account, before: Head, after: Head, person: Person) -> bool:
    return before != after or bool(person.mobile and not account.mobile)


def _change(login: tuple[str, Account], heads: tuple[Head, Head], mobile: str, by: Actor, now: Instant) -> None:
    """A mobile that somebody named is never replaced by a file's."""
    (key, account), (before, after) = login, heads
    renewed = msgspec.structs.replace(
        account,
        name=after.name,
        tickets=accounts.lines_of(after),
        mobile=account.mobile or _sealed(mobile, before),
    )
    told = candidates.told(before, after) or "补充手机号码"
    deed = Deed(doing=Doing.RECORD_CHANGED, at=now, by=by, detail=told)
    enrolled.change(key, before, after, logins.with_record(account, renewed, deed))


def _sealed(mobile: str, head: Head) -> bytes:
    return keys.seal(mobile, cid=head.cid, attribute="mobile") if mobile else b""

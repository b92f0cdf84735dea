"""Logins of candidates, `L#<key version>#<hmac of the ID number>`: all that a login reads, in one item."""

from contextlib import suppress

import msgspec
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.update import Action

from chalicelib.domain import passwords as rules
from chalicelib.domain.accounts import Account, AccountChange
from chalicelib.domain.activation import GUESSES_MOST, GuessesSpentError
from chalicelib.domain.errors import ConflictError, SignedOutError
from chalicelib.domain.ids import Cid
from chalicelib.domain.people import Head, clean_id_number, mask_ticket
from chalicelib.domain.sessions import Session, TicketLine
from chalicelib.storage import cases, chains, keys, passwords, people, signing
from chalicelib.storage.legs import UPDATE, Leg
from chalicelib.storage.tables import RecordItem

_REFUSED = "ConditionalCheckFailedException"


def partition(person: str) -> str:
    return f"L#{person[0]}#{person[1:]}"


def create_account(cid: Cid, id_number: str, password: str, epoch: int, *, head: Head | None = None) -> None:
    """Put-if-absent; a password that is still the initial one opens nothing but an activation.

    `head` gives the login's answer its name and tickets. Raises ConflictError if the number has an account.
    """
    number = clean_id_number(id_number)
    is_initial = password == rules.initial(number)
    account = Account(
        cid=cid,
        hash="" if is_initial else passwords.hashed(password),
        epoch=epoch,
        activated=not is_initial,
        name=head.name if head else "",
        tickets=lines_of(head) if head else (),
    )
    try:
        item_of(keys.person(number), account).save(condition=RecordItem.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code == _REFUSED:
            raise ConflictError("这个证件号码已有账户") from refused
        raise


def item_of(person: str, account: Account) -> RecordItem:
    """A new login."""
    return RecordItem(partition(person), "-", body=_body(account), epoch=account.epoch, ver=account.ver or None)


def lines_of(head: Head) -> tuple[TicketLine, ...]:
    return tuple(
        TicketLine(
            ref=ticket.ref,
            number_masked=mask_ticket(ticket.number),
            major_name=ticket.major_name,
            level=ticket.level,
            school_name=ticket.school_name,
        )
        for ticket in head.tickets
    )


def find(person: str) -> Account | None:
    """One consistent read; epoch and version are attributes of their own."""
    try:
        item = RecordItem.get(partition(person), "-", consistent_read=True)
    except RecordItem.DoesNotExist:
        return None
    return account_of(item)


def of_session(session: Session) -> Account:
    """The login of whoever is signed in. Raises SignedOutError for a session that was ended elsewhere."""
    account = find(session.person)
    if account is None or account.epoch != session.epoch:
        raise SignedOutError
    return account


def account_of(item: RecordItem) -> Account:
    account = msgspec.json.decode(item.body or "", type=Account)
    return msgspec.structs.replace(account, epoch=int(item.epoch or 0), ver=int(item.ver or 0))


def matches(account: Account | None, id_number: str, password: str) -> bool:
    """Always one hash, whether nobody, somebody not activated or somebody else's password is asked for."""
    hashed = passwords.matches(account.hash if account else None, password)
    initial = signing.same(rules.initial(id_number), password)
    return hashed or (account is not None and not account.hash and initial)


def end_sessions(session: Session) -> None:
    """Raises the epoch on the login and on the head together; a session ended before changes nothing."""
    held = RecordItem.epoch == session.epoch
    following: list[Action] = [RecordItem.epoch.set(session.epoch + 1)]
    items = (RecordItem(partition(session.person), "-"), RecordItem(people.partition(session.cid), people.HEAD))
    with suppress(ConflictError):
        cases.attempt([Leg(UPDATE, item, held, lambda _raw: ConflictError(), following) for item in items])


def commit_account(person: str, change: AccountChange, *more: Leg) -> None:
    """Login, event and (where sessions end) head together, with `more`: of two who change a login one wins.

    Raises the refusal of one of `more`, or ConflictError for a login that was changed or ended meanwhile.
    """
    before, after = change.before, change.after
    same = RecordItem.epoch == before.epoch
    grown = RecordItem.ver == before.ver if before.ver else RecordItem.ver.does_not_exist()
    actions: list[Action] = [
        RecordItem.body.set(_body(after)),
        RecordItem.epoch.set(after.epoch),
        RecordItem.ver.set(after.ver),
    ]
    login, head = RecordItem(partition(person), "-"), RecordItem(people.partition(before.cid), people.HEAD)
    parts = [
        *more,
        Leg(UPDATE, login, same & grown, lambda _raw: ConflictError(), actions),
        chains.follow(change.event),
    ]
    if after.epoch != before.epoch:
        parts.append(Leg(UPDATE, head, same, lambda _raw: ConflictError(), [RecordItem.epoch.set(after.epoch)]))
    cases.attempt(sorted(parts, key=lambda leg: leg.kind))


def take_guess(person: str) -> int:
    """Counts one guess at a fact, before it is compared, and gives how many are left for ever.

    Raises GuessesSpentError.
    """
    item = RecordItem(partition(person), "-")
    free = RecordItem.guesses.does_not_exist() | (RecordItem.guesses < GUESSES_MOST)
    try:
        item.update([RecordItem.guesses.add(1)], RecordItem.pk.exists() & free)
    except UpdateError as refused:
        if refused.cause_response_code == _REFUSED:
            raise GuessesSpentError from refused
        raise
    return GUESSES_MOST - int(item.guesses or 0)


def mobile_of(account: Account | None) -> str:
    """Opened; "" where none is known."""
    if account is None or not account.mobile:
        return ""
    return keys.unseal(account.mobile, cid=account.cid, attribute="mobile")


def email_of(account: Account | None) -> str:
    """Opened; "" where none is known."""
    if account is None or not account.email:
        return ""
    return keys.unseal(account.email, cid=account.cid, attribute="email")


def store_hash(person: str, account: Account, password: str) -> None:
    """The same password under today's parameters; a password changed meanwhile stays changed."""
    body = _body(msgspec.structs.replace(account, hash=passwords.hashed(password)))
    item = RecordItem(partition(person), "-")
    try:
        unchanged = RecordItem.ver == account.ver if account.ver else RecordItem.ver.does_not_exist()
        item.update([RecordItem.body.set(body)], (RecordItem.epoch == account.epoch) & unchanged)
    except UpdateError as refused:
        if refused.cause_response_code != _REFUSED:
            raise


def _body(account: Account) -> str:
    return msgspec.json.encode(account).decode()

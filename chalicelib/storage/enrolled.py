"""People as imports read and write them: by the hundred, new ones blind, known ones each in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from chalicelib.domain import accounts as rules
from chalicelib.domain.accounts import Account, AccountChange, Deed
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.ids import Cid
from chalicelib.domain.people import Head, Ticket
from chalicelib.storage import accounts, bulk, cases, chains, enrolments, names, people, tickets
from chalicelib.storage.legs import PUT, UPDATE, Leg, Raw
from chalicelib.storage.tables import Item, RecordItem, RegistryItem
from chalicelib.storage.tickets import Holder


def logins(persons: Collection[str]) -> dict[str, Account]:
    """By the keyed hash of the ID number; up to 100 in one call."""
    keys = {(accounts.partition(person), "-"): person for person in persons}
    found = bulk.get(RecordItem, keys)
    return {keys[key]: accounts.account_of(RecordItem.from_raw_data(raw)) for key, raw in found.items()}


def heads(cids: Iterable[Cid]) -> dict[Cid, Head]:
    """Up to 100 in one call."""
    found = bulk.get(RecordItem, [(people.partition(cid), people.HEAD) for cid in cids])
    read = [people.head_of(RecordItem.from_raw_data(raw)) for raw in found.values()]
    return {head.cid: head for head in read}


class Newcomer(NamedTuple):
    """`person` is the keyed hash of the ID number."""

    person: str
    id_number: str
    head: Head
    account: Account


def create(newcomers: Sequence[Newcomer]) -> None:
    """Blind, so only for people without a login. It is written last: whoever has one has everything else."""
    _put(RegistryItem, [item for one in newcomers for item in entries(one.person, one.head, one.head.tickets)])
    _put(RecordItem, [people.item_of(one.head, one.id_number) for one in newcomers])
    _put(RecordItem, [accounts.item_of(one.person, one.account) for one in newcomers])


def create_together(one: Newcomer, deed: Deed) -> None:
    """The same in one transaction with its event, refused for whoever has a login. Raises ConflictError."""
    items: list[Item] = [*entries(one.person, one.head, one.head.tickets), people.item_of(one.head, one.id_number)]
    change = rules.noted(one.account, deed)
    login = Leg(PUT, accounts.item_of(one.person, change.after), RecordItem.pk.does_not_exist(), _moved)
    cases.attempt([*(Leg(PUT, item, None, _moved) for item in items), login, chains.begin(change.event)])


def _put(table: type[Item], items: Sequence[Item]) -> None:
    for start in range(0, len(items), bulk.WRITE_MOST):
        bulk.put(table, [bulk.line_of(item) for item in items[start : start + bulk.WRITE_MOST]])


def entries(person: str, head: Head, of: Iterable[Ticket]) -> list[RegistryItem]:
    """How a ticket, a name and a place of study find the person."""
    given = tuple(of)
    found = [tickets.item(ticket.number, Holder(head.cid, ticket.ref, person)) for ticket in given]
    found += [enrolments.item(head.cid, ticket) for ticket in given]
    return found + [names.item(head.name, school, head.cid) for school in {ticket.school for ticket in given}]


def change(person: str, before: Head, after: Head, login: AccountChange) -> None:
    """Head, login, look-ups and event: all or none. Raises ConflictError for a record that moved on."""
    head = RecordItem(people.partition(before.cid), people.HEAD)
    actions = [RecordItem.body.set(people.body_of(after)), RecordItem.ver.set(before.ver + 1)]
    more = [Leg(UPDATE, head, RecordItem.ver == before.ver, _moved, actions)]
    touched = (
        after.tickets if before.name != after.name else [one for one in after.tickets if one not in before.tickets]
    )
    more += [Leg(PUT, item, None, _moved) for item in entries(person, after, touched)]
    accounts.commit_account(person, login, *more)


def _moved(_raw: Raw) -> Exception:
    return ConflictError()

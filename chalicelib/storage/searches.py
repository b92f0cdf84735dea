"""Whose a number is that somebody typed: a ticket's or an ID document's, which may look alike."""

import msgspec

from chalicelib.domain.ids import Cid
from chalicelib.storage import accounts, gather, keys, tickets
from chalicelib.storage.tables import RecordItem, RegistryItem
from chalicelib.storage.tickets import Holder


def by_number(number: str) -> tuple[Cid, ...]:
    """Both ways are asked in one call."""
    person = keys.person(number)
    ticket, login = (RegistryItem, tickets.partition(number), "-"), (RecordItem, accounts.partition(person), "-")
    found = gather.items((ticket, login))
    held = [msgspec.json.decode(found[ticket].body or "", type=Holder).cid] if ticket in found else []
    known = [accounts.account_of(found[login]).cid] if login in found else []  # type: ignore[arg-type]
    return (*held, *known)

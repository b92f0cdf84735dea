"""`TK#<hmac of the ticket number>` / `-`: whose ticket a number is."""

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.storage import bulk, keys
from chalicelib.storage.tables import RegistryItem


class Holder(NamedTuple):
    """The person, the ticket's ordinal within the person, and the keyed hash of the person's ID number."""

    cid: Cid
    ref: TicketRef
    person: str


def partition(number: str) -> str:
    return f"TK#{keys.lookup('ticket', number)}"


def find(numbers: Collection[str]) -> dict[str, Holder]:
    """Up to 100 different numbers in one call; unknown ones are absent."""
    places = {(partition(number), "-"): number for number in numbers}
    found = bulk.get(RegistryItem, places)
    return {places[key]: msgspec.json.decode(raw["body"]["S"], type=Holder) for key, raw in found.items()}


def item(number: str, holder: Holder) -> RegistryItem:
    return RegistryItem(partition(number), "-", body=msgspec.json.encode(holder).decode())

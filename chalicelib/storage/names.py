"""`S#<hmac of the name>` / `<school>#<cid>`: people of a name within a school, for the office's search."""

from collections.abc import Collection

from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.storage import keys
from chalicelib.storage.tables import RegistryItem

SHOWN_MOST = 50


def item(name: str, school: SchoolCode, cid: Cid) -> RegistryItem:
    """Says nothing but its key; a former name still finds the person."""
    return RegistryItem(_partition(name), f"{school}#{cid}")


def find(name: str, schools: Collection[SchoolCode] = ()) -> tuple[Cid, ...]:
    """At most 50 people, of some schools or of all: one Query for each school, or one."""
    places = [RegistryItem.sk.startswith(f"{school}#") for school in schools] if schools else [None]
    found = [one for place in places for one in RegistryItem.query(_partition(name), place, limit=SHOWN_MOST)]
    return tuple(dict.fromkeys(Cid(one.sk.partition("#")[2]) for one in found))[:SHOWN_MOST]


def _partition(name: str) -> str:
    return f"S#{keys.lookup('name', name)}"

"""`S#<hmac of the name>` / `<school>#<cid>`: people of a name within a school, for the office's search."""

from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.storage import keys
from chalicelib.storage.tables import RegistryItem


def item(name: str, school: SchoolCode, cid: Cid) -> RegistryItem:
    """Says nothing but its key; a former name still finds the person."""
    return RegistryItem(f"S#{keys.lookup('name', name)}", f"{school}#{cid}")

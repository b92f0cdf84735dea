"""Who else sent this certificate or this picture: flags for reviewers, found by exact hashes only."""

from collections.abc import Iterable

from chalicelib.domain.ids import Cid
from chalicelib.storage.tables import RegistryItem


def by_number(certificate: str, own: Cid) -> int:
    """How many other people sent a certificate of this type and number."""
    return _others(f"CERT#{certificate}", own)


def by_pixels(pixels: Iterable[str], own: Cid) -> int:
    """How many other people sent one of these pictures."""
    return sum(_others(f"PIX#{one}", own) for one in dict.fromkeys(pixels))


def _others(key: str, own: Cid) -> int:
    people = {item.sk.split("#")[0] for item in RegistryItem.query(key, limit=20)}
    return len(people - {own})

"""The table of businesses: the one place where a further kind of application is entered."""

from collections.abc import Mapping
from typing import Any, Final

from chalicelib.domain import exemptions, graduations, supplements, transfer_in, transfer_out
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.windows import Business

KINDS: Final[Mapping[Business, Kind[Any, Any]]] = {
    kind.business: kind
    for kind in (exemptions.KIND, graduations.KIND, transfer_out.KIND, transfer_in.KIND, supplements.KIND)
}


def kind_of(business: str) -> Kind[Any, Any]:
    """Raises UnknownError for a business that cannot be applied for here."""
    found = KINDS.get(Business(business)) if business in set(Business) else None
    if found is None:
        raise UnknownError
    return found

"""Check a 查验码, whoever asks: whether it is valid at this moment, and what it attests."""

import msgspec

from chalicelib.domain import attestations as rules
from chalicelib.domain import tries as caps
from chalicelib.domain.attestations import Shown, Validity
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.instants import Instant
from chalicelib.storage import attestations, tries


class CheckedView(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is the end that its holder chose; without `shown` it attests nothing, and nothing is told."""

    validity: Validity
    until: Instant
    shown: Shown | None


def check_code(typed: str, address: str, now: Instant) -> CheckedView:
    """Counted before it is looked for. Raises UnknownError alike for whatever is no code, and LockedOutError."""
    household = caps.household(address)
    for cap in (caps.CHECK_WRONG_CAP, caps.CHECK_CAP):
        tries.count(cap, household, now)
    lead = attestations.lead(typed)
    held = attestations.behind(lead) if lead else None
    if lead is None or held is None:
        raise UnknownError(rules.UNKNOWN)
    tries.give_back(caps.CHECK_WRONG_CAP, household, now)
    validity = rules.validity_of(lead, held.latest, held.case, now)
    if validity != Validity.VALID or held.latest is None:
        return CheckedView(validity=validity, until=lead.until, shown=None)
    attestations.look(lead.cid, held.latest, now)
    return CheckedView(validity=validity, until=lead.until, shown=rules.shown(held.case, held.head))

"""Show its holder the 查验码 of an application: what it is worth, what others see by it, how often they looked."""

import base64

import msgspec

from chalicelib.domain import attestations as rules
from chalicelib.domain import codes
from chalicelib.domain.attestations import Shown, Validity
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.statuses import State
from chalicelib.settings import SETTINGS
from chalicelib.storage import attestations, qr
from chalicelib.storage.attestations import Standing

PATH = "/verify/"


class AttestationView(msgspec.Struct, frozen=True, kw_only=True):
    """The latest code, if there was one (`validity`). `code`, `address` and `qr` (a PNG in base64) while it is valid.

    The code stands behind the `#` of the address, which browsers send to nobody. `shown`: all that others see by it.
    """

    ver: int
    can_make: bool
    validity: Validity | None
    code: str
    address: str
    qr: str
    made_at: Instant | None
    until: Instant | None
    looks: int
    looked_at: Instant | None
    shown: Shown | None


def show_attestation(cid: Cid, epoch: int, no: No, now: Instant) -> AttestationView:
    """One call. Raises UnknownError for another person's number, or one of a business that attests nothing."""
    return view(attestations.load(cid, no, epoch=epoch), now)


def view(standing: Standing, now: Instant) -> AttestationView:
    case, latest = standing.case, standing.latest
    shown = rules.shown(case, standing.head)
    validity = rules.validity(latest, case, now) if latest else None
    code = standing.code if validity == Validity.VALID else ""
    address = f"{SETTINGS.candidate_origin}{PATH}#{code}" if code else ""
    is_approved = case.state == State.APPROVED
    return AttestationView(
        ver=latest.ver if latest else 0,
        can_make=is_approved and not code,
        validity=validity,
        code=codes.grouped(code),
        address=address,
        qr=base64.b64encode(qr.picture(address)).decode() if address else "",
        made_at=latest.made_at if latest else None,
        until=latest.until if latest else None,
        looks=latest.looks if latest else 0,
        looked_at=latest.looked_at if latest else None,
        shown=shown if is_approved else None,
    )

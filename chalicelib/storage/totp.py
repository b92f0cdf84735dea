"""Time-based codes (RFC 6238): secrets sealed at rest, each step accepted once."""

import base64

from chalicelib.domain.ids import StaffId
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.storage import keys, signing

STEP = 30 * SECOND
_DRIFT = 1  # one step to either side: telephones run fast and slow
_ISSUER = "考籍 Kaoji"


def new_secret() -> str:
    import pyotp

    return pyotp.random_base32()


def sealed(secret: str, staff: StaffId) -> str:
    return base64.b64encode(keys.seal(secret, cid=staff, attribute="totp", table="registry")).decode()


def opened(sealed_secret: str, staff: StaffId) -> str:
    return keys.unseal(base64.b64decode(sealed_secret), cid=staff, attribute="totp", table="registry")


def accepted_step(secret: str, code: str, now: Instant, *, after: int) -> int | None:
    """The step this code belongs to; None if it is wrong, too old, or not younger than the last one used."""
    import pyotp

    totp, current = pyotp.TOTP(secret), now // STEP
    for step in range(max(current - _DRIFT, after + 1), current + _DRIFT + 1):
        if signing.same(totp.generate_otp(step), code):
            return step
    return None


def uri(secret: str, account: str) -> str:
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)

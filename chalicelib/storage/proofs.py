"""Proofs of work: the captcha's alternative. Signed by us, bound to purpose and account, spent once."""

import base64
import secrets

import msgspec
from pynamodb.exceptions import PutError

from chalicelib.domain.instants import MINUTE, SECOND, Instant, later, ttl
from chalicelib.domain.sessions import CaptchaWrongError
from chalicelib.storage import keys, signing
from chalicelib.storage.tables import SessionItem

LIFETIME = 5 * MINUTE
# One hash a count: from a second upwards on a telephone of the middle sort, a third of that on a desk.
LEAST, MOST = 150_000, 300_000
_LONGEST = 2_000
_WRONG = "无障碍验证未通过或已过期，请再试一次"


class _Binding(msgspec.Struct, frozen=True):
    bound: str


class _Parameters(msgspec.Struct, frozen=True, rename="camel"):
    nonce: str
    expires_at: int
    data: _Binding


class _Challenge(msgspec.Struct, frozen=True):
    parameters: _Parameters


class _Proof(msgspec.Struct, frozen=True):
    challenge: _Challenge


def challenge(purpose: str, person: str, now: Instant) -> dict[str, object]:
    """For a browser to solve: it must count to a number between LEAST and MOST that only the count reveals."""
    from altcha import create_challenge

    made = create_challenge(
        "SHA-256",
        1,
        counter=LEAST + secrets.randbelow(MOST - LEAST),
        expires_at=ttl(later(now, LIFETIME)),
        data={"bound": _bound(purpose, person)},
        hmac_secret=_key(),
    )
    return made.to_dict()


def spend(proof: str, purpose: str, person: str, now: Instant) -> None:
    """Raises CaptchaWrongError, for every reason the same."""
    from altcha import verify_solution

    found = _read(proof)
    expired = found is None or now >= found.expires_at * SECOND
    if found is None or expired or not signing.same(found.data.bound, _bound(purpose, person)):
        raise CaptchaWrongError(_WRONG)
    if not verify_solution(proof, _key()).verified:
        raise CaptchaWrongError(_WRONG)
    try:
        SessionItem(f"POW#{found.nonce}", "-", ttl=found.expires_at).save(SessionItem.pk.does_not_exist())
    except PutError as refused:
        if refused.cause_response_code == "ConditionalCheckFailedException":
            raise CaptchaWrongError(_WRONG) from refused
        raise


def _read(proof: str) -> _Parameters | None:
    if len(proof) > _LONGEST:
        return None
    try:
        return msgspec.json.decode(base64.b64decode(proof, validate=True), type=_Proof).challenge.parameters
    except (ValueError, msgspec.DecodeError):
        return None


def _bound(purpose: str, person: str) -> str:
    return signing.mac("work", f"{purpose}|{person}")


def _key() -> bytes:
    return keys.key("work-signature")

"""Open an enrolment link: a new secret for the telephone, shown once."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.storage import qr, staff, totp


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str
    secret: str
    otpauth: str
    qr: bytes


def open_enrolment(token: str, now: Instant) -> Enrolment:
    """Each opening replaces the secret: whoever saw an earlier one holds nothing. Raises UnknownError."""
    member, link = staff.by_token(token, now)
    secret = totp.new_secret()
    shown = msgspec.structs.replace(link, secret=totp.sealed(secret, member.staff.id))
    staff.save(msgspec.structs.replace(member, link=shown))
    address = totp.uri(secret, member.staff.account)
    return Enrolment(
        account=member.staff.account,
        name=member.staff.name,
        secret=secret,
        otpauth=address,
        qr=qr.picture(address),
    )

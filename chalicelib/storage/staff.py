"""The register of staff, `STAFF#<hmac of the account>`; `rev` guards every change."""

import hashlib
import secrets

import msgspec

from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.staff import Staff
from chalicelib.storage import cases, keys, signing, staff_sessions
from chalicelib.storage.legs import PUT, Leg, Raw
from chalicelib.storage.tables import RegistryItem

LINK_LIFE = DAY


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An open enrolment: the hash of its token, and the sealed secret shown at the last opening."""

    hash: str
    until: Instant
    secret: str = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """`secret` is sealed; `last_step` is the youngest code that was used. Without `hash`: not enrolled."""

    staff: Staff
    hash: str = ""
    secret: str = ""
    last_step: int = 0
    link: Link | None = None
    rev: int = 0


def hash_of(account: str) -> str:
    """Accounts are not case-sensitive."""
    return keys.lookup("staff", account.strip().casefold())


def create(staff: Staff, now: Instant) -> str:
    """Gives the token of the enrolment link (24 hours). Raises ConflictError for an account or a human known before."""
    account = hash_of(staff.account)
    token, link = _new_link(account, now)
    absent = RegistryItem.pk.does_not_exist()
    known = RegistryItem(f"STAFF#person#{staff.person}", "-", body=account)
    entry = _item(Member(staff=staff, link=link, rev=1))
    cases.attempt([Leg(PUT, entry, absent, _known_before), Leg(PUT, known, absent, _known_before)])
    return token


def renew_link(account: str, now: Instant) -> str:
    """For a lost telephone or password: the old ones end at once. Raises UnknownError."""
    member = find(account)
    if member is None:
        raise UnknownError("没有这个工作人员账号")
    token, link = _new_link(hash_of(account), now)
    save(msgspec.structs.replace(member, hash="", secret="", link=link))
    staff_sessions.end(member.staff.id)
    return token


def dismiss(account: str) -> None:
    """Ends the session and leaves nothing to sign in with; the human stays known. Raises UnknownError."""
    member = find(account)
    if member is None:
        raise UnknownError("没有这个工作人员账号")
    save(msgspec.structs.replace(member, hash="", secret="", link=None))
    staff_sessions.end(member.staff.id)


def find(account: str) -> Member | None:
    return _read(hash_of(account))


def by_token(token: str, now: Instant) -> tuple[Member, Link]:
    """Raises UnknownError for a link that was used, replaced, is past or was never made."""
    member = _read(token.partition(".")[0]) if token.isascii() and len(token) < 200 else None
    link = member.link if member else None
    if member is None or link is None or now >= link.until or not signing.same(link.hash, _hash(token)):
        raise UnknownError("链接无效或已过期，请联系管理员重新发送")
    return member, link


def save(member: Member) -> None:
    """Only if nobody changed it since it was read; raises ConflictError.

    A transaction, because botocore gives it a token: the second copy after a lost reply would find the first's code
    used.
    """
    item = _item(msgspec.structs.replace(member, rev=member.rev + 1))
    cases.attempt([Leg(PUT, item, RegistryItem.rev == member.rev, lambda _raw: ConflictError())])


def _known_before(_raw: Raw) -> Exception:
    return ConflictError("这个账号或这个人已经登记为工作人员")


def _read(account: str) -> Member | None:
    try:
        item = RegistryItem.get(f"STAFF#{account}", "-", consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Member)


def _item(member: Member) -> RegistryItem:
    key = f"STAFF#{hash_of(member.staff.account)}"
    return RegistryItem(key, "-", body=msgspec.json.encode(member).decode(), rev=member.rev)


def _new_link(account: str, now: Instant) -> tuple[str, Link]:
    token = f"{account}.{secrets.token_urlsafe(32)}"
    return token, Link(hash=_hash(token), until=later(now, LINK_LIFE))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

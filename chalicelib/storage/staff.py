"""The register of staff, `STAFF` / `<hmac of the account>`; `rev` guards every change, each has its event."""

import hashlib
import secrets

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import ConflictError, DomainError, UnknownError
from chalicelib.domain.ids import StaffId
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.staff import Staff, post_text
from chalicelib.storage import cases, deeds, keys, signing, staff_sessions
from chalicelib.storage.legs import PUT, Leg, Raw
from chalicelib.storage.tables import RegistryItem

LINK_LIFE = DAY
_REGISTER = "STAFF"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An open enrolment: the hash of its token, and the sealed secret shown at the last opening."""

    hash: str
    until: Instant
    secret: str = ""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """`secret` is sealed; `last_step` is the youngest code that was used. Without `hash`: not enrolled.

    `before`: what the member was earlier, so that what was decided then can be judged by it. `turn` counts how often
    the member was moved, let go or given another link.
    """

    staff: Staff
    before: tuple[Staff, ...] = ()
    turn: int = 0
    hash: str = ""
    secret: str = ""
    last_step: int = 0
    link: Link | None = None
    rev: int = 0


def hash_of(account: str) -> str:
    """Accounts are not case-sensitive."""
    return keys.lookup("staff", account.strip().casefold())


def create(staff: Staff, by: Actor, now: Instant, *more: Leg) -> str:
    """Gives the token of the enrolment link (24 hours). Raises ConflictError for an account or a human known before.

    `more` belongs to it: all or none.
    """
    token, link = _new_link(hash_of(staff.account), now)
    absent = RegistryItem.pk.does_not_exist()
    known = RegistryItem(f"{_REGISTER}#person#{staff.person}", "-", body=hash_of(staff.account))
    entry = _item(Member(staff=staff, link=link, rev=1))
    told = deeds.leg(staff.id, "staff_added", by, now, post_text(staff))
    cases.attempt([Leg(PUT, entry, absent, _known_before), Leg(PUT, known, absent, _known_before), told, *more])
    return token


def move(member: Member, staff: Staff, by: Actor, now: Instant, *more: Leg) -> None:
    """Another role or scope; the session ends with it."""
    moved = msgspec.structs.replace(member, staff=staff, before=(*member.before, member.staff))
    _change(moved, deeds.leg(staff.id, "staff_moved", by, now, post_text(staff)), *more)


def renew_link(member: Member, by: Actor, now: Instant, *more: Leg) -> str:
    """For a lost telephone or password, or for who comes back: the old ones end with it."""
    token, link = _new_link(hash_of(member.staff.account), now)
    renewed = msgspec.structs.replace(member, hash="", secret="", link=link)
    _change(renewed, deeds.leg(member.staff.id, "link_renewed", by, now), *more)
    return token


def dismiss(member: Member, by: Actor, now: Instant) -> None:
    """Ends the session and leaves nothing to sign in with; the human stays known."""
    gone = msgspec.structs.replace(member, hash="", secret="", link=None)
    _change(gone, deeds.leg(member.staff.id, "staff_dismissed", by, now))


def _change(member: Member, *more: Leg) -> None:
    turned = msgspec.structs.replace(member, turn=member.turn + 1)
    cases.attempt([staff_sessions.ended(member.staff.id), changed(turned), *more])


def members() -> tuple[Member, ...]:
    """Everybody who ever was. One Query."""
    found = RegistryItem.query(_REGISTER, consistent_read=True)
    return tuple(msgspec.json.decode(item.body or "", type=Member) for item in found)


def known(staff: StaffId) -> Member:
    """Raises UnknownError."""
    for member in members():
        if member.staff.id == staff:
            return member
    raise UnknownError("没有找到这位工作人员")


def find(account: str) -> Member | None:
    return _read(hash_of(account))


def by_token(token: str, now: Instant) -> tuple[Member, Link]:
    """Raises UnknownError for a link that was used, replaced, is past or was never made."""
    name = token.partition(".")[0]
    member = _read(name) if name and token.isascii() and len(token) < 200 else None
    link = member.link if member else None
    if member is None or link is None or now >= link.until or not signing.same(link.hash, _hash(token)):
        raise UnknownError("链接无效或已过期，请联系管理员重新发送")
    return member, link


def save(member: Member) -> None:
    """Only if nobody changed it since it was read; raises ConflictError.

    A transaction, because botocore gives it a token: the second copy after a lost reply would find the first's code
    used.
    """
    cases.attempt([changed(member)])


def changed(member: Member, refusal: DomainError | None = None) -> Leg:
    """The next revision; whoever is overtaken hears `refusal`, or a ConflictError."""
    item = _item(msgspec.structs.replace(member, rev=member.rev + 1))
    return Leg(PUT, item, RegistryItem.rev == member.rev, lambda _raw: refusal or ConflictError())


def _known_before(_raw: Raw) -> Exception:
    return ConflictError("这个账号或这个人已经登记为工作人员")


def _read(account: str) -> Member | None:
    try:
        item = RegistryItem.get(_REGISTER, account, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Member)


def _item(member: Member) -> RegistryItem:
    return RegistryItem(
        _REGISTER, hash_of(member.staff.account), body=msgspec.json.encode(member).decode(), rev=member.rev
    )


def _new_link(account: str, now: Instant) -> tuple[str, Link]:
    token = f"{account}.{secrets.token_urlsafe(32)}"
    return token, Link(hash=_hash(token), until=later(now, LINK_LIFE))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""A candidate's login, and how each change of it joins the chain of that person's events."""

import re
from enum import StrEnum

import msgspec

from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.errors import DomainError, FieldFault, IncompleteError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.outbox import Channel
from chalicelib.domain.sessions import TicketLine

EMAIL_MOST = 100
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


class CodeWrongError(DomainError):
    """One answer for a wrong, used, expired or never issued code, and for a number without an account."""

    code, message = "code_wrong", "证件号码或验证码、重置码不正确，或者已过期"


class Doing(StrEnum):
    """What happens to a login; these words stand in the audit for good."""

    ACTIVATED = "activated"
    RESET = "password_reset"
    CHANGED = "password_changed"
    CODE_ISSUED = "code_issued"
    MOBILE_SET = "mobile_set"
    CHANNELS_SET = "channels_set"
    ENTERED = "entered"
    RECORD_CHANGED = "record_changed"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """`name` and `tickets` are copies for the answer to a login; the head `A` is the truth.

    `hash` is "" while the password is still the initial one, so that an import of many people costs no hash each.
    `mobile` is sealed: where codes for a reset go, never the contact of a form. `email` is sealed too; `channels` are
    those by which the person wants messages. `ver` guards every change.
    """

    cid: Cid
    hash: str
    epoch: int
    activated: bool
    name: str = ""
    tickets: tuple[TicketLine, ...] = ()
    mobile: bytes = b""
    email: bytes = b""
    channels: tuple[Channel, ...] = ()
    ver: int = 0


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to a login, when; `detail` never holds a number, a code or a password."""

    doing: Doing
    at: Instant
    by: Actor
    detail: str = ""


class AccountChange(msgspec.Struct, frozen=True, kw_only=True):
    """`event` finds its place in the chain `P#<cid>` when it is written."""

    before: Account
    after: Account
    event: AuditEvent


def with_password(before: Account, hashed: str, deed: Deed) -> AccountChange:
    """A password of one's own; every session of before ends."""
    chosen = msgspec.structs.replace(before, hash=hashed, activated=True, epoch=before.epoch + 1)
    return _recorded(before, chosen, deed)


def with_mobile(before: Account, sealed: bytes, deed: Deed) -> AccountChange:
    return _recorded(before, msgspec.structs.replace(before, mobile=sealed), deed)


def with_record(before: Account, after: Account, deed: Deed) -> AccountChange:
    """New copies of name and tickets, and a mobile where none was known; nothing that the person chose."""
    return _recorded(before, after, deed)


def with_channels(before: Account, wanted: tuple[Channel, ...], sealed: bytes, deed: Deed) -> AccountChange:
    return _recorded(before, msgspec.structs.replace(before, channels=wanted, email=sealed), deed)


def noted(before: Account, deed: Deed) -> AccountChange:
    """Something that leaves the login as it is and must be on record."""
    return _recorded(before, before, deed)


def _recorded(before: Account, after: Account, deed: Deed) -> AccountChange:
    event = AuditEvent(chain=f"P#{before.cid}", seq=0, event=deed.doing, at=deed.at, actor=deed.by, detail=deed.detail)
    return AccountChange(before=before, after=msgspec.structs.replace(after, ver=before.ver + 1), event=event)


def mobile_fault(number: str) -> FieldFault | None:
    """Mobiles of the mainland: eleven digits that begin with 1 (3 to 9)."""
    right = len(number) == 11 and number.isascii() and number.isdigit() and number[0] == "1" and number[1] in "3456789"
    return None if right else FieldFault("mobile", "手机号码应为 11 位数字，以 1 开头")


def mask_mobile(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


def email_fault(address: str) -> FieldFault | None:
    """Shape alone: whether somebody reads there is not known."""
    if len(address) > EMAIL_MOST:
        return FieldFault("address", f"电子邮箱最多 {EMAIL_MOST} 个字符")
    return None if _EMAIL.fullmatch(address) else FieldFault("address", "电子邮箱格式不正确，应为 name@example.cn")


def mask_email(address: str) -> str:
    return f"{address[:1]}***@{address.rpartition('@')[2]}"


def require(*faults: FieldFault | None) -> None:
    """Raises IncompleteError with every fault there is."""
    found = [fault for fault in faults if fault]
    if found:
        raise IncompleteError(fields=found)

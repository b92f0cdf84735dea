"""Sign a member of staff in: tries, password, a code never used before; ends any session elsewhere."""

import msgspec

from chalicelib.domain.errors import DomainError, LoginFailedError
from chalicelib.domain.instants import Instant
from chalicelib.storage import passwords, staff, staff_sessions, totp, tries
from chalicelib.storage.legs import Leg
from chalicelib.storage.staff import Member
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tries import Source
from chalicelib.usecases.sessions.sign_in import Visitor

FAILED = "账号、密码或动态验证码错误，请重新输入"


class StaffLoginForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    account: str
    password: str
    code: str


def sign_in(form: StaffLoginForm, visitor: Visitor, now: Instant) -> tuple[str, StaffSession]:
    """The cookie's value and the session. Raises LockedOutError, or LoginFailedError for whatever was wrong.

    A browser that this member used before has its own lane of tries: strangers cannot shut a reviewer out.
    """
    account = staff.hash_of(form.account)
    source = Source(account=account, address=visitor.address, device=visitor.devices.get(account, ""))
    tries.reserve(source, now)
    member, failed = staff.find(form.account), LoginFailedError(FAILED)
    matched = passwords.matches(member.hash if member else None, form.password)
    if member is None or not matched:
        raise failed
    begun = staff_sessions.start(member.staff, now, code_used(member, form.code, now, failed))
    tries.forgive(source, now)
    return begun


def code_used(member: Member, code: str, now: Instant, refusal: DomainError) -> Leg:
    """Belongs to what the code opens, and raises `refusal` unless it is right and was never used before.

    The refusal of the transaction as well, where a request of this same moment used the code or changed the member:
    no session begins with rights that were just taken away.
    """
    secret = totp.opened(member.secret, member.staff.id)
    step = totp.accepted_step(secret, code, now, after=member.last_step)
    if step is None:
        raise refusal
    return staff.changed(msgspec.structs.replace(member, last_step=step), refusal)

"""Finish an enrolment: own password, and a code that proves the telephone has the secret."""

import msgspec

from chalicelib.data.common import common_passwords
from chalicelib.domain import passwords as rules
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.instants import Instant
from chalicelib.storage import passwords, staff, totp

WRONG_CODE = FieldFault("code", "动态验证码不正确，请输入手机上最新的一组数字")


class Confirmation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: str
    password: str
    code: str


def confirm_enrolment(form: Confirmation, now: Instant) -> str:
    """Uses the link up and gives the account's keyed hash, by which this browser is known from now on.

    Raises UnknownError (link), IncompleteError (password, code) or ConflictError (raced).
    """
    member, link = staff.by_token(form.token, now)
    own = (member.staff.account, member.staff.name)
    weak = rules.fault(form.password, rules.STAFF, common_passwords(), own)
    secret = totp.opened(link.secret, member.staff.id) if link.secret else ""
    step = totp.accepted_step(secret, form.code, now, after=0) if secret else None
    if weak or step is None:
        faults = [weak, None if step else WRONG_CODE]
        raise IncompleteError(fields=[fault for fault in faults if fault])
    staff.save(
        msgspec.structs.replace(
            member, hash=passwords.hashed(form.password), secret=link.secret, last_step=step, link=None
        )
    )
    return staff.hash_of(member.staff.account)

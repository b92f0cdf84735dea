"""Finish an enrolment: one's own ID number and password, and a code that proves the telephone has the secret."""

import msgspec

from chalicelib.data.common import common_passwords
from chalicelib.domain import passwords as rules
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number, id_number_fault
from chalicelib.storage import keys, passwords, signing, staff, totp, tries
from chalicelib.storage.staff import Member
from chalicelib.storage.tries import Source

WRONG_CODE = FieldFault("code", "动态验证码不正确，请输入手机上最新的一组数字")
WRONG_PERSON = FieldFault("id_number", "与登记账号时的证件号码不一致，请核对；如登记有误，请联系管理员")


class Confirmation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: str
    id_number: str
    password: str
    code: str


def confirm_enrolment(form: Confirmation, now: Instant) -> str:
    """Uses the link up and gives the account's keyed hash, by which this browser is known from now on.

    The link alone opens nothing: who granted it has seen it, and is somebody else.
    Raises UnknownError (link), LockedOutError for too many ID numbers, IncompleteError (ID number, password, code) or
    ConflictError (raced).
    """
    member, link = staff.by_token(form.token, now)
    secret = totp.opened(link.secret, member.staff.id) if link.secret else ""
    step = totp.accepted_step(secret, form.code, now, after=0) if secret else None
    own = (member.staff.account, member.staff.name)
    weak = rules.fault(form.password, rules.STAFF, common_passwords(), own)
    faults = [_fault_of_number(form.id_number, member, now), weak, None if step else WRONG_CODE]
    if step is None or any(faults):
        raise IncompleteError(fields=[fault for fault in faults if fault])
    staff.save(
        msgspec.structs.replace(
            member, hash=passwords.hashed(form.password), secret=link.secret, last_step=step, link=None
        )
    )
    return staff.hash_of(member.staff.account)


def _fault_of_number(typed: str, member: Member, now: Instant) -> FieldFault | None:
    """Only guesses at it are counted: whoever knows it may take as long as it needs over the rest."""
    number = clean_id_number(typed)
    if fault := id_number_fault(number):
        return fault
    source = Source(account=staff.hash_of(member.staff.account), address="", device=f"enrolment-{member.staff.id}")
    tries.reserve(source, now)
    if not signing.same(keys.person(number), member.staff.person):
        return WRONG_PERSON
    tries.forgive(source, now)
    return None

"""A new password in the place of the current one; this device goes on, all others end."""

import msgspec

from chalicelib.domain import accounts as rules
from chalicelib.domain.accounts import Doing
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.instants import Instant
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, passwords, people, tries
from chalicelib.storage.tries import Source
from chalicelib.usecases.accounts.choosing import begun, chosen, require_strong_for

_WRONG = FieldFault("current", "当前密码不正确")


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    current: str
    password: str


def change_password(session: Session, form: PasswordForm, now: Instant) -> Session:
    """Raises IncompleteError, LockedOutError for too many tries, SignedOutError for a session ended elsewhere."""
    head = people.load_head(session.cid, epoch=session.epoch)
    require_strong_for(head, form.password)
    source = Source(account=session.person, address="", device=f"change-{session.cid}")
    tries.reserve(source, now)
    account = accounts.of_session(session)
    rules.require(None if passwords.matches(account.hash, form.current) else _WRONG)
    change = chosen(account, session.person, form.password, (Doing.CHANGED, now, ""))
    accounts.commit_account(session.person, change)
    tries.forgive(source, now)
    return begun(change, session.person, now).session

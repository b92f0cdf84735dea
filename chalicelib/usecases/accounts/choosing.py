"""What activation, reset and change have in common: the new password, the record of it, and word to the person."""

from chalicelib.data.common import common_passwords
from chalicelib.domain import accounts as rules
from chalicelib.domain import passwords as password_rules
from chalicelib.domain.accounts import Account, AccountChange, Deed, Doing
from chalicelib.domain.audit import Actor
from chalicelib.domain.instants import Instant, day_text
from chalicelib.domain.people import Head
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, passwords, sms
from chalicelib.usecases.sessions.sign_in import SignedIn

_TOLD = {Doing.ACTIVATED: "已激活并设置密码", Doing.RESET: "已重置密码", Doing.CHANGED: "已修改密码"}


def require_strong(password: str, *own: str) -> None:
    """`own` is what others know of the person. Raises IncompleteError."""
    rules.require(password_rules.fault(password, password_rules.CANDIDATE, common_passwords(), own))


def require_strong_for(head: Head, password: str) -> None:
    require_strong(password, head.name, *(ticket.number for ticket in head.tickets))


def chosen(account: Account, person: str, password: str, deed: tuple[Doing, Instant, str]) -> AccountChange:
    """A password of the candidate's own; `deed`: what it was done by, when, and the detail for the record."""
    doing, at, detail = deed
    by = Actor(kind="candidate", id=account.cid, person=person)
    return rules.with_password(account, passwords.hashed(password), Deed(doing=doing, at=at, by=by, detail=detail))


def begun(change: AccountChange, person: str, now: Instant) -> SignedIn:
    """After the commit: the owner hears of it, whoever it was, and goes on signed in."""
    number, after = accounts.mobile_of(change.after), change.after
    if number:
        told = _TOLD[Doing(change.event.event)]
        sms.send(number, f"您的考籍服务账户于{day_text(now)}{told}。如非本人操作，请立即联系主考学校。")
    return SignedIn(Session(cid=after.cid, person=person, epoch=after.epoch, issued=now, renewed=now), after)

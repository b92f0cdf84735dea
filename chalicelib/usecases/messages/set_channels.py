"""Whether messages also go to the person's telephone and mailbox: shown, and changed on record."""

import msgspec

from chalicelib.domain import accounts as rules
from chalicelib.domain.accounts import Account, Deed, Doing, email_fault, mask_email, mask_mobile
from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.instants import Instant
from chalicelib.domain.outbox import Channel
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, keys, outbox

_NO_MOBILE = FieldFault("sms", "没有登记的手机号码，请携带身份证到主考学校登记后再开通")
_NO_EMAIL = FieldFault("address", "请填写电子邮箱")


class ChannelsForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`address` as typed; empty: the one that is known."""

    sms: bool
    email: bool
    address: str = ""


class ChannelsView(msgspec.Struct, frozen=True, kw_only=True):
    """`offered`: what this stage has. Addresses are masked; empty where none is known."""

    offered: tuple[Channel, ...]
    sms: bool
    email: bool
    mobile: str
    address: str


def show_channels(session: Session) -> ChannelsView:
    """One call. Raises SignedOutError."""
    return _view(accounts.of_session(session))


def set_channels(session: Session, form: ChannelsForm, by: Actor, now: Instant) -> ChannelsView:
    """Audited; asked twice it is set once. Raises IncompleteError, ConflictError, SignedOutError."""
    account, typed = accounts.of_session(session), form.address.strip()
    known = typed or accounts.email_of(account)
    rules.require(
        _NO_MOBILE if form.sms and not account.mobile else None,
        _NO_EMAIL if form.email and not known else None,
        email_fault(typed) if typed else None,
    )
    wanted = tuple(one for one, on in ((Channel.SMS, form.sms), (Channel.EMAIL, form.email)) if on)
    sealed = keys.seal(typed, cid=account.cid, attribute="email") if typed else account.email
    if (wanted, known) != (account.channels, accounts.email_of(account)):
        deed = Deed(doing=Doing.CHANNELS_SET, at=now, by=by, detail=" ".join(wanted))
        change = rules.with_channels(account, wanted, sealed, deed)
        accounts.commit_account(session.person, change)
        account = change.after
    return _view(account)


def _view(account: Account) -> ChannelsView:
    mobile, email = accounts.mobile_of(account), accounts.email_of(account)
    return ChannelsView(
        offered=outbox.offered(),
        sms=Channel.SMS in account.channels,
        email=Channel.EMAIL in account.channels,
        mobile=mask_mobile(mobile) if mobile else "",
        address=mask_email(email) if email else "",
    )

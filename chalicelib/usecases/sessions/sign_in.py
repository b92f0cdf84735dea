"""Sign a candidate in: captcha or work, tries, one read, one hash; the same steps whoever asks."""

import msgspec

from chalicelib.domain import activation
from chalicelib.domain.accounts import Account
from chalicelib.domain.activation import ActivationRequiredError, Slip
from chalicelib.domain.errors import LoginFailedError
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, keys, offices, passwords, people, signing, tries
from chalicelib.storage.tries import Source
from chalicelib.usecases.sessions.prove_human import LOGIN, Gate, prove_human

SLIP = "activation"


class LoginForm(Gate, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id_number: str
    password: str


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a login comes from: `browser` is the pre-login cookie, `devices` known accounts with their device."""

    address: str
    browser: str
    devices: dict[str, str] = {}


class SignedIn(msgspec.Struct, frozen=True):
    session: Session
    account: Account


def sign_in(form: LoginForm, visitor: Visitor, now: Instant) -> SignedIn:
    """Raises CaptchaWrongError, LockedOutError, LoginFailedError or ActivationRequiredError."""
    number = clean_id_number(form.id_number)
    person = keys.person(number)
    prove_human(form, (LOGIN, person), visitor.browser, now)
    source = Source(account=person, address=visitor.address, device=visitor.devices.get(person, ""))
    tries.reserve(source, now)
    account = accounts.find(person)
    matched = accounts.matches(account, number, form.password)
    if account is None or not matched:
        raise LoginFailedError
    if not account.activated:
        raise _activation(account, person, now)  # the try stays counted: initial passwords can be guessed
    tries.forgive(source, now)
    if passwords.is_outdated(account.hash):
        accounts.store_hash(person, account, form.password)
    session = Session(cid=account.cid, person=person, epoch=account.epoch, issued=now, renewed=now)
    return SignedIn(session, account)


def _activation(account: Account, person: str, now: Instant) -> ActivationRequiredError:
    """What the page needs to go on: the way in for ten minutes, and which facts this person may give."""
    head = people.load_head(account.cid, epoch=account.epoch)
    slip = Slip(cid=account.cid, person=person, epoch=account.epoch, issued=now)
    ways = activation.ways(offices.load(), head, has_mobile=bool(account.mobile))
    return ActivationRequiredError(signing.sign(SLIP, slip), ways)

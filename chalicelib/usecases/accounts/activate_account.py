"""End the initial password: a password of one's own, after a fact that the ID card does not tell."""

import msgspec

from chalicelib.domain import activation
from chalicelib.domain import tries as rules
from chalicelib.domain.accounts import Account, CodeWrongError, Doing
from chalicelib.domain.activation import (
    SLIP_LIFE,
    Fact,
    FactWrongError,
    GuessesSpentError,
    Slip,
)
from chalicelib.domain.codes import OFFICE
from chalicelib.domain.errors import ForbiddenError, SignedOutError
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head, clean_id_number
from chalicelib.storage import accounts, codes, keys, offices, people, signing, tries
from chalicelib.storage.codes import Place
from chalicelib.storage.legs import Leg
from chalicelib.storage.tries import Source
from chalicelib.usecases.accounts.choosing import begun, chosen, require_strong, require_strong_for
from chalicelib.usecases.sessions.sign_in import SLIP, SignedIn, Visitor

_CODE_WRONG = "激活码不正确，或者已使用、已过期"
_LATE = "本次激活已超时，请用初始密码重新登录后再激活"


class ActivationForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`slip` from the login; `value` is the code, the 准考证号 or the mobile's last digits."""

    slip: str
    id_number: str
    fact: Fact
    value: str
    password: str


def activate_account(form: ActivationForm, visitor: Visitor, now: Instant) -> SignedIn:
    """Success, not use, ends the initial password and the code.

    One login opens ten minutes here, so tries are slowed as at the login, in lanes of their own: nobody spends the
    twenty of a printed code in a second. Raises SignedOutError for a slip too old, IncompleteError for the password,
    LockedOutError, and CodeWrongError, FactWrongError, GuessesSpentError or ForbiddenError for the fact.
    """
    number = clean_id_number(form.id_number)
    slip = _slip(form.slip, keys.person(number), now)
    require_strong(form.password, number)
    account, head = accounts.find(slip.person), people.load_head(slip.cid, epoch=slip.epoch)
    if account is None or account.activated:
        raise SignedOutError(_LATE)
    require_strong_for(head, form.password)
    login = Source(account=slip.person, address=visitor.address, device=visitor.devices.get(slip.person, ""))
    source = msgspec.structs.replace(login, account=f"{rules.ACTIVATION}{slip.person}")
    tries.reserve(source, now)
    spent = _proved(form, account, head, slip.person, now)
    change = chosen(account, slip.person, form.password, (Doing.ACTIVATED, now, form.fact))
    accounts.commit_account(slip.person, change, *spent)
    for lane in (source, login):
        tries.forgive(lane, now)
    return begun(change, slip.person, now)


def _slip(text: str, person: str, now: Instant) -> Slip:
    slip = signing.read(SLIP, text, Slip)
    if slip is None or slip.person != person or not slip.issued <= now < slip.issued + SLIP_LIFE:
        raise SignedOutError(_LATE)
    return slip


def _proved(form: ActivationForm, account: Account, head: Head, person: str, now: Instant) -> list[Leg]:
    """What the activation uses up; a fact that is no code is counted before it is compared."""
    if form.fact == Fact.CODE:
        place = Place(person, OFFICE.name)
        if not codes.take_try(place, form.value, now):
            raise CodeWrongError(_CODE_WRONG)
        return [codes.used_up(place, form.value, now)]
    mobile = accounts.mobile_of(account)
    if form.fact not in activation.ways(offices.load(), head, has_mobile=bool(mobile)):
        raise ForbiddenError
    left = accounts.take_guess(person)
    if activation.is_right(form.fact, form.value, head, mobile):
        return []
    raise FactWrongError(left) if left else GuessesSpentError

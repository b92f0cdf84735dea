"""A forgotten password: a new one by a code of the office or a code sent to the reset mobile; all devices end."""

from typing import Literal

import msgspec

from chalicelib.domain import tries as rules
from chalicelib.domain.accounts import CodeWrongError, Doing
from chalicelib.domain.codes import OFFICE
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number
from chalicelib.storage import accounts, codes, keys, people, tries
from chalicelib.storage.codes import Place
from chalicelib.storage.tries import Source
from chalicelib.usecases.accounts.choosing import begun, chosen, require_strong, require_strong_for
from chalicelib.usecases.sessions.prove_human import RESET, Gate, prove_human
from chalicelib.usecases.sessions.sign_in import SignedIn, Visitor


class ResetForm(Gate, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With a code of the office the gate comes here; a code by `sms` was asked for through it, by this browser."""

    id_number: str
    way: Literal["office", "sms"]
    code: str
    password: str


def reset_password(form: ResetForm, visitor: Visitor, now: Instant) -> SignedIn:
    """Raises IncompleteError for the password, CaptchaWrongError, LockedOutError, and CodeWrongError for the rest.

    The tries have lanes of their own: whoever is locked out of the login gets in here.
    """
    number = clean_id_number(form.id_number)
    person = keys.person(number)
    require_strong(form.password, number)
    if form.way == OFFICE.name:
        prove_human(form, (RESET, person), visitor.browser, now)
    login = Source(account=person, address=visitor.address, device=visitor.devices.get(person, ""))
    source = msgspec.structs.replace(login, account=f"{rules.RESET}{person}")
    tries.reserve(source, now)
    place = Place(person, form.way, visitor.browser)
    is_right, account = codes.take_try(place, form.code, now), accounts.find(person)
    if account is None or not is_right:
        raise CodeWrongError
    require_strong_for(people.load_head(account.cid, epoch=account.epoch), form.password)
    change = chosen(account, person, form.password, (Doing.RESET, now, form.way))
    accounts.commit_account(person, change, codes.used_up(place, form.code, now))
    for lane in (source, login):
        tries.forgive(lane, now)
    return begun(change, person, now)

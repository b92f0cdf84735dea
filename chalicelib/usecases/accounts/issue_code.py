"""A code of the office: printed beforehand, or given in person to whoever showed the ID card. On record either way."""

import msgspec

from chalicelib.domain import accounts as rules
from chalicelib.domain import codes as code_rules
from chalicelib.domain.accounts import Account, AccountChange, Deed, Doing
from chalicelib.domain.codes import OFFICE
from chalicelib.domain.errors import ForbiddenError, UnknownError
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.people import Head, clean_id_number
from chalicelib.domain.staff import Role, Staff, actor_of, require_role
from chalicelib.domain.stages import CITY
from chalicelib.storage import accounts, codes, keys, people, tries
from chalicelib.storage.codes import Place


class IssuedCode(msgspec.Struct, frozen=True, kw_only=True):
    """Shown once; the table keeps its hash."""

    name: str
    id_masked: str
    code: str
    until: Instant


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """`life` in milliseconds; `detail` (`desk` or `print`) is kept with the event."""

    id_number: str
    life: int = OFFICE.life
    detail: str = "desk"


def issue_code(order: Order, by: Staff, entropy: bytes, now: Instant) -> IssuedCode:
    """Replaces any earlier code, and gives its owner the tries that strangers spent.

    Raises ForbiddenError for other roles and schools, UnknownError without an account.
    """
    person, account, head = found(order.id_number, by)
    code, until = code_rules.office_code(entropy), later(now, order.life)
    deed = Deed(doing=Doing.CODE_ISSUED, at=now, by=actor_of(by), detail=order.detail)
    change: AccountChange = rules.noted(account, deed)
    accounts.commit_account(person, change, codes.issued(Place(person, OFFICE.name), code, until))
    tries.lift(person)
    return IssuedCode(name=head.name, id_masked=head.id_masked, code=code, until=until)


def found(id_number: str, by: Staff) -> tuple[str, Account, Head]:
    """The person of a number, if this member of staff may help that person."""
    require_role(by, Role.OFFICE, Role.OPERATOR)
    person = keys.person(clean_id_number(id_number))
    account = accounts.find(person)
    if account is None:
        raise UnknownError("没有这个证件号码的账户")
    head = people.load_head(account.cid, epoch=account.epoch)
    if by.scope_kind != CITY and not {ticket.school for ticket in head.tickets} & set(by.schools):
        raise ForbiddenError("这名考生不属于您的主考学校")
    return person, account, head

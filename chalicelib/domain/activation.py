"""The first login: what somebody must know beside the initial password, which stands on the ID card."""

import hmac
from enum import StrEnum

import msgspec

from chalicelib.domain.errors import DomainError
from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.domain.instants import MINUTE, Instant
from chalicelib.domain.people import Head

SLIP_LIFE = 10 * MINUTE
GUESSES_MOST = 3  # ever, not an hour: these facts are few digits, or known to class-mates
MOBILE_DIGITS = 4


class Fact(StrEnum):
    """`code` is on paper or from the desk and always allowed; the others where the office says so."""

    CODE = "code"
    TICKET = "ticket"
    MOBILE = "mobile"


class ActivationRequiredError(DomainError):
    """`slip` opens the activation for ten minutes and nothing else; `ways` are the facts that may be given."""

    code, message = "activation_required", "首次登录需先激活账户：设置自己的密码"

    def __init__(self, slip: str = "", ways: tuple[Fact, ...] = ()) -> None:
        super().__init__()
        self.details = {"slip": slip, "ways": ways}


class FactWrongError(DomainError):
    code, message = "fact_wrong", "填写的内容与登记的不一致"

    def __init__(self, left: int = 0) -> None:
        super().__init__(f"{self.message}，还可以再试 {left} 次")


class GuessesSpentError(DomainError):
    code, message = "guesses_spent", "核对次数已用完。请使用打印的激活码，或携带身份证到主考学校现场领取激活码"


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Who gave the right initial password, and when; dead once the epoch has moved on."""

    cid: Cid
    person: str
    epoch: int
    issued: Instant


class Offices(msgspec.Struct, frozen=True, kw_only=True):
    """Which facts are enough beside a code: for the city, and for schools that decided otherwise."""

    rev: int = 0
    city: tuple[Fact, ...] = ()
    schools: dict[SchoolCode, tuple[Fact, ...]] = {}


def ways(offices: Offices, head: Head, *, has_mobile: bool) -> tuple[Fact, ...]:
    """A fact counts if every school of the person allows it, and if there is something to compare it with."""
    allowed = [set(offices.schools.get(ticket.school, offices.city)) for ticket in head.tickets]
    shared = set.intersection(*allowed) if allowed else set()
    if not has_mobile:
        shared.discard(Fact.MOBILE)
    return (Fact.CODE, *(fact for fact in Fact if fact in shared - {Fact.CODE}))


def is_right(fact: Fact, typed: str, head: Head, mobile: str) -> bool:
    """准考证号 in full, any of one's own; of the mobile the last four digits."""
    given = "".join(typed.split()).encode(errors="surrogatepass")
    known = [ticket.number for ticket in head.tickets] if fact == Fact.TICKET else [mobile[-MOBILE_DIGITS:]]
    return any(one and hmac.compare_digest(given, one.encode()) for one in known)

"""activation² and reset²: of 20 who bring the same code at once one gets in, and several without the conditions.

`make test` runs 3 rounds of each, `make test-long` 100 (threat rows 3, 15; invariants I26, I27).
"""

import itertools
import os
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import msgspec
import pytest

from chalicelib.domain.activation import Fact, FactWrongError, GuessesSpentError, Slip
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.ids import Cid
from chalicelib.storage import accounts, keys, offices, people, signing
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.accounts import activate_account, reset_password
from chalicelib.usecases.accounts.activate_account import ActivationForm
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.reset_password import ResetForm
from chalicelib.usecases.sessions.sign_in import SLIP, Visitor
from tests.builders import NOW, a_head
from tests.handlers.identity import OFFICE, OWN, allow
from tests.race.conftest import ROUNDS, breaks, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("engine", "light")]

CONTENDERS = 20
VISITOR = Visitor(address="203.0.113.9", browser="browser")
_serial = itertools.count(1)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counters and the captcha would let one of many through by themselves; here the code alone is to do it."""
    monkeypatch.setattr("chalicelib.storage.passwords.hashed", lambda _: "hash")
    monkeypatch.setattr("chalicelib.storage.tries.reserve", lambda *_: None)
    monkeypatch.setattr("chalicelib.storage.tries.forgive", lambda *_: None)
    monkeypatch.setattr(reset_password, "prove_human", lambda *_: None)


class Newcomer(NamedTuple):
    cid: Cid
    number: str

    @property
    def slip(self) -> str:
        return signing.sign(SLIP, Slip(cid=self.cid, person=keys.person(self.number), epoch=1, issued=NOW))

    def code(self) -> str:
        return issue_code(Order(id_number=self.number), OFFICE, os.urandom(16), NOW).code

    def activation(self, fact: Fact, value: str) -> Callable[[], bytes]:
        form = ActivationForm(slip=self.slip, id_number=self.number, fact=fact, value=value, password=OWN)
        return partial(_done, partial(activate_account.activate_account, form, VISITOR, NOW))

    def reset(self, code: str) -> Callable[[], bytes]:
        form = ResetForm(id_number=self.number, way="office", code=code, password=OWN)
        return partial(_done, partial(reset_password.reset_password, form, VISITOR, NOW))

    def holds(self, *events: str) -> bool:
        """One event for each thing that happened, in an unbroken chain, and login and head agree."""
        found = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query(f"P#{self.cid}")]
        account = accounts.find(keys.person(self.number))
        agreed = account and account.epoch == people.load(self.cid).head.epoch == 2
        return bool(agreed) and first_fault(found) is None and [one.event for one in found] == list(events)


def _done(doing: Callable[[], object]) -> bytes:
    doing()
    return b"done"


def someone() -> Newcomer:
    serial = next(_serial)
    made = Newcomer(Cid(f"{os.getpid():016x}{serial:015x}f"), f"R{os.getpid():08}{serial:04}")
    head = a_head(cid=made.cid)
    people.create(head, made.number)
    accounts.create_account(made.cid, made.number, made.number[-6:], 1, head=head)
    return made


def test_one_of_20_activations_with_one_code_wins() -> None:
    for _ in range(ROUNDS):
        person = someone()
        outcomes = contend([person.activation(Fact.CODE, person.code())] * CONTENDERS)
        assert len(winners(outcomes)) == 1
        assert person.holds("code_issued", "activated")


def test_one_of_20_resets_with_one_code_wins() -> None:
    for _ in range(ROUNDS):
        person = someone()
        outcomes = contend([person.reset(person.code())] * CONTENDERS)
        assert len(winners(outcomes)) == 1
        assert person.holds("code_issued", "password_reset")


def test_of_20_guesses_at_once_three_are_heard() -> None:
    if Fact.TICKET not in offices.load().city:
        allow(Fact.TICKET)
    for _ in range(ROUNDS):
        outcomes = contend([someone().activation(Fact.TICKET, "wrong")] * CONTENDERS)
        heard = [one for one in outcomes if isinstance(one, FactWrongError)]
        spent = [one for one in outcomes if isinstance(one, GuessesSpentError)]
        assert (len(heard), len(spent)) == (2, 18), "the third is told that it was the last"


@pytest.mark.usefixtures("without_conditions")
@pytest.mark.parametrize("way", ["activation", "reset"])
def test_without_its_conditions_a_code_lets_several_in(way: str) -> None:
    def is_broken() -> bool:
        person = someone()
        code = person.code()
        doing = person.activation(Fact.CODE, code) if way == "activation" else person.reset(code)
        return len(winners(contend([doing] * CONTENDERS))) > 1

    assert breaks(is_broken)


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_every_guess_is_heard() -> None:
    if Fact.TICKET not in offices.load().city:
        allow(Fact.TICKET)
    outcomes = contend([someone().activation(Fact.TICKET, "wrong")] * CONTENDERS)
    assert sum(isinstance(one, FactWrongError) for one in outcomes) > 2

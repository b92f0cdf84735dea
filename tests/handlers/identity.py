"""Somebody who never signed in, somebody of the office, and the text messages that would have left."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.activation import Fact
from chalicelib.domain.ids import Cid, StaffId
from chalicelib.domain.staff import Role, Staff
from chalicelib.storage import accounts, keys, people, sms
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.accounts.allow_facts import allow_facts
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.set_mobile import set_mobile
from tests.apiclient import Browser, Reply
from tests.builders import NOW, a_head, a_ticket
from tests.handlers.conftest import Login

NUMBER = "000000199001010069"
CID = Cid("0" * 31 + "6")
TICKET = "990606000001"
MOBILE = "13000000006"
OWN = "竹外桃花三两枝 2026"
OFFICE = Staff(
    id=StaffId("f" * 32),
    account="office-1",
    name="庚老师·演示",
    role=Role.OFFICE,
    scope_kind="city",
    organisation="市考办",
    person="1" + "f" * 64,
)


class Newcomer:
    """On the record with the initial password; `browser` is where the first login happens."""

    def __init__(self, app: Any, login: Login, clock: Any) -> None:
        head = a_head(cid=CID, name="己寅卯·演示", tickets=(a_ticket(number=TICKET),))
        people.create(head, NUMBER)
        accounts.create_account(CID, NUMBER, NUMBER[-6:], 1, head=head)
        self.app, self.login, self.clock, self.browser = app, login, clock, Browser(app)
        self.serial = 0

    def begin(self, browser: Browser | None = None) -> Reply:
        return self.login(browser or self.browser, id_number=NUMBER, password=NUMBER[-6:])

    def activate(self, fact: str, value: str, browser: Browser | None = None, **changes: str) -> Reply:
        slip = changes.pop("slip", "") or self.begin(browser).json["slip"]
        form = {"slip": slip, "id_number": NUMBER, "fact": fact, "value": value, "password": OWN} | changes
        return (browser or self.browser).post("/session/activation", form)

    def code(self, life: int = 0) -> str:
        """What the office prints or says at the desk."""
        self.serial += 1
        order = Order(id_number=NUMBER)
        order = msgspec.structs.replace(order, life=life) if life else order
        return issue_code(order, OFFICE, bytes([self.serial]) * 16, self.clock()).code

    def name_mobile(self) -> None:
        set_mobile(NUMBER, MOBILE, OFFICE, self.clock())

    def account(self) -> accounts.Account:
        found = accounts.find(keys.person(NUMBER))
        assert found
        return found

    def events(self) -> list[str]:
        return [msgspec.json.decode(item.body or "")["event"] for item in AuditItem.query(f"P#{CID}")]


@pytest.fixture
def someone(app: Any, login: Login, clock: Any) -> Newcomer:
    return Newcomer(app, login, clock)


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    sent: list[tuple[str, str]] = []
    monkeypatch.setitem(sms.ADAPTERS, "off", lambda number, text, _: sent.append((number, text)))
    return sent


def allow(*facts: Fact, office: str = "city") -> None:
    allow_facts(office, facts, OFFICE, NOW)

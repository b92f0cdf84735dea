"""The whole app on a clock of ours, one candidate with an account, and captchas whose answers are known."""

import base64
import io
from collections.abc import Iterator
from typing import Any

import msgspec
import pyotp
import pytest
from altcha import Challenge, solve_challenge

from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.staff import Role
from tests.apiclient import Browser, Reply
from tests.builders import CID, a_head

ID_NUMBER = "11010519491231002X"
PASSWORD = "竹外桃花三两枝 2026"
ADDRESS = "203.0.113.7"


@pytest.fixture
def app(aws: None, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    from app import app

    monkeypatch.setattr("chalicelib.handlers.clock.now", clock)
    return app


@pytest.fixture
def browser(app: Any) -> Browser:
    return Browser(app)


@pytest.fixture
def console(app: Any) -> Browser:
    return Browser(app, host="console")


@pytest.fixture
def candidate(app: Any) -> None:
    from chalicelib.storage import accounts, people

    people.create(a_head(), ID_NUMBER)
    accounts.create_account(CID, ID_NUMBER, PASSWORD, 1, head=a_head())


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the pictures say, latest last; drawing and counting take time that no test needs."""
    seen: list[str] = []

    def generate(_self: object, text: str) -> io.BytesIO:
        seen.append(text)
        return io.BytesIO(b"picture")

    monkeypatch.setattr("chalicelib.storage.proofs.LEAST", 10)
    monkeypatch.setattr("chalicelib.storage.proofs.MOST", 20)
    monkeypatch.setattr("captcha.image.ImageCaptcha.generate", generate)
    return seen


class Login:
    """Draws a captcha and signs in, with any field replaced."""

    def __init__(self, answers: list[str]) -> None:
        self.answers = answers

    def form(self, browser: Browser, **changes: str) -> dict[str, str]:
        drawn = browser.post("/session/captcha").json
        right = {"id_number": ID_NUMBER, "password": PASSWORD, "captcha_id": drawn["id"], "captcha": self.answers[-1]}
        return right | changes

    def __call__(self, browser: Browser, **changes: str) -> Reply:
        return browser.post("/session", self.form(browser, **changes))

    def work(self, browser: Browser, purpose: str = "login", id_number: str = ID_NUMBER) -> str:
        """A piece of work asked for and done, as the page does it."""
        set_ = browser.post("/session/work", {"purpose": purpose, "id_number": id_number}).json["challenge"]
        solution: Any = solve_challenge(Challenge.from_dict(set_))
        return base64.b64encode(msgspec.json.encode({"challenge": set_, "solution": solution.to_dict()})).decode()


@pytest.fixture
def login(answers: list[str]) -> Login:
    return Login(answers)


@pytest.fixture
def edge(aws: None) -> Iterator[str]:
    """A stage behind CloudFront: the header's secret, and viewers' addresses that can be believed."""
    from chalicelib.settings import SETTINGS
    from chalicelib.storage import clients, keys

    name = f"{SETTINGS.parameters}/edge"
    clients.ssm().put_parameter(Name=name, Value="edge-secret", Type="SecureString")
    keys.forget()
    yield "edge-secret"
    clients.ssm().delete_parameter(Name=name)
    keys.forget()


class Member:
    """A reviewer of two schools with a telephone; each `code` is one the console has not seen yet."""

    password = "梧桐更兼细雨到黄昏点点滴滴"
    account = "fd-reviewer"
    id_number = "440524188001010014"

    def __init__(self, clock: Any) -> None:
        from chalicelib.usecases.staff.add_staff import NewStaff, add_staff

        self.clock = clock
        self.secret = ""
        new = NewStaff(
            account=self.account,
            name="演示初审",
            id_number=self.id_number,
            role=Role.REVIEWER,
            scope_kind="school",
            schools=(SchoolCode("X02"),),
            organisation="X02",
        )
        self.token = add_staff(new, bytes(16), clock())

    def code(self) -> str:
        self.clock.forward(seconds=30)
        return str(pyotp.TOTP(self.secret).at(self.clock() // 1000))

    def open(self, console: Browser) -> Reply:
        reply = console.post("/review/enrolment", {"token": self.token})
        self.secret = reply.json.get("secret", self.secret)
        return reply

    def confirm(self, console: Browser, **changes: str) -> Reply:
        form = {"token": self.token, "id_number": self.id_number, "password": self.password}
        code = changes.get("code") or self.code()
        return console.post("/review/enrolment/confirm", form | {"code": code} | changes)

    def sign_in(self, console: Browser, **changes: str) -> Reply:
        form = {"account": self.account, "password": self.password, "code": changes.get("code") or self.code()}
        return console.post("/review/session", form | changes)


@pytest.fixture
def newcomer(app: Any, clock: Any) -> Member:
    return Member(clock)


@pytest.fixture
def member(newcomer: Member, app: Any) -> Member:
    console = Browser(app, host="console")
    newcomer.open(console)
    assert newcomer.confirm(console).status == 204
    return newcomer

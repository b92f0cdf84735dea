"""Who takes part in a run over HTTP, and what of it is noted: a candidate, a member of staff, every exchange."""

from typing import Any, NamedTuple

import pyotp
import pytest

from chalicelib.domain.instants import Instant
from chalicelib.domain.staff import Staff
from chalicelib.handlers import cookies
from chalicelib.settings import SETTINGS
from chalicelib.storage import accounts, clients, people, sms, staff_sessions
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from tests import corpus
from tests.apiclient import Browser, Reply
from tests.security import paying, world


class Exchange(NamedTuple):
    host: str
    method: str
    path: str
    reply: Reply

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class Run:
    """`exchanges` as they happened; `secrets` by name: what nobody but its owner may ever see; `texts` as sent."""

    def __init__(self, app: Any, clock: Any, answers: list[str]) -> None:
        self.app, self.clock, self.answers = app, clock, answers
        self.exchanges: list[Exchange] = []
        self.secrets: dict[str, str] = {}
        self.texts: list[str] = []
        self.teller: paying.Teller

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        send = Browser.send

        def noted(browser: Browser, method: str, path: str, *rest: Any) -> Reply:
            reply = send(browser, method, path, *rest)
            self.exchanges.append(Exchange(browser.host, method, path, reply))
            self.secrets |= {f"cookie {name}": value for name, value in browser.cookies.items() if len(value) > 20}
            self.secrets |= {f"csrf {browser.host} {browser.csrf[-4:]}": browser.csrf} if browser.csrf else {}
            return reply

        patch.setattr(Browser, "send", noted)
        self.teller = paying.by_simulation(patch)
        patch.setitem(sms.ADAPTERS, "off", lambda _number, text, _: self.texts.append(text))


class Candidate:
    """Signs in with number, password and captcha."""

    def __init__(self, run: Run, person: world.Person, password: str) -> None:
        self.run, self.person, self.password = run, person, password
        self.browser = Browser(run.app)
        head = people.load(person.cid).head
        accounts.create_account(person.cid, person.id_number, password, 1, head=head)
        run.secrets |= {f"{person.name} number": person.id_number, f"{person.name} password": password}

    def sign_in(self, **changes: str) -> Reply:
        drawn = self.browser.post("/session/captcha").json
        right = {"id_number": self.person.id_number, "password": self.password}
        form = right | {"captcha_id": drawn["id"], "captcha": self.run.answers[-1]} | changes
        return self.browser.post("/session", form)

    def picture(self) -> str:
        """The id of an upload that went the whole way."""
        offer = {"content_type": "image/jpeg", "bytes": len(corpus.jpeg())}
        [form] = self.browser.post("/uploads", {"files": [offer]}).json["uploads"]
        clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=corpus.jpeg())
        self.run.secrets[f"slip {form['id']}"] = form["token"]
        assert self.browser.post(f"/uploads/{form['id']}/complete", {"token": form["token"]}).status == 200
        return str(form["id"])


def staff_number(order: int) -> str:
    return world.resident_number(800 + order)


def invited(like: Staff, order: int, now: Instant) -> str:
    """The token of an enrolment link."""
    new = NewStaff(
        account=like.account,
        name=like.name,
        id_number=staff_number(order),
        role=like.role,
        scope_kind=like.scope_kind,
        schools=like.schools,
        organisation=like.organisation,
    )
    return add_staff(new, bytes([order] * 16), now)


class Desk:
    """Enrols by the link, then signs in with password and code; step-up asks for another code."""

    def __init__(self, run: Run, like: Staff, order: int) -> None:
        self.run, self.account, self.console = run, like.account, Browser(run.app, host="console")
        self.password = f"案牍劳形之后仍需清醒 {order}"
        self.id, token = bytes([order] * 16).hex(), invited(like, order, run.clock())
        self.secret = self.console.post("/review/enrolment", {"token": token}).json["secret"]
        form = {"token": token, "id_number": staff_number(order), "password": self.password, "code": self.code()}
        assert self.console.post("/review/enrolment/confirm", form).status == 204
        secrets = {"number": staff_number(order), "password": self.password, "telephone": self.secret, "link": token}
        run.secrets |= {f"{like.name} {name}": value for name, value in secrets.items()}

    @property
    def member(self) -> Staff:
        """Who is signed in here."""
        found = staff_sessions.find(self.console.cookies[cookies.STAFF_COOKIE])
        assert found
        return found.staff

    def code(self) -> str:
        self.run.clock.forward(seconds=30)
        return str(pyotp.TOTP(self.secret).at(self.run.clock() // 1000))

    def sign_in(self) -> None:
        form = {"account": self.account, "password": self.password, "code": self.code()}
        assert self.console.post("/review/session", form).status == 200
        assert self.console.get("/review/session").status == 200

    def step_up(self) -> None:
        assert self.console.post("/review/session/step-up", {"code": self.code()}).status == 204

"""Candidates sign in and out: captcha, counters, one answer for all, cookies that end."""

from collections import Counter
from typing import Any

import msgspec
import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from chalicelib.domain.ids import Cid
from chalicelib.domain.sessions import Session
from chalicelib.storage import accounts, keys, passwords, people, signing
from chalicelib.storage.tables import RecordItem, SessionItem
from tests.apiclient import Browser, Reply
from tests.builders import CID, a_head
from tests.handlers.conftest import ID_NUMBER, PASSWORD, Login

pytestmark = pytest.mark.usefixtures("candidate")

UNKNOWN = "440524188001010014"
FRESH = "000000199001010038"


def bare(reply: Reply) -> tuple[int, Any, list[str]]:
    """All of an answer but its reference and the headers' values that change by themselves."""
    return reply.status, {**reply.json, "ref": ""}, sorted(reply.headers)


def test_a_login_names_the_tickets_and_starts_a_session(browser: Browser, login: Login) -> None:
    reply = login(browser, id_number=" 110105 19491231002x ")
    assert reply.status == 200
    assert reply.json["name"] == "演示甲"
    assert reply.json["tickets"][0]["number_masked"] == "00…001"
    assert set(browser.cookies) == {"__Host-kaoji", "__Host-kaoji-pre", "__Host-kaoji-device"}
    assert browser.get("/session").status == 200


def test_cookies_are_locked_to_the_host(browser: Browser, login: Login) -> None:
    for cookie in login(browser).headers["Set-Cookie"]:
        assert cookie.startswith("__Host-kaoji")
        assert all(word in cookie for word in ("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"))
        assert "Domain" not in cookie


def test_unknown_number_and_wrong_password_are_one_answer(browser: Browser, login: Login) -> None:
    wrong = login(browser, password="something-else")
    unknown = login(browser, id_number=UNKNOWN)
    malformed = login(browser, id_number="x")
    assert bare(wrong) == bare(unknown) == bare(malformed)
    assert (wrong.status, wrong.code) == (401, "login_failed")


def test_every_fault_of_a_captcha_is_one_answer(app: Any, browser: Browser, login: Login, clock: Any) -> None:
    elsewhere = Browser(app).post("/session", login.form(browser))
    wrong = login(browser, captcha="x")
    wrong_for_nobody = login(browser, captcha="x", id_number=UNKNOWN)
    strange = login(browser, captcha_id="../" * 1000)
    late = login.form(browser)
    clock.forward(seconds=120)
    expired = browser.post("/session", late)
    assert bare(elsewhere) == bare(wrong) == bare(wrong_for_nobody) == bare(strange) == bare(expired)
    assert (wrong.status, wrong.code) == (401, "captcha_wrong")


def test_a_captcha_works_once_right_or_wrong(browser: Browser, login: Login) -> None:
    form = login.form(browser)
    assert browser.post("/session", {**form, "captcha": "x"}).code == "captcha_wrong"
    assert browser.post("/session", form).code == "captcha_wrong"
    form = login.form(browser)
    assert browser.post("/session", {**form, "password": "wrong"}).code == "login_failed"
    assert browser.post("/session", form).code == "captcha_wrong"


def test_work_stands_in_for_a_captcha_once(browser: Browser, login: Login) -> None:
    """M1-03: for whoever cannot read the picture."""
    form = {"id_number": ID_NUMBER, "password": PASSWORD, "work": login.work(browser)}
    assert browser.post("/session", form).status == 200
    again = browser.post("/session", form)
    assert (again.status, again.code) == (401, "captcha_wrong")
    assert "无障碍验证" in again.json["message"]


def test_work_done_for_another_number_or_purpose_opens_nothing(browser: Browser, login: Login) -> None:
    for work in (login.work(browser, id_number=UNKNOWN), login.work(browser, "reset"), "x"):
        form = {"id_number": ID_NUMBER, "password": PASSWORD, "work": work}
        assert browser.post("/session", form).code == "captcha_wrong"


def test_setting_work_touches_no_table(browser: Browser, meter: Any) -> None:
    """Whether the number has an account plays no part."""
    with meter() as calls:
        known, unknown = (
            browser.post("/session/work", {"purpose": "login", "id_number": number}) for number in (ID_NUMBER, UNKNOWN)
        )
    assert calls == {}
    assert (known.status, sorted(known.json)) == (unknown.status, sorted(unknown.json)) == (200, ["challenge", "most"])


def test_a_captcha_is_a_picture_for_two_minutes(browser: Browser, clock: Any) -> None:
    reply = browser.post("/session/captcha")
    assert reply.status == 201
    assert reply.json["picture"] == "cGljdHVyZQ=="
    assert reply.json["expires"] - clock() == 120_000


def test_a_wrong_captcha_costs_no_try_and_no_hash(
    browser: Browser, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda *_: pytest.fail("hashed"))
    assert login(browser, captcha="x").code == "captcha_wrong"
    assert [item.pk for item in SessionItem.scan() if item.pk.startswith("TRY#")] == []


@pytest.mark.parametrize("changes", [{}, {"password": "wrong"}, {"id_number": UNKNOWN}], ids=["right", "wrong", "none"])
def test_a_login_reads_one_item_whoever_asks(
    browser: Browser, login: Login, meter: Any, changes: dict[str, str]
) -> None:
    """Beside security's own: the captcha is burnt, three caps counted, two tries read and reserved, or given back."""
    form = login.form(browser, **changes)
    with meter() as calls:
        browser.post("/session", form)
    assert [name for name in calls.names if "records" in name] == ["GetItem records"]
    own = Counter(name for name in calls.names if "records" not in name)
    reserved = {"DeleteItem sessions": 1, "UpdateItem sessions": 3, "BatchGetItem sessions": 1}
    given_back = {} if changes else {"UpdateItem sessions": 3, "BatchWriteItem sessions": 1}
    assert own == Counter(reserved) + Counter({"TransactWriteItems sessions": 1}) + Counter(given_back)


def test_unknown_and_known_accounts_cost_one_hash_each(
    browser: Browser, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def verify(_hasher: object, stored: str, _password: bytes) -> bool:
        hashed.append(stored[:31])
        raise VerifyMismatchError

    monkeypatch.setattr("argon2.PasswordHasher.verify", verify)
    accounts.create_account(Cid("0" * 31 + "2"), FRESH, FRESH[-6:], 1)
    login(browser)
    login(browser, id_number=UNKNOWN)
    login(browser, id_number=FRESH, password=FRESH[-6:])
    assert hashed == ["$argon2id$v=19$m=19456,t=2,p=1$"] * 3


def test_an_initial_password_opens_nothing(browser: Browser, login: Login) -> None:
    people.create(a_head(cid="0" * 31 + "2"), UNKNOWN)
    accounts.create_account("0" * 31 + "2", UNKNOWN, UNKNOWN[-6:], 1)  # type: ignore[arg-type]
    reply = login(browser, id_number=UNKNOWN, password=UNKNOWN[-6:])
    assert (reply.status, reply.code) == (403, "activation_required")
    assert "激活账户" in reply.json["message"]
    assert "__Host-kaoji" not in browser.cookies
    assert [item for item in SessionItem.scan() if item.pk.startswith("TRY#")]


def test_no_hash_is_kept_of_an_initial_password_and_no_other_one_is_it(browser: Browser, login: Login) -> None:
    cid = Cid("0" * 31 + "2")
    accounts.create_account(cid, UNKNOWN, UNKNOWN[-6:], 1)
    account = accounts.find(keys.person(UNKNOWN))
    assert account
    assert (account.hash, account.activated) == ("", False)
    for wrong in ("", ID_NUMBER[-6:], UNKNOWN[-6:] + "0"):
        assert login(browser, id_number=UNKNOWN, password=wrong).code == "login_failed"


def test_logout_ends_every_device(app: Any, browser: Browser, login: Login) -> None:
    other = Browser(app)
    assert login(browser).status == login(other).status == 200
    ended = browser.post("/session/end")
    assert ended.status == 204
    assert ended.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "__Host-kaoji" not in browser.cookies
    assert people.load(CID).head.epoch == accounts.find(keys.person(ID_NUMBER)).epoch == 2  # type: ignore[union-attr]
    session = signing.read("candidate-session", other.cookies["__Host-kaoji"], Session)
    with pytest.raises(Exception, match="登录已过期"):
        people.load(CID, epoch=session.epoch if session else 0)


def test_a_session_ended_before_cannot_end_a_later_one(app: Any, browser: Browser, login: Login) -> None:
    old = Browser(app)
    login(old), login(browser)
    browser.post("/session/end")
    login(browser)
    assert old.post("/session/end").status == 204
    assert people.load(CID, epoch=2).head.epoch == 2


def test_a_login_ignores_every_session_the_browser_brings(browser: Browser, login: Login, clock: Any) -> None:
    login(browser)
    planted = browser.cookies["__Host-kaoji"]
    clock.forward(seconds=1)
    login(browser)
    assert browser.cookies["__Host-kaoji"] != planted


def test_a_session_slides_and_ends(browser: Browser, login: Login, clock: Any) -> None:
    login(browser)
    for _ in range(25):
        clock.forward(minutes=19)
        assert browser.get("/session").status == 200
    clock.forward(minutes=5, seconds=1)
    assert (browser.get("/session").status, browser.get("/session").code) == (401, "signed_out")


def test_every_answer_says_when_the_session_ends(browser: Browser, login: Login, clock: Any) -> None:
    """In the header, counted from the cookie and not from the call: a young cookie is not renewed."""
    began = clock()
    assert login(browser).headers["X-Until"] == str(began + 20 * 60_000)
    clock.forward(seconds=40)
    assert browser.get("/home").headers["X-Until"] == str(began + 20 * 60_000)
    clock.forward(minutes=1)
    assert browser.get("/home").headers["X-Until"] == str(clock() + 20 * 60_000)
    assert browser.get("/session").json["idle_until"] == clock() + 20 * 60_000
    for _ in range(25):
        clock.forward(minutes=19)
        browser.get("/home")
    assert browser.get("/session").json["idle_until"] == browser.get("/session").json["until"] == began + 8 * 3_600_000


def test_twenty_idle_minutes_end_a_session(browser: Browser, login: Login, clock: Any) -> None:
    login(browser)
    clock.forward(minutes=20)
    assert browser.get("/session").status == 401


def test_a_young_cookie_is_not_renewed(browser: Browser, login: Login, clock: Any) -> None:
    login(browser)
    clock.forward(seconds=60)
    assert "Set-Cookie" not in browser.get("/session").headers
    clock.forward(seconds=1)
    assert "Set-Cookie" in browser.get("/session").headers


def test_a_hash_of_older_parameters_is_renewed(browser: Browser, login: Login) -> None:
    person = keys.person(ID_NUMBER)
    account = accounts.find(person)
    assert account
    weak = msgspec.structs.replace(account, hash=PasswordHasher(1, 8192, 1).hash(PASSWORD.encode()))
    RecordItem(accounts.partition(person), "-").update([RecordItem.body.set(msgspec.json.encode(weak).decode())])
    assert login(browser).status == 200
    renewed = accounts.find(person)
    assert renewed
    assert renewed.hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert login(browser).status == 200

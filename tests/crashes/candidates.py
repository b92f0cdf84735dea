"""What a signed-in candidate changes."""

from typing import Any

from chalicelib.domain.accounts import Deed, with_mobile
from chalicelib.domain.accounts import Doing as Deeds
from chalicelib.domain.audit import Actor
from chalicelib.domain.reviews import RETURN
from chalicelib.settings import SETTINGS
from chalicelib.storage import accounts, clients, keys, people
from tests import corpus
from tests.apiclient import Browser
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand, told
from tests.security import world
from tests.stored import open_windows

OLD, NEW = "竹外桃花三两枝 2026", "白日放歌须纵酒 2026"
MOBILE = "13000000303"
STEP = {"target": "new", "step": "courses", "body": {"units": ["00015"]}, "ver": 0}
CASE = f"{world.FIRST.cid}."


def enter(at: Stand, password: str = "") -> Browser:
    """FIRST on the record while everything is open; with a login where the scenario needs one."""
    world.enter(world.FIRST)
    open_windows()
    if password:
        accounts.create_account(
            world.FIRST.cid, world.FIRST.id_number, password, 1, head=people.load(world.FIRST.cid).head
        )
    return at.candidate()


def name_mobile(at: Stand) -> None:
    person = keys.person(world.FIRST.id_number)
    account = accounts.find(person)
    assert account
    deed = Deed(doing=Deeds.MOBILE_SET, at=at.clock(), by=Actor(kind="staff", id="1" * 32))
    sealed = keys.seal(MOBILE, cid=account.cid, attribute="mobile")
    accounts.commit_account(person, with_mobile(account, sealed, deed))


def posting(browser: Browser, path: str, body: object = None, *, key: bool = False) -> Doing:
    """The same request, always with the same key where it has one."""
    more: dict[str, Any] = {"idempotency_key": world.a_key()} if key else {}
    return lambda: told(browser.post(path, body, **more))


@scenario("POST /t/{ref}/exemptions", "three courses with their drafts")
def submit(at: Stand) -> Doing:
    browser = enter(at)
    for step in ("courses", "u-00015"):
        assert browser.send("PUT", "/t/1/drafts/exemption", STEP | {"step": step}).status == 200
    return posting(browser, "/t/1/exemptions", world.form(world.FIRST, "00015", "00320", "00316"), key=True)


@scenario("POST /t/{ref}/exemptions/{no}/rounds", "beside a standing round")
def change(at: Stand) -> Doing:
    browser = enter(at)
    [no] = world.submit(browser)
    body = {"item": {"unit": "00015", "credentials": [world.credential(note="改")]}, "ver": 1}
    return posting(browser, f"/t/1/exemptions/{no}/rounds", body, key=True)


@scenario("POST /t/{ref}/exemptions/{no}/rounds", "after a return")
def mend(at: Stand) -> Doing:
    browser = enter(at)
    [no] = world.submit(browser)
    school = at.desk(world.SCHOOL_DESK)
    assert world.decide(school, CASE + no, RETURN, items=[{"part": 0, "reasons": ["EX14"]}]).status == 200
    body = {"item": {"unit": "00015", "credentials": [world.credential(note="补")]}, "ver": 2}
    return posting(browser, f"/t/1/exemptions/{no}/rounds", body, key=True)


@scenario("POST /applications/{no}/withdrawal")
def withdraw(at: Stand) -> Doing:
    browser = enter(at)
    [no] = world.submit(browser)
    return posting(browser, f"/applications/{no}/withdrawal", {"ver": 1}, key=True)


@scenario("POST /t/{ref}/supplements")
def register(at: Stand) -> Doing:
    browser = enter(at)
    return posting(browser, "/t/1/supplements", {"notice_version": world.NOTICE, "item": world.supplement()}, key=True)


@scenario("POST /t/{ref}/supplements/{no}/rounds")
def register_again(at: Stand) -> Doing:
    browser = enter(at)
    form = {"notice_version": world.NOTICE, "item": world.supplement()}
    sent = browser.post("/t/1/supplements", form, idempotency_key=world.a_key())
    [one] = sent.json["applications"]
    body = {"item": world.supplement() | {"score": "70"}, "ver": 1}
    return posting(browser, f"/t/1/supplements/{one['no']}/rounds", body, key=True)


@scenario("PUT /t/{ref}/drafts/{business}", "a first step")
def save(at: Stand) -> Doing:
    browser = enter(at)
    return lambda: told(browser.send("PUT", "/t/1/drafts/exemption", STEP))


@scenario("PUT /t/{ref}/drafts/{business}", "over an earlier one")
def save_over(at: Stand) -> Doing:
    browser = enter(at)
    assert browser.send("PUT", "/t/1/drafts/exemption", STEP).status == 200
    return lambda: told(browser.send("PUT", "/t/1/drafts/exemption", STEP | {"ver": 1, "body": {"units": []}}))


# Every step goes in the version that was read, by a call of its own: what a crash leaves waits for the next asking.
@scenario("POST /t/{ref}/drafts/{business}/discard", crumbs=(r" D#",))
def discard(at: Stand) -> Doing:
    browser = enter(at)
    for step in ("courses", "u-00015", "u-00320"):
        assert browser.send("PUT", "/t/1/drafts/exemption", STEP | {"step": step}).status == 200
    return posting(browser, "/t/1/drafts/exemption/discard", {"target": "new"})


@scenario("POST /uploads")
def offer(at: Stand) -> Doing:
    """Nothing but the day's count is written."""
    return posting(enter(at), "/uploads", {"files": [{"content_type": "image/jpeg", "bytes": 9}]})


def sent_picture(browser: Browser) -> tuple[str, str]:
    data = corpus.jpeg(200, 150)
    files = [{"content_type": "image/jpeg", "bytes": len(data)}]
    [form] = browser.post("/uploads", {"files": files}).json["uploads"]
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=data)
    return form["id"], form["token"]


# Copies come before the item that names them, and the entry for duplicates after it.
PICTURES = (r"^accepted ", r"^registry PIX#", r"^records \S+ U#")


@scenario("POST /uploads/{upload}/complete", crumbs=PICTURES, passing=("I18",))
def complete(at: Stand) -> Doing:
    browser = enter(at)
    upload, token = sent_picture(browser)
    return posting(browser, f"/uploads/{upload}/complete", {"token": token})


@scenario("POST /uploads/links")
def link(at: Stand) -> Doing:
    return posting(enter(at), "/uploads/links", {"ids": [f"{world.FIRST.uploads[0]:032x}"]})


@scenario("POST /messages/read")
def read(at: Stand) -> Doing:
    browser = enter(at)
    [no] = world.submit(browser)
    school = at.desk(world.SCHOOL_DESK)
    assert world.decide(school, CASE + no, RETURN, items=[{"part": 0, "reasons": ["EX14"]}]).status == 200
    newest = browser.get("/messages").json["messages"][0]["id"]
    return posting(browser, "/messages/read", {"up_to": newest})


@scenario("POST /reminders")
def remind(at: Stand) -> Doing:
    return posting(enter(at), "/reminders", {"business": "photo", "on": True})


# Of two that change a login at once one is told that it was overtaken.
@scenario("POST /channels", refusals=("409 conflict",))
def choose_channels(at: Stand) -> Doing:
    browser = enter(at, OLD)
    return posting(browser, "/channels", {"sms": False, "email": True, "address": "someone@example.cn"})


# Whoever asks again does so with a session that his own first request ended.
@scenario("POST /session/password", refusals=("401 signed_out", "409 conflict", "429 too_many"))
def change_password(at: Stand) -> Doing:
    browser = enter(at, OLD)
    return posting(browser, "/session/password", {"current": OLD, "password": NEW})


@scenario("POST /session/end")
def sign_out(at: Stand) -> Doing:
    return posting(enter(at, OLD), "/session/end")

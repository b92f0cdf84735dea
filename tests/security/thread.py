"""One whole run over HTTP, from the first captcha to the granted record, every route of the API on its way."""

from typing import Any

from tests.apiclient import Browser
from tests.security import arriving, graduating, officing, paying, transferring, world
from tests.security.actors import Candidate, Desk, Run

WORDS = "成绩单第二页看不清，请重拍"
# A plan with add-ons, and what-ifs that show sets, rules, transfers and what no source tells.
AUDITS = ("/t/1/degree-audit?what_if=JS-040106-2024,GD-081001-2023,JS-120402-2024",)
FAULT: dict[str, Any] = {"items": [{"part": 0, "reasons": ["EX14"], "words": WORDS}], "words": WORDS}


def whole(run: Run) -> None:
    """Submit, change, return, mend, pass, approve; with a wrong password, a refusal and a lapse on the way."""
    candidate = Candidate(run, world.FIRST, "竹外桃花三两枝 2026")
    assert candidate.sign_in(password="竹外桃花三两支 2026").status == 401
    wanted = {"purpose": "login", "id_number": world.FIRST.id_number}
    assert candidate.browser.post("/session/work", wanted).status == 200
    assert candidate.sign_in().status == 200
    school, city = Desk(run, world.SCHOOL_DESK, 1), Desk(run, world.CITY_DESK, 2)
    no, other = _apply(candidate)
    school.sign_in()
    _look(school)
    case, rejected = f"{world.FIRST.cid}.{no}", f"{world.FIRST.cid}.{other}"
    decided = [world.decide(school.console, case, "return", reasons=["EX14"], **FAULT)]
    decided += [world.decide(school.console, rejected, "reject", reasons=["EX15"], words=WORDS)]
    run.clock.forward(seconds=1)
    browser = candidate.browser
    assert browser.get(f"/applications/{no}").json["rounds"][0]["parts"][0]["verdict"]["words"] == WORDS
    decided += [world.next_round(browser, no, 2)]
    for what in ("lease", "reveal"):
        assert school.console.post(f"/review/cases/{case}/{what}").status == 200
    decided += [world.decide(school.console, case, "pass", words=WORDS)]
    city.sign_in()
    city.step_up()
    decided += [world.decide(city.console, case, "pass")]
    assert [reply.status for reply in decided] == [200] * len(decided)
    assert browser.get(f"/applications/{no}").json["state"] == "approved"
    _attest(run, browser, no)
    _supplement(run, candidate, school)
    _graduate(run, candidate, school, city)
    _pay(run, browser)
    _move(run, browser, school, city)
    _read(browser)
    assert browser.post("/reminders", {"business": "photo", "on": True}).status == 204
    chosen = {"sms": False, "email": True, "address": "someone@example.cn"}
    run.secrets["mailbox"] = chosen["address"]
    assert browser.post("/channels", chosen).json == browser.get("/channels").json
    newest = browser.get("/messages").json["messages"][0]["id"]
    assert browser.post("/messages/read", {"up_to": newest}).json == {"unread": 0}
    assert city.console.post("/review/session/end").status == 204
    assert browser.post("/session/end").status == 204
    assert browser.get("/home").status == 401


def _attest(run: Run, browser: Browser, no: str) -> None:
    """A code is made, checked by a stranger who mistyped it first, and revoked."""
    path, stranger = f"/applications/{no}/attestation", Browser(run.app)
    run.secrets["code to check"] = code = browser.post(path, {"months": 3, "ver": 0}).json["code"]
    assert stranger.post("/verify", {"code": code[:-1]}).status == 404
    assert stranger.post("/verify", {"code": code}).json["shown"]["outcome"] == "准予免考"
    assert (seen := browser.get(path).json)["looks"] == 1
    assert browser.post(f"{path}/revocation", {"ver": seen["ver"]}).json["validity"] == "revoked"
    assert stranger.post("/verify", {"code": code}).json["shown"] is None


def _move(run: Run, browser: Browser, school: Desk, city: Desk) -> None:
    """One ticket leaves, for another something arrives, which the school signs under a fresh code."""
    transferring.leave(browser, school.console, city.console)
    run.clock.forward(seconds=30)
    school.step_up()
    arriving.come(browser, school.console, run.clock())


def _pay(run: Run, browser: Browser) -> None:
    """A fee, paid and given back by two of the office; and once more, by hand."""
    office, cashier = Desk(run, world.OFFICE, 3), Desk(run, world.CASHIER, 4)
    for desk in (office, cashier):
        desk.sign_in()
    paying.pay_and_give_back(run.teller, browser, (office.console, cashier.console), run.clock)
    run.secrets["colleague's link"] = officing.work(office.console, cashier.console, run.clock(), cashier.member)


def _supplement(run: Run, candidate: Candidate, school: Desk) -> None:
    """Registered, changed beside the standing round, and approved by the school alone."""
    browser, item = candidate.browser, world.supplement()
    step = {"target": "new", "step": "score", "body": {"course": "00005"}, "ver": 0}
    assert browser.send("PUT", "/t/1/drafts/supplement", step).status == 200
    form = {"notice_version": world.NOTICE, "item": item}
    sent = browser.post("/t/1/supplements", form, idempotency_key=world.a_key())
    [no] = [one["no"] for one in sent.json["applications"]]
    changed = {"item": item | {"score": "70"}, "ver": 1}
    assert browser.post(f"/t/1/supplements/{no}/rounds", changed, idempotency_key=world.a_key()).status == 200
    assert browser.get("/t/1/supplements").json["rows"][0]["score"] == "70"
    assert browser.get(f"/applications/{no}").json["business_text"] == "成绩补登"
    school.step_up()
    assert world.decide(school.console, f"{world.FIRST.cid}.{no}", "pass").status == 200


def _graduate(run: Run, candidate: Candidate, school: Desk, city: Desk) -> None:
    """Photographed, filled in, sent, changed beside the standing round, reviewed, signed, approved."""
    browser = candidate.browser
    photo, token = graduating.photograph(browser)
    run.secrets[f"slip {photo}"] = token
    assert browser.post(f"/t/1/photo/{photo}/complete", {"token": token}).status == 200
    assert browser.get("/t/1/graduation").json["photo"]["id"] == photo
    no = graduating.submit(browser, photo=photo)
    body = {"item": graduating.item(browser, photo=photo), "ver": 1}
    changed = browser.post(f"/t/1/graduation/{no}/rounds", body, idempotency_key=world.a_key())
    assert changed.status == 200, changed.body.decode()
    case = f"{world.FIRST.cid}.{no}"
    graduating.read_register(browser, school.console, no)
    assert [graduating.approve(school.console, case).status for _ in range(2)] == [200, 200]
    assert browser.get("/t/1/graduation").json["sent"]["state"] == "under_review"
    city.step_up()
    approved = graduating.approve(city.console, case)
    assert approved.json["state"] == "approved"
    school.step_up()
    graduating.print_registers(school.console)
    assert browser.get(f"/applications/{no}").json["business_text"] == "申请毕业"


def _apply(candidate: Candidate) -> tuple[str, str]:
    """Two applications that stand and one withdrawn; drafts, uploads and links before."""
    browser, cid = candidate.browser, world.FIRST.cid
    _read(browser)
    uploads = [candidate.picture()]
    assert browser.post("/uploads/links", {"ids": uploads}).status == 200
    step = {"target": "new", "step": "u-00015", "body": {"credentials": [world.credential()]}, "ver": 0}
    assert browser.send("PUT", "/t/1/drafts/exemption", step).status == 200
    assert browser.get("/t/1/drafts/exemption").status == 200
    assert browser.post("/t/1/drafts/exemption/discard", {"target": "new"}).status == 204
    refused = browser.post("/t/1/exemptions", world.form(uploads=["0" * 32]), idempotency_key=world.a_key())
    assert refused.status == 422
    no, gone, other = world.submit(browser, world.FIRST, "00015", "00320", "00316", uploads=uploads)
    withdrawn = browser.post(f"/applications/{gone}/withdrawal", {"ver": 1}, idempotency_key=world.a_key())
    assert withdrawn.status == 200
    assert browser.get(f"/applications/{cid[:26].upper()}").status == 404
    assert browser.get("/home").json["under_way"]
    assert browser.get("/exemptions/wallet").json["credentials"]
    return no, other


def _read(browser: Browser) -> None:
    paths = ("/session", "/home?t=1", "/t/1/scores", "/t/1/exemptions", "/healthz", "/readyz", "/version", "/majors")
    assert {browser.get(path).status for path in (*paths, *AUDITS)} == {200}


def _look(desk: Desk) -> None:
    """Queue, next, what is one's own, and given back."""
    assert desk.console.get("/review/queue?business=exemption").status == 200
    case = world.take(desk.console)
    assert desk.console.get("/review/mine").json["rows"][0]["id"] == case
    assert desk.console.get(f"/review/cases/{case}/degree-audit").status == 200
    assert desk.console.post(f"/review/cases/{case}/release").status == 204

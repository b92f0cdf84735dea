"""The part of the run in which somebody signs in for the first time, changes the password and forgets it."""

import re

from chalicelib.domain.ids import Cid
from chalicelib.domain.passwords import initial
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from chalicelib.usecases.accounts.set_mobile import set_mobile
from tests.security import world
from tests.security.actors import Candidate, Run

THIRD = world.Person(
    Cid("c" * 32), "丙辰巳·演示", world.resident_number(3), (world.a_ticket(number="990303000004"),), ()
)
MOBILE = "13000000303"
FIRST, SECOND, LAST = "孤帆远影碧空尽 2026", "唯见长江天际流 2026", "烟花三月下扬州 2026"


def first_use(run: Run) -> None:
    """Initial password, printed code; a change; a code by message, from the telephone to the page."""
    world.enter(THIRD)
    candidate = Candidate(run, THIRD, initial(THIRD.id_number))
    del run.secrets[f"{THIRD.name} password"]  # six digits are found anywhere
    set_mobile(THIRD.id_number, MOBILE, world.OPERATOR, run.clock())
    code = issue_code(Order(id_number=THIRD.id_number), world.OPERATOR, bytes(range(16)), run.clock()).code
    run.secrets |= {"mobile": MOBILE, "printed code": code, "first": FIRST, "second": SECOND, "third": LAST}
    slip = candidate.sign_in().json["slip"]
    run.secrets["activation slip"] = slip
    form = {"slip": slip, "id_number": THIRD.id_number, "fact": "code", "value": code, "password": FIRST}
    browser = candidate.browser
    assert browser.post("/session/activation", form).status == 200
    assert browser.post("/session/password", {"current": FIRST, "password": SECOND}).status == 204
    number = {"id_number": THIRD.id_number}
    drawn = browser.post("/session/captcha").json
    gate = {"captcha_id": drawn["id"], "captcha": run.answers[-1]}
    assert browser.post("/session/reset/code", number | gate).status == 202
    sent = re.findall(r"\d{6}", run.texts[-1])[0]
    reset = number | {"way": "sms", "code": sent, "password": LAST}
    assert browser.post("/session/reset", reset | {"code": "x"}).status == 401
    assert browser.post("/session/reset", reset).status == 200
    assert [line["by"] for line in browser.get("/me/data").json["log"]][-1] == "系统管理人员（市考办）"

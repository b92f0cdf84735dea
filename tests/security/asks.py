"""How each route is asked for something that it would do, if only the right person asked."""

import json
import re
from collections.abc import Callable
from typing import Any

from chalicelib.domain.ids import No
from chalicelib.handlers import http
from chalicelib.handlers.http import Route
from infra.local import simulated
from tests.apiclient import Browser, Reply
from tests.security import arriving, entering, giving_back, graduating, officing, transferring, world
from tests.security.scene import CANDIDATES, FILE, PASSWORD, STAFF, Scene

# Second ways to ask: for the case that waits for the city, and for one that nobody holds.
AT_CITY, UNHELD = "at the city", "unheld"

# Gets the scene, who asks, and the browser he asks with.
Body = Callable[[Scene, str, Browser], Any]


def route(name: str) -> Route:
    """A name is method, path and, for a second way to ask, more words."""
    method, path, *_ = name.split(" ", 2)
    [found] = [one for one in http.ROUTES if (one.method, one.path) == (method, path)]
    return found


def way(name: str, who: str) -> str:
    """How this member of staff asks for a case of his own stage."""
    return f"{name} {AT_CITY}" if who == "city" and f"{name} {AT_CITY}" in BODIES else name


def person(who: str) -> world.Person:
    return CANDIDATES.get(who, world.FIRST)


def places(scene: Scene, name: str, who: str) -> dict[str, str]:
    """What stands in the address: always things of the applicant, in the asker's own ticket."""
    at_city = name.endswith(AT_CITY)
    others = {"supplements": scene.supplement, "graduation": scene.graduation}
    others |= {"transfer-out": scene.transfer, "transfer-in": scene.arrival, "revocation": scene.attested}
    others |= {"POST /applications/{no}/attestation": scene.approved, "attestation": scene.attested}
    return {
        "ref": str(_leaving_ref(who) if "transfer-out" in name else _coming_ref(who, name)),
        "business": "exemption",
        "no": next((no for word, no in others.items() if word in name), scene.exemption),
        "upload": (scene.portraits if "photo" in name else scene.pictures)[world.FIRST]["id"],
        "case": scene.case(scene.at_city if at_city else scene.graduation if "register" in name else scene.exemption),
        "order": scene.order,
        "provider": simulated.NAME,
        "staff": scene.desks["other-school"].id,
        "ask": scene.granted if name.endswith("/file") else scene.ask,
    }


def address(name: str, given: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: given[found[1]], name.split(" ")[1])


def ask(scene: Scene, name: str, who: str, browser: Browser, **changes: Any) -> Reply:
    """`given` replaces what the address names, `headers` those of the request; `body` is as prepared before."""
    asked = route(name)
    given = places(scene, name, who) | changes.get("given", {})
    headers = {"idempotency_key": world.a_key()} if asked.keyed else {}
    body = changes["body"] if asked.is_mutation else None
    return browser.send(asked.method, address(name, given), body, headers | changes.get("headers", {}))


def prepared(scene: Scene, name: str, who: str, browser: Browser) -> Any:
    """The body of the request, and whatever must be so before it is sent."""
    return BODIES.get(name, lambda *_: {})(scene, who, browser)


def _submission(_scene: Scene, who: str, _browser: Browser) -> Any:
    return world.form(person(who), "00316", number="201706113100246")


def _supplement(scene: Scene, who: str, _browser: Browser, **changes: Any) -> Any:
    own = [f"{person(who).uploads[0]:032x}"]
    return world.supplement(uploads=own, **changes)


def _new_supplement(scene: Scene, who: str, browser: Browser) -> Any:
    item = _supplement(scene, who, browser, course="00009")
    return {"notice_version": world.NOTICE, "item": item}


def _next_round(_scene: Scene, who: str, _browser: Browser) -> Any:
    return {"item": world.form(person(who), note="第二次")["items"][0], "ver": 1}


def _next_supplement(scene: Scene, who: str, browser: Browser) -> Any:
    return {"item": _supplement(scene, who, browser, score="70"), "ver": 1}


def _whole(scene: Scene, who: str) -> Any:
    """By another browser of the same person: looking at the scores brings a fresh token."""
    return graduating.item(scene.browser("candidate", scene.jars[who]), person(who), _ref(who))


def _leaving(scene: Scene, who: str) -> Any:
    return transferring.item(scene.browser("candidate", scene.jars[who]), _leaving_ref(who))


def _leaving_ref(who: str) -> int:
    """People leave with a ticket that they have nothing else under way with."""
    return transferring.REF if who in ("owner", "other") else _ref(who)


def _coming_ref(who: str, name: str) -> int:
    refs = {"owner": arriving.REF, "ticket": 1} | ({"other": arriving.REF} if "{no}" in name else {})
    return refs.get(who, _ref(who)) if "transfer-in" in name else _ref(who)


def _agreed(scene: Scene, who: str, _: Browser) -> Any:
    return arriving.agreement(scene.browser("candidate", scene.jars[who]), _coming_ref(who, "transfer-in"))


def _ref(who: str) -> int:
    return 2 if who == "ticket" else 1


def _photographed(scene: Scene, _who: str, _browser: Browser) -> Any:
    scene.arrive()
    return {"token": scene.portraits[world.FIRST]["token"]}


def _complete(scene: Scene, _who: str, _browser: Browser) -> Any:
    scene.arrive()
    return {"token": scene.pictures[world.FIRST]["token"]}


def _held(no: str, by: str = "") -> Body:
    """A case that the asker holds, or whom `by` names."""

    def hold(scene: Scene, who: str, _browser: Browser) -> Any:
        if who in STAFF:
            scene.hold(getattr(scene, no), by or who)
        return {}

    return hold


def _decision(no: str) -> Body:
    """What the page of the present version sends, from a desk that holds the case."""

    def decide(scene: Scene, who: str, browser: Browser) -> Any:
        _held(no)(scene, who, browser)
        return scene.seen(getattr(scene, no)) | {"outcome": "pass"}

    return decide


def _to_sign(scene: Scene, _who: str, _browser: Browser) -> Any:
    """The applicant's graduation has passed the school, is paid, and waits for the signature."""
    reply = graduating.approve(scene.browser("console", scene.jars["school"]), scene.case(scene.graduation))
    assert reply.status == 200, reply.body.decode()
    scene.pay(scene.graduation)
    return {"of": "signing"}


_CASE = "POST /review/cases/{case}"
BODIES: dict[str, Body] = {
    "POST /session/work": lambda *_: {"id_number": world.FIRST.id_number, "purpose": "login"},
    "POST /session": entering.login,
    "POST /session/activation": entering.activation,
    "POST /session/reset/code": lambda scene, _who, browser: (
        {"id_number": world.FIRST.id_number} | entering.gate(scene, browser)
    ),
    "POST /session/reset": entering.reset,
    "POST /session/password": lambda *_: {"current": PASSWORD, "password": entering.OTHER_WORDS},
    "POST /messages/read": lambda scene, *_: {"up_to": scene.newest},
    "POST /reminders": lambda *_: {"business": "photo", "on": True},
    "POST /channels": lambda *_: {"sms": False, "email": True, "address": "someone@example.cn"},
    "PUT /t/{ref}/drafts/{business}": lambda *_: {"target": "new", "step": "u-00015", "body": {}, "ver": 0},
    "POST /t/{ref}/drafts/{business}/discard": lambda *_: {"target": "new"},
    "POST /t/{ref}/exemptions": _submission,
    "POST /t/{ref}/exemptions/{no}/rounds": _next_round,
    "POST /t/{ref}/supplements": _new_supplement,
    "POST /t/{ref}/supplements/{no}/rounds": _next_supplement,
    "POST /t/{ref}/graduation": lambda scene, who, _: {"notice_version": world.NOTICE, "item": _whole(scene, who)},
    "POST /t/{ref}/graduation/{no}/rounds": lambda scene, who, _: {"item": _whole(scene, who), "ver": 1},
    "POST /t/{ref}/transfer-out": lambda scene, who, _: {"notice_version": world.NOTICE, "item": _leaving(scene, who)},
    "POST /t/{ref}/transfer-out/{no}/rounds": lambda scene, who, _: {"item": _leaving(scene, who), "ver": 1},
    "POST /t/{ref}/transfer-in/{no}/confirmation": _agreed,
    "POST /t/{ref}/photo": lambda *_: graduating.offer(),
    "POST /t/{ref}/photo/{upload}/complete": _photographed,
    "POST /applications/{no}/withdrawal": lambda *_: {"ver": 1},
    "POST /applications/{no}/attestation": lambda *_: {"months": 3, "ver": 0},
    "POST /applications/{no}/attestation/revocation": lambda *_: {"ver": 1},
    "POST /verify": lambda scene, *_: {"code": scene.code},
    "POST /uploads": lambda *_: {"files": [{"content_type": "image/jpeg", "bytes": len(FILE)}]},
    "POST /uploads/links": lambda _scene, who, _browser: {"ids": [f"{one:032x}" for one in person(who).uploads]},
    "POST /uploads/{upload}/complete": _complete,
    "POST /orders": lambda scene, *_: {"case": scene.owed, "way": "native"},
    "POST /payments/{provider}/notify": lambda scene, *_: json.loads(scene.channel.notice(No(scene.open))),
    **officing.BODIES,
    "POST /review/orders/{order}/refund": giving_back.asking,
    "POST /review/orders/{order}/refund/approval": giving_back.approval,
    "POST /review/orders/{order}/by-hand": giving_back.ended,
    "POST /review/orders/{order}/by-hand/approval": giving_back.ended_approval,
    "POST /review/enrolment": lambda scene, *_: {"token": scene.link},
    "POST /review/enrolment/confirm": entering.confirm,
    "POST /review/session": entering.staff_login,
    "POST /review/session/step-up": entering.step_up,
    "POST /review/registers": _to_sign,
    "POST /review/queue/next": lambda *_: {"business": world.CASE},
    f"{_CASE}/reveal": _held("exemption"),
    f"{_CASE}/release": _held("exemption", "school"),
    f"{_CASE}/decision": _decision("exemption"),
    f"{_CASE}/decision {UNHELD}": lambda scene, *_: scene.seen(scene.exemption) | {"outcome": "pass"},
    f"{_CASE}/reveal {AT_CITY}": _held("at_city"),
    f"{_CASE}/release {AT_CITY}": _held("at_city", "city"),
    f"{_CASE}/decision {AT_CITY}": _decision("at_city"),
}

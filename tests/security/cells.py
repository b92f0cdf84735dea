"""One cell of the matrix: somebody asks a route, rightly or with one thing wrong, and everything that follows."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from chalicelib.handlers import http
from chalicelib.handlers.guards import ANY_HOST
from chalicelib.handlers.http import Route
from tests.apiclient import Reply
from tests.security import asks, world
from tests.security.jars import Jar
from tests.security.scene import CANDIDATES, NEWCOMER, STAFF, WHO, Scene
from tests.security.shelf import stored
from tests.security.table import TABLE

_MOVING = {"x-now", "date", "content-length"}
# Whose things somebody may see and change; for the others this is nobody.
OF_OWN = CANDIDATES | {"school": world.FIRST, "city": world.FIRST, "office": world.FIRST}
# Ending a session twice is no secret.
_BLIND = "POST /session/end"


class Wrong(NamedTuple):
    """What is wrong with a request of somebody entitled, and how it is refused."""

    status: int
    code: str
    headers: dict[str, str | None] = {}  # noqa: RUF012
    jar: str = ""


_FOREIGN: dict[str, dict[str, str | None]] = {
    "plain text": {"content_type": "text/plain"},
    "no type": {"content_type": None},
    "another site": {"sec_fetch_site": "cross-site"},
    "a sibling host": {"sec_fetch_site": "same-site"},
    "an address typed": {"sec_fetch_site": "none"},
    "another origin": {"sec_fetch_site": None, "origin": "https://evil.example"},
    "no origin": {"sec_fetch_site": None, "origin": None},
    "a hidden origin": {"sec_fetch_site": None, "origin": "null"},
}
PAGE = {name: Wrong(403, "foreign_request", headers) for name, headers in _FOREIGN.items()}
TOKEN = {
    "no token": Wrong(403, "foreign_request", {"x_csrf": None}),
    "a made-up token": Wrong(403, "foreign_request", {"x_csrf": "1AAAA"}),
    "another's token": Wrong(403, "foreign_request", jar="stolen"),
}
HOST = {
    "the other host": Wrong(404, "unknown", {"x_kaoji_host": "other"}),
    "no host": Wrong(404, "unknown", {"x_kaoji_host": None}),
}
AGE = {"a session of yesterday": Wrong(401, "signed_out", jar="lapsed")}
EPOCH = {"a session ended elsewhere": Wrong(401, "signed_out", jar="ended")}
KEY = {
    "no key": Wrong(400, "malformed", {"idempotency_key": None}),
    "a short key": Wrong(400, "malformed", {"idempotency_key": "short"}),
}
WRONGS = PAGE | TOKEN | HOST | AGE | EPOCH | KEY


def wrongs(route: Route) -> dict[str, Wrong]:
    """Everything that can be wrong with a request to this route."""
    found = {} if route.host == ANY_HOST else dict(HOST)
    has_session = route.guard in (http.CANDIDATE, http.STAFF)
    found |= PAGE if route.is_mutation and route.guard != http.CHANNEL else {}
    found |= AGE if has_session else {}
    found |= TOKEN if route.is_mutation and has_session else {}
    found |= EPOCH if route.guard == http.CANDIDATE else {}
    return found | (KEY if route.keyed else {})


def entitled(name: str) -> str:
    """The first of the row who gets what he asks for."""
    return next(who for who in WHO if TABLE[name][who].status < 400)


def first_ways() -> list[str]:
    """A line for each route, asked as one usually asks it."""
    return [name for name in TABLE if name.count(" ") == 1]


class Answered(NamedTuple):
    reply: Reply
    changed: frozenset[tuple[str, str, str]]


def told(reply: Reply) -> tuple[int, bytes, dict[str, Any]]:
    """All that a browser sees, without the reference."""
    headers = {name: value for name, value in reply.headers.items() if name.lower() not in _MOVING}
    return reply.status, re.sub(rb'"ref":"[2-9A-HJKMNP-Z]{8}"', b'"ref":""', reply.body), headers


def put(scene: Scene, name: str, who: str, **changes: Any) -> Answered:
    """Asks, sees what changed, and puts everything back."""
    jar = changes.pop("jar", scene.jars[who])
    browser = scene.browser(_host(asks.route(name), who), jar)
    body = asks.prepared(scene, name, who, browser)
    before = stored()
    reply = asks.ask(scene, name, who, browser, body=body, **changes)
    after = stored()
    scene.again(after)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return Answered(reply, frozenset(changed))


def _host(route: Route, who: str) -> str:
    """Everybody comes to where the route is."""
    anywhere = "console" if who in STAFF else "candidate"
    return anywhere if route.host == ANY_HOST else route.host


def faults(scene: Scene, name: str, who: str) -> Iterator[str]:
    """What is not as the table says: status, effect, what is told, and of whom."""
    expected, route = TABLE[name][who], asks.route(name)
    answered = put(scene, name, who)
    reply = answered.reply
    if reply.status != expected.status:
        yield f"{who}: {reply.status} for {expected.status}: {reply.body.decode()[:200]}"
    should = route.is_mutation and expected.status < 400 and not expected.idle
    if bool(answered.changed) != should:
        yield f"{who}: {'nothing changed' if should else f'changed {sorted(answered.changed)}'}"
    if route.guard in (http.CANDIDATE, http.STAFF):
        yield from _strangers(scene, who, answered, refused=expected.status >= 400)
    if "{" in name and (expected.status in (404, 422) or (expected.idle and who in STAFF)):
        yield from _distinguished(scene, name, who, reply)


def _strangers(scene: Scene, who: str, answered: Answered, *, refused: bool) -> Iterator[str]:
    """Nobody's partition but one's own is changed; of somebody else nothing is told."""
    own = (OF_OWN[who],) if who in OF_OWN and not refused else ()
    keys, body = " ".join(" ".join(key) for key in answered.changed), answered.reply.body.decode()
    for person in (world.FIRST, world.SECOND, NEWCOMER):
        if person not in own and any(mark in keys for mark in scene.marks(person)):
            yield f"{who}: changed what is of {person.name}"
        if person not in own and any(mark in body for mark in scene.marks(person)):
            yield f"{who}: told of {person.name}"


def _distinguished(scene: Scene, name: str, who: str, reply: Reply) -> Iterator[str]:
    """A foreign id must answer like one that nobody has."""
    for absent in scene.absent(name):
        if told(put(scene, name, who, given=absent).reply) != told(reply):
            yield f"{who}: can tell {absent} from what is there"


def wronged(scene: Scene, name: str, wrong: str) -> Iterator[str]:
    """One thing is wrong: refused for exactly that, and nothing has changed."""
    who, route, made = entitled(name), asks.route(name), WRONGS[wrong]
    headers = dict(made.headers)
    if headers.get("x_kaoji_host"):
        headers["x_kaoji_host"] = "console" if route.host == "candidate" else "candidate"
    reply, changed = put(scene, name, who, headers=headers, jar=_jar(scene, who, made, route))
    expected = (204, "") if made.jar == "ended" and name == _BLIND else (made.status, made.code)
    found = (reply.status, reply.code if reply.status >= 400 else "")
    if found != expected:
        yield f"{wrong}: {found} for {expected}"
    if changed:
        yield f"{wrong}: changed {sorted(changed)}"


def _jar(scene: Scene, who: str, wrong: Wrong, route: Route) -> Jar:
    if wrong.jar == "stolen":
        another = {"other": "owner"}.get(who, "other") if route.guard == http.CANDIDATE else "other-school"
        return Jar(scene.jars[who].cookies, scene.jars[another].csrf)
    if wrong.jar == "lapsed":
        return scene.lapsed[route.guard]
    return scene.ended if wrong.jar else scene.jars[who]


def somebodys_ticket(scene: Scene, name: str) -> Iterator[str]:
    """The second ticket of another person is no ticket, like one that nobody has."""
    found = [put(scene, name, "other", given={"ref": ref}) for ref in ("2", "4", "999", "0")]
    if any(told(one.reply) != told(found[0].reply) for one in found) or found[0].reply.status != 404:
        yield f"{name}: {[one.reply.status for one in found]}"
    if any(one.changed for one in found):
        yield f"{name}: changed"

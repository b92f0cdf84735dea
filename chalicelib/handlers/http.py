"""The one way to declare a route. Paths stand without `/api`: that is the name of the stage (the local server cuts it).

    @http.candidate(bp, "POST", "/t/{ref}/exemptions", body=SubmitForm)
    def submit(call: CandidateCall, ref: int, body: SubmitForm) -> Receipt: ...

A view gets the call, its path parameters by name (`ref` as int, all others as text) and, if it declared one, `body`.
It gives what its annotation says, or an Answer. `ROUTES` describe the whole API: infra/openapi.py reads nothing else.
Hosts: see `guards.require_host`.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, NamedTuple, TypedDict, TypeVar, Unpack, get_type_hints

import msgspec
from chalice.app import Response

from chalicelib import observability
from chalicelib.domain.errors import SignedOutError, UnknownError
from chalicelib.handlers import clock, cookies, failures, guards
from chalicelib.handlers.calls import Answer, Call, CandidateCall, ChannelCall, StaffCall
from chalicelib.handlers.guards import ANY_HOST, CANDIDATE_HOST, CONSOLE_HOST

CANDIDATE, STAFF, PUBLIC, CHANNEL = "candidate", "staff", "public", "channel"

View = TypeVar("View", bound=Callable[..., object])

JSON = "application/json; charset=utf-8"
_HEADERS = {
    "Content-Type": JSON,
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TRACE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Shape(TypedDict, total=False):
    """What a route says beside its address: `body` of a mutation, `query` parameters (a view sees no others), `keyed`
    if it wants an `Idempotency-Key`, the `status` of success, `gives` where the view's annotation cannot tell, how many
    bytes of a body at `most`, and `media` of an answer that is no JSON.
    """

    body: type[msgspec.Struct]
    query: tuple[str, ...]
    keyed: bool
    status: int
    gives: object
    most: int
    media: str


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """`guard` says who may call it, `host` where it exists, `gives` is the type of the answer (NoneType: no body)."""

    method: str
    path: str
    guard: str
    host: str
    view: Callable[..., object]
    body: type[msgspec.Struct] = guards.Empty
    query: tuple[str, ...] = ()
    keyed: bool = False
    gives: Any = object
    status: int = 200
    most: int = guards.BODY_MOST
    media: str = JSON

    @property
    def is_mutation(self) -> bool:
        return self.method not in guards.READS

    @property
    def has_answer(self) -> bool:
        return self.gives not in (None, NoneType)


ROUTES: list[Route] = []


class _Visit(NamedTuple):
    """What the guards found out, and what every answer of this session carries."""

    call: Call
    csrf: str = ""
    cookies: tuple[str, ...] = ()
    headers: Mapping[str, str] = {}


def candidate(bp: Any, method: str, path: str, **shape: Unpack[Shape]) -> Callable[[View], View]:
    """For a signed-in candidate; the view gets a CandidateCall."""
    return _declared(bp, (method, path), (CANDIDATE, CANDIDATE_HOST), shape)


def staff(bp: Any, method: str, path: str, **shape: Unpack[Shape]) -> Callable[[View], View]:
    """For signed-in staff, on the console host; the view gets a StaffCall."""
    return _declared(bp, (method, path), (STAFF, CONSOLE_HOST), shape)


def public(bp: Any, method: str, path: str, *, host: str = ANY_HOST, **shape: Unpack[Shape]) -> Callable[[View], View]:
    """For anybody; the view gets a Call."""
    return _declared(bp, (method, path), (PUBLIC, host), shape)


def channel(bp: Any, method: str, path: str, **shape: Unpack[Shape]) -> Callable[[View], View]:
    """For a payment channel, which has no session and no page: its signature is the guard, and the view checks it
    over the bytes as they came. It gets a ChannelCall."""
    return _declared(bp, (method, path), (CHANNEL, CANDIDATE_HOST), shape)


def _declared(bp: Any, place: tuple[str, str], access: tuple[str, str], shape: Shape) -> Callable[[View], View]:
    def declare(view: View) -> View:
        gives = shape.get("gives", get_type_hints(view).get("return"))
        told: Shape = {"gives": gives, "status": 204 if gives in (None, NoneType) else 200}
        route = Route(method=place[0], path=place[1], guard=access[0], host=access[1], view=view, **(told | shape))
        ROUTES.append(route)

        def serve(**params: str) -> Response:
            return _served(route, bp.current_request, lambda call, more: view(call, **_typed(params), **more))

        serve.__name__ = view.__name__
        # Every content type reaches the guards, so that a wrong one is refused in our words.
        bp.route(route.path, methods=[route.method], content_types=["*/*"])(serve)
        return view

    return declare


def _typed(params: dict[str, str]) -> dict[str, object]:
    """Raises UnknownError: an ordinal that is no number is a ticket nobody has."""
    if "ref" not in params:
        return dict(params)
    if not (params["ref"].isascii() and params["ref"].isdigit() and len(params["ref"]) <= 3):
        raise UnknownError("没有找到这个准考证")
    return params | {"ref": int(params["ref"])}


def _served(route: Route, request: Any, run: Callable[[Call, dict[str, object]], object]) -> Response:
    """Stamps the time, guards, runs, encodes; every error becomes an answer here and nowhere else."""
    now, began, trace = clock.now(), time.perf_counter(), _new_trace()
    visit: _Visit | None = None
    try:
        visit, more = _admitted(route, request, _call(route, request, now, trace))
        answer = _answer(route, run(visit.call, more))
    except Exception as error:
        answer = failures.told(error, trace, route.path, _request_id(request))
        visit = None if isinstance(error, SignedOutError) else visit
    _noted(route, answer, trace, began)
    return _response(answer, visit, now)


def _answer(route: Route, found: object) -> Answer:
    """What a view gave, encoded already: what cannot be said in JSON is a crash like any other."""
    answer = found if isinstance(found, Answer) else Answer(found)
    if route.media != JSON:
        answer = msgspec.structs.replace(answer, headers={**answer.headers, "Content-Type": route.media})
    body = None if answer.body is None else msgspec.Raw(msgspec.json.encode(answer.body))
    return msgspec.structs.replace(answer, status=answer.status or route.status, body=body)


def _call(route: Route, request: Any, now: Any, trace: str) -> Call:
    headers = request.headers
    raw = guards.raw_body(request, route.most)
    hashed = hashlib.sha256(f"{request.method} {request.context.get('path', request.path)}\n".encode() + raw)
    return Call(
        now=now,
        trace=trace,
        address=guards.address(headers, request.context.get("identity", {}).get("sourceIp", "")),
        request_hash=hashed.hexdigest(),
        query={name: value for name, value in (request.query_params or {}).items() if name in route.query},
        cookies=cookies.parsed(headers.get("cookie", "")),
        key=headers.get("idempotency-key", ""),
    )


def _admitted(route: Route, request: Any, call: Call) -> tuple[_Visit, dict[str, object]]:
    """In this order: host (404), own page (403), session (401), CSRF token (403), shape of the body (400)."""
    guards.require_host(route.host, request.headers)
    if route.guard == CHANNEL:
        raw, headers = guards.raw_body(request), dict(request.headers)
        return _Visit(ChannelCall(**msgspec.structs.asdict(call), headers=headers, raw=raw)), {}
    if route.is_mutation:
        guards.require_own_page(route.host, request.headers)
    visit = _identified(route, call)
    if not route.is_mutation:
        return visit, {}
    if visit.csrf:
        guards.require_csrf(visit.csrf, request.headers)
    body = guards.decoded(guards.raw_body(request, route.most), route.body)
    return visit, {} if route.body is guards.Empty else {"body": body}


def _identified(route: Route, call: Call) -> _Visit:
    plain = msgspec.structs.asdict(call)
    if route.guard == CANDIDATE:
        session, renewed = guards.candidate_session(call.cookies, call.now)
        headers = cookies.session_headers(session)
        return _Visit(CandidateCall(**plain, session=session), headers["X-CSRF"], renewed, headers)
    if route.guard == STAFF:
        found, cookie = guards.staff_session(call.cookies, call.now)
        csrf = cookies.staff_csrf(found)
        return _Visit(StaffCall(**plain, session=found, cookie=cookie), csrf, headers={"X-CSRF": csrf})
    return _Visit(call)


def _response(answer: Answer, visit: _Visit | None, now: int) -> Response:
    """A view's own cookies and CSRF token (login, logout) replace those of the visit."""
    headers: dict[str, Any] = _HEADERS | {"X-Now": str(now)}
    sent = answer.cookies
    if visit:
        headers |= visit.headers
        sent = sent or visit.cookies
    headers |= answer.headers
    if sent:
        headers["Set-Cookie"] = list(sent)
    return Response(failures.encoded(answer.body), headers, answer.status)


def _noted(route: Route, answer: Answer, trace: str, began: float) -> None:
    """One line a request: the route's pattern, never its address."""
    code = answer.body.get("code") if answer.status >= 400 and isinstance(answer.body, dict) else None
    observability.log(
        "request",
        method=route.method,
        route=route.path,
        status=answer.status,
        code=code,
        ref=trace,
        ms=round((time.perf_counter() - began) * 1000),
    )


def _request_id(request: Any) -> str:
    return str(getattr(request.lambda_context, "aws_request_id", ""))


def _new_trace() -> str:
    """Short enough to be read out on the telephone; logged with the request."""
    return "".join(secrets.choice(_TRACE) for _ in range(8))

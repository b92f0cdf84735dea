"""What people do in a season, as real requests on moto: calls, units, keys, bytes and processor time of each."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple
from unittest import mock

import msgspec

from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from infra.bench import stand, units
from infra.bench.stand import Person
from infra.bench.units import Touch
from tests import corpus
from tests.apiclient import Browser, Reply
from tests.builders import NOW
from tests.security import world


class Deed(NamedTuple):
    """One request. `seconds` is the application's processor time without moto's and without `hashing`."""

    name: str
    touches: tuple[Touch, ...]
    calls: int
    s3: tuple[str, ...]
    seconds: float
    hashing: float
    answered: int
    logged: int


class Stopwatch:
    """Processor time inside functions that it wraps, in whichever thread."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def around(self, owner: Any, name: str) -> Iterator[None]:
        work = getattr(owner, name)

        def timed(*given: Any, **more: Any) -> Any:
            began = time.thread_time()
            try:
                return work(*given, **more)
            finally:
                self.seconds += time.thread_time() - began

        with mock.patch.object(owner, name, timed):
            yield


class Watch:
    """Does deeds and notes what they cost."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self._s3: list[str] = []
        self._moto, self._hash = Stopwatch(), Stopwatch()

    @contextmanager
    def on(self) -> Iterator["Watch"]:
        from argon2 import PasswordHasher
        from moto.core.botocore_stubber import BotocoreStubber

        events = clients.s3().meta.events
        events.register("before-call.s3", self._note)
        with self._moto.around(BotocoreStubber, "process_request"), self._hash.around(PasswordHasher, "verify"):
            yield self
        events.unregister("before-call.s3", self._note)

    def _note(self, model: Any, **_: Any) -> None:
        self._s3.append(model.name)

    def do(self, name: str, ask: Callable[[], Reply]) -> Reply:
        """Raises RuntimeError when the answer is no success."""
        calls: list[None] = []
        events = clients.connection().client.meta.events
        note = lambda **_: calls.append(None)  # noqa: E731 - unregistered by name
        before = (self._moto.seconds, self._hash.seconds, stand.LOG.tell(), len(self._s3))
        events.register("before-call.dynamodb", note)
        with units.recorded() as touches:
            began = time.process_time()
            reply = ask()
            spent = time.process_time() - began
        events.unregister("before-call.dynamodb", note)
        if reply.status >= 300:
            raise RuntimeError(f"{name}: {reply.status} {reply.body.decode()}")
        hashing = self._hash.seconds - before[1]
        deed = Deed(
            name=name,
            touches=tuple(touches),
            calls=len(calls),
            s3=tuple(self._s3[before[3] :]),
            seconds=spent - (self._moto.seconds - before[0]) - hashing,
            hashing=hashing,
            answered=len(reply.body),
            logged=stand.LOG.tell() - before[2],
        )
        self.deeds.append(deed)
        return reply


def score_hour(watch: Watch, app: Any, person: Person) -> Browser:
    """Login with a captcha, home, three times scores; the browser, which is known from now on."""
    browser = Browser(app)
    log_in(watch, browser, person, "login")
    watch.do("home", lambda: browser.get("/home"))
    for _ in range(3):
        watch.do("scores", lambda: browser.get("/t/1/scores"))
    return browser


def log_in(watch: Watch, browser: Browser, person: Person, name: str) -> None:
    with _answers() as seen:
        drawn = watch.do("captcha", lambda: browser.post("/session/captcha"))
    form = {"id_number": person.id_number, "password": stand.PASSWORD, "captcha": seen[-1]}
    watch.do(name, lambda: browser.post("/session", form | {"captcha_id": drawn.json["id"]}))


def closing_hour(watch: Watch, app: Any, person: Person) -> str:
    """List, drafts, two pictures and a submission; the number of the application."""
    browser = stand.signed_in(app, person)
    watch.do("exemption list", lambda: browser.get("/t/1/exemptions"))
    for ver in range(3):
        step = {"target": "new", "step": "u-00015", "body": {"credentials": [], "turn": ver}, "ver": ver}
        watch.do("draft", partial(browser.send, "PUT", "/t/1/drafts/exemption", step))
    qualities = (60 + person.order * 2, 61 + person.order * 2)
    pictures = [_picture(watch, browser, corpus.jpeg(2_000, 1_500, quality=quality)) for quality in qualities]
    credential = world.credential(uploads=pictures, number=f"2017061131{person.order:05}")
    form = {"notice_version": world.NOTICE, "items": [{"unit": "00015", "credentials": [credential]}]}
    key = f"key-{person.order:016}"
    sent = watch.do("submit", lambda: browser.post("/t/1/exemptions", form, idempotency_key=key))
    no = str(sent.json["applications"][0]["no"])
    watch.do("show an application", lambda: browser.get(f"/applications/{no}"))
    watch.do("degree audit", lambda: browser.get("/t/1/degree-audit"))
    watch.do("messages", lambda: browser.get("/messages"))
    return no


def review(watch: Watch, desks: tuple[Browser, ...], person: Person, no: str) -> None:
    """Each stage: the queue, the case, its lease, the decision."""
    case = f"{person.cid}.{no}"
    for console in desks:
        watch.do("queue", partial(console.get, "/review/queue?business=exemption"))
        watch.do("lease", partial(console.post, f"/review/cases/{case}/lease"))
        seen = watch.do("show a case", partial(console.get, f"/review/cases/{case}")).json
        verdict = {"ver": seen["ver"], "digest": seen["digest"], "outcome": "pass"}
        watch.do("decide", partial(world.send_verdict, console, case, verdict))


def desks(app: Any, person: Person) -> tuple[Browser, Browser]:
    """The school's and the city's, signed in with a fresh code."""
    school = msgspec.structs.replace(world.SCHOOL_DESK, schools=(person.school,))
    return world.as_staff(app, school, NOW), world.as_staff(app, world.CITY_DESK, NOW)


def _picture(watch: Watch, browser: Browser, data: bytes) -> str:
    """The way of one upload; the bucket gets it from the browser."""
    offer = {"content_type": "image/jpeg", "bytes": len(data)}
    [form] = watch.do("presign", lambda: browser.post("/uploads", {"files": [offer]})).json["uploads"]
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=data)
    path = f"/uploads/{form['id']}/complete"
    watch.do("complete", lambda: browser.post(path, {"token": form["token"]}))
    return str(form["id"])


@contextmanager
def _answers() -> Iterator[list[str]]:
    """What the pictures say: drawn as ever, and read over the shoulder."""
    from captcha.image import ImageCaptcha

    seen: list[str] = []
    draw = ImageCaptcha.generate

    def noted(self: Any, text: str, *rest: Any, **more: Any) -> io.BytesIO:
        seen.append(text)
        drawn: io.BytesIO = draw(self, text, *rest, **more)
        return drawn

    with mock.patch.object(ImageCaptcha, "generate", noted):
        yield seen

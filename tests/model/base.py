"""What all acts share: world and reference side by side, browsers, and the comparison of both after every act."""

from collections import Counter
from typing import Any

import pyotp

from chalicelib.domain.applications import Case, Message
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.credentials import Picture
from chalicelib.domain.drafts import Draft
from chalicelib.domain.graduation_photos import Photo
from chalicelib.domain.instants import Instant
from chalicelib.domain.orders import Order
from chalicelib.domain.people import Head
from chalicelib.domain.transcripts import Grant
from infra.check.everything import check_all
from infra.check.values import Partition
from tests.apiclient import Browser, Reply
from tests.checked import SOURCE
from tests.model.reference import Codes
from tests.model.things import MINUTE, Sitting, Somebody, Span
from tests.model.till import Till
from tests.model.world import PASSWORD, TWICE, Desk, World
from tests.stored import PASSED

Edge = tuple[int, str, str, str]


class Base:
    """One run. `ticked`: when the clock's functions last ran; `asked` counts acts by name and outcome."""

    def __init__(self, world: World) -> None:
        world.restore()
        self.world, self.clock = world, world.clock
        self.model = Till(world.clock.now)
        self.ticked = world.clock.now
        self.model.windows = {(str(one.business), one.term): _span(one) for one in world.windows}
        self.browsers = {key: Browser(world.app) for key in world.candidates}
        self.consoles = {key: Browser(world.app, host="console") for key in world.desks}
        self.sittings: dict[str, Sitting] = {}
        self.retired: list[tuple[str, dict[str, str], str]] = []
        self.repeats: list[tuple[Browser, str, Any, str, Reply]] = []
        self.keys = self.codes = 0
        self.asked: Counter[tuple[str, str]] = Counter()
        for key in world.candidates:
            own = PASSWORD if key in world.activated else ""
            self.model.people[key] = Somebody(
                activated=bool(own), password=own, scores=dict.fromkeys(PASSED, 70), earlier=set(TWICE)
            )

    # -- acts ---------------------------------------------------------------------------------------------------------

    def pass_time(self, milliseconds: int) -> None:
        self.clock.now += milliseconds
        self.model.now = self.clock.now

    def key(self) -> str:
        """Of the next act; no two acts are of one millisecond."""
        self.pass_time(1)
        self.keys += 1
        return f"key-{self.keys:016}"

    def judged(self, act: str, reply: Reply, wrong: Codes) -> bool:
        """Whether it was done. It must be, if nothing is wrong with it, and else be refused for such a reason."""
        if not wrong:
            assert reply.status < 300, (act, reply.status, reply.body.decode())
        else:
            assert reply.status >= 400, (act, wrong, reply.body.decode())
            assert reply.code in wrong, (act, wrong, reply.body.decode())
        self.asked[act, "" if not wrong else reply.code] += 1
        return not wrong

    # -- candidates' sessions -----------------------------------------------------------------------------------------

    def captcha(self, browser: Browser) -> dict[str, str]:
        drawn = browser.post("/session/captcha").json
        return {"captcha_id": drawn["id"], "captcha": self.world.answers[-1]}

    def is_signed_in(self, key: str) -> bool:
        sitting = self.sittings.get(key)
        return sitting is not None and sitting.is_alive(self.model.now)

    def sit(self, key: str, idle: int) -> None:
        now = self.model.now
        self.sittings[key] = Sitting(issued=now, renewed=now, idle=idle, mfa_at=now)

    def sent(self, key: str, method: str, path: str, body: object = None, idempotency: str = "") -> Reply:
        """By somebody whose session the model knows to be alive or not; both must agree."""
        browser = self.browsers.get(key) or self.consoles[key]
        headers: dict[str, str | None] = {"idempotency_key": idempotency} if idempotency else {}
        reply = browser.send(method, path, body, headers)
        if self.is_signed_in(key):
            assert reply.status != 401, (path, reply.body.decode())
            self.sittings[key].used(self.model.now)
        else:
            assert reply.status == 401, (path, reply.status, reply.body.decode())
        return reply

    # -- comparison ---------------------------------------------------------------------------------------------------

    def compare(self) -> set[Edge]:
        """All invariants hold, and what stands is what the model says; gives the edges of the state graph seen."""
        seen: list[Partition] = []
        broken = check_all(self.clock(), sample=0, watch=seen.append, source=SOURCE, ran=Instant(self.ticked))
        assert broken == [], broken
        stages = {}
        for partition in seen:
            if partition.pk.startswith("C#"):
                self._compare_person(partition)
                stages |= {f"X#{case.no}": len(case.stages) for _, case in partition.values(Case)}
        chains = [part for part in seen if part.table == "audit" and part.pk in stages]
        return {_edge(stages[part.pk], event) for part in chains for _, event in part.values(AuditEvent)}

    def _compare_person(self, partition: Partition) -> None:
        [who] = [one.key for one in self.world.candidates.values() if partition.pk == f"C#{one.cid}"]
        somebody = self.model.people[who]
        [(_, head)] = partition.values(Head)
        stands = {
            case.no: (case.business, case.unit, case.state, case.stage, case.fee, case.round, case.ver, case.term)
            for _, case in partition.values(Case)
        }
        expected = {
            one.no: (one.business, one.unit, one.state, one.stage, one.fee, one.round, one.ver, one.term)
            for one in self.model.of(who)
        }
        assert stands == expected
        assert {grant.code for _, grant in partition.values(Grant)} == {one[-5:] for one in somebody.granted}
        drafts = {tuple(item.place.sk.split("#")[1::3][:2]): draft.ver for item, draft in partition.values(Draft)}
        assert drafts == somebody.drafts
        assert {picture.id for _, picture in partition.values(Picture)} == {*somebody.uploads, *somebody.photos}
        assert [photo.picture.id for _, photo in partition.values(Photo)] == somebody.photos[-1:]
        orders = {order.no: (order.case, order.way, order.state) for _, order in partition.values(Order)}
        assert orders == {one.no: (one.case.no, one.way, one.state) for one in self.model.bills_of(who)}
        told = (head.unread, len(partition.values(Message)), set(head.reminders))
        assert told == (somebody.unread, somebody.messages, somebody.reminders)

    # -- small things -------------------------------------------------------------------------------------------------

    def code_of(self, desk: Desk) -> str:
        """Of the next step of the telephone: no code counts twice."""
        self.pass_time(MINUTE // 2)
        return str(pyotp.TOTP(desk.secret).at(self.clock.now // 1000))


def _span(window: Any) -> Span:
    return Span(window.opens, window.closes, window.corrects)


def _edge(stages: int, event: AuditEvent) -> Edge:
    return stages, event.came_from, event.event, event.went_to


def refusal(reply: Reply) -> tuple[int, str]:
    """Status and code; no code where it was no refusal."""
    return reply.status, reply.json.get("code", "")

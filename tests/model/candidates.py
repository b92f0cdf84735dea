"""What candidates do, each act against the application and the model at once."""

from typing import Any

from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.usecases.accounts.issue_code import Order, issue_code
from tests import corpus
from tests.builders import a_supplement
from tests.model.base import Base, refusal
from tests.model.things import MINUTE, REJECTED, RETURNED, WITHDRAWN, Filed
from tests.security import world as people

PATHS = {"exemption": "exemptions", "supplement": "supplements", "transfer_out": "transfer-out"}
SUPPLEMENTS = {"score": "score-00005", "exempt": "exempt-00012", "transferred": "transferred-00058"}
STEPS = {"exemption": "courses", "supplement": "score", "graduation": "person", "transfer_out": "target"}
IDLE = 20 * MINUTE
PAGES = (
    "/home?t=1",
    "/t/1/scores",
    "/t/1/exemptions",
    "/t/1/supplements",
    "/t/1/graduation",
    "/t/1/transfer-out",
    "/t/1/transfer-in",
    "/orders",
    "/exemptions/wallet",
    "/me/data",
)


class CandidateActs(Base):
    def office_code(self, who: str) -> str:
        """From the desk of the office, on paper."""
        self.codes += 1
        order = Order(id_number=self.world.candidates[who].id_number)
        return issue_code(order, people.OPERATOR, self.codes.to_bytes(16), self.clock()).code

    def sign_in(self, who: str, *, right: bool = True) -> None:
        """The initial password opens an activation and nothing else; a wrong one, three times at most, nothing."""
        somebody, browser = self.model.people[who], self.browsers[who]
        if not right and somebody.wrong >= 3:
            return
        number = self.world.candidates[who].id_number
        password = (somebody.password or number[-6:]) if right else "不是这个密码 2026"
        form = {"id_number": number, "password": password} | self.captcha(browser)
        reply = browser.post("/session", form)
        somebody.wrong = 0 if right else somebody.wrong + 1
        wrong = set() if right else {"login_failed"}
        if self.judged("sign in", reply, wrong or (set() if somebody.activated else {"activation_required"})):
            self.sit(who, IDLE)
        again = browser.post("/session", form)
        assert refusal(again) == (401, "captcha_wrong")  # I27: a captcha counts once
        if right and not somebody.activated:
            self._activate(who, reply.json["slip"])

    def _activate(self, who: str, slip: str) -> None:
        somebody, number = self.model.people[who], self.world.candidates[who].id_number
        code, password = self.office_code(who), f"一行白鹭上青天 2026-{self.codes}"
        form = {"slip": slip, "id_number": number, "fact": "code", "value": code, "password": password}
        if self.judged("activate", self.browsers[who].post("/session/activation", form), set()):
            somebody.activated, somebody.password = True, password
            self.sit(who, IDLE)
        again = self.browsers[who].post("/session/activation", form)
        assert refusal(again) == (401, "signed_out")  # I27: a code, and a first login, count once

    def enter(self, who: str) -> None:
        """Whoever is not signed in does so first."""
        if not self.is_signed_in(who):
            self.sign_in(who)

    def sign_out(self, who: str) -> None:
        self.enter(who)
        self._retire(who)
        assert self.sent(who, "POST", "/session/end").status == 204
        self.sittings[who].ended = True

    def _retire(self, who: str) -> None:
        """The cookie of a session that is about to end: it must never count again."""
        browser = self.browsers[who]
        self.retired.append((who, dict(browser.cookies), browser.csrf))

    def come_back_with_an_old_cookie(self, place: int) -> None:
        if self.retired:
            _who, cookies, csrf = self.retired[place % len(self.retired)]
            stranger = people.Browser(self.world.app)
            stranger.cookies, stranger.csrf = dict(cookies), csrf
            assert stranger.get("/home").status == 401
            assert stranger.post("/reminders", {"business": "photo", "on": True}).status == 401

    def change_password(self, who: str) -> None:
        """All other sessions end; this one goes on."""
        self.enter(who)
        self._retire(who)
        somebody, password = self.model.people[who], f"两个黄鹂鸣翠柳 2026-{len(self.retired)}"
        reply = self.sent(who, "POST", "/session/password", {"current": somebody.password, "password": password})
        if self.judged("change password", reply, set()):
            somebody.password = password
            self.sit(who, IDLE)

    def reset_password(self, who: str) -> None:
        """By a code of the office; whoever has not activated is in by it as well."""
        browser, somebody = self.browsers[who], self.model.people[who]
        if self.is_signed_in(who):
            self._retire(who)
        number, password = self.world.candidates[who].id_number, f"窗含西岭千秋雪 2026-{self.codes}"
        form = {"id_number": number, "way": "office", "code": self.office_code(who), "password": password}
        if self.judged("reset", browser.post("/session/reset", form | self.captcha(browser)), set()):
            somebody.activated, somebody.password, somebody.wrong = True, password, 0
            self.sit(who, IDLE)
        again = browser.post("/session/reset", form | self.captcha(browser))
        assert refusal(again) == (401, "code_wrong")  # I27: a code counts once

    def save_draft(self, who: str, business: str, *, stale: bool = False) -> None:
        self.enter(who)
        drafts, step = self.model.people[who].drafts, STEPS[business]
        ver = drafts.get((business, step), 0)
        body = {"target": "new", "step": step, "body": {"typed": ver}, "ver": ver + 1 if stale else ver}
        reply = self.sent(who, "PUT", f"/t/1/drafts/{business}", body)
        if self.judged("draft", reply, {"draft_conflict"} if stale else set()):
            drafts[business, step] = ver + 1

    def upload(self, who: str) -> None:
        self.enter(who)
        [form] = self.sent(who, "POST", "/uploads", {"files": [_OFFER]}).json["uploads"]
        clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=_PICTURE)
        for _ in range(2):  # a page that heard nothing asks again
            reply = self.sent(who, "POST", f"/uploads/{form['id']}/complete", {"token": form["token"]})
            assert self.judged("upload", reply, set())
        clients.s3().delete_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"])  # as the bucket does after a day
        self.model.people[who].uploads.append(form["id"])

    def submit(self, who: str, business: str, units: list[str]) -> None:
        """Exemptions as a batch, all else one by one (`units`: of supplements the kind)."""
        self.enter(who)
        key = self.key()
        named = [SUPPLEMENTS[units[0]]] if business == "supplement" else units
        wrong = self.model.against_submission(who, business, named)
        body: dict[str, Any] = {"notice_version": people.NOTICE}
        items = [self._item(who, business, unit) for unit in units]
        body |= {"items": items} if business == "exemption" else {"item": items[0]}
        reply = self._keyed(who, f"/t/1/{PATHS.get(business, business)}", body, key)
        if self.judged("submit", reply, wrong):
            for told in reply.json["applications"]:
                self._filed(who, business, told)
            used_up = units[0] if business == "supplement" else STEPS[business]
            self.model.people[who].drafts.pop((business, used_up), None)
            self.model.tell(who)

    def _filed(self, who: str, business: str, told: dict[str, str]) -> None:
        now, term = self.model.now, self.model.open_term(business)
        passes = self.model.stood_on(who, business)
        self.model.cases[told["no"]] = Filed(told["no"], who, business, told["unit"], term, now, passes=passes)

    def _item(self, who: str, business: str, unit: str) -> dict[str, Any]:
        uploads = self.model.people[who].uploads[-1:] or ["0" * 32]
        if business == "supplement":
            typed = people.msgspec.to_builtins(a_supplement(unit.partition("-")[0]))
            return {**typed, "uploads": uploads}
        return {"unit": unit, "credentials": [people.credential(uploads=uploads)]}

    def _keyed(self, who: str, path: str, body: Any, key: str) -> Any:
        """Kept, so that it can arrive once more."""
        reply = self.sent(who, "POST", path, body, key)
        if reply.status < 300:
            self.repeats.append((self.browsers[who], path, body, key, reply))
        return reply

    def send_again(self, place: int) -> None:
        """The same request is answered as before and changes nothing; another body under its key is refused."""
        living = [one for one in self.repeats[-5:] if self.is_signed_in(self._owner(one[0]))]
        if living:
            browser, path, body, key, first = living[place % len(living)]
            owner = self._owner(browser)
            again = self.sent(owner, "POST", path, body, key)
            assert (again.status, again.json) == (first.status, first.json)
            other = self.sent(
                owner, "POST", path, body | {"ver": 77} if "ver" in body else body | {"notice_version": "0"}, key
            )
            assert refusal(other) == (409, "idempotency")

    def _owner(self, browser: Any) -> str:
        return next(key for key, one in self.browsers.items() if one is browser)

    def resubmit(self, who: str, place: int, *, stale: bool = False) -> None:
        cases = [one for one in self.model.of(who) if one.business != "transfer_in"]  # which has no rounds
        if not cases:
            return
        self.enter(who)
        key, case = self.key(), cases[place % len(cases)]
        ver = case.ver + stale
        wrong = self.model.against_round(case, ver)
        path = f"/t/1/{PATHS.get(case.business, case.business)}/{case.no}/rounds"
        reply = self._keyed(who, path, {"item": self._item(who, case.business, case.unit), "ver": ver}, key)
        if self.judged(f"next round of {case.state}", reply, wrong):
            if case.state == REJECTED or case.state != RETURNED:
                case.term = self.model.open_term(case.business)
            case.state, case.stage, case.passed = "submitted", "school", ""
            case.passes = self.model.stood_on(who, case.business)
            case.round += 1
            self.model.moved(case)
            self.model.tell(who)

    def withdraw(self, who: str, place: int, *, stale: bool = False) -> None:
        cases = self.model.of(who)
        if not cases:
            return
        self.enter(who)
        key, case = self.key(), cases[place % len(cases)]
        ver = case.ver + stale
        wrong = self.model.against_withdrawal(case, ver)
        if self.judged(
            f"withdraw {case.state}", self._keyed(who, f"/applications/{case.no}/withdrawal", {"ver": ver}, key), wrong
        ):
            case.state = WITHDRAWN
            self.model.moved(case)

    def read_messages(self, who: str) -> None:
        self.enter(who)
        somebody = self.model.people[who]
        page = self.sent(who, "GET", "/messages").json["messages"]
        assert len(page) == min(somebody.messages, 20)
        if page:
            assert self.sent(who, "POST", "/messages/read", {"up_to": page[0]["id"]}).json == {"unread": 0}
            somebody.unread = 0

    def switch_reminder(self, who: str, business: str, *, on: bool) -> None:
        self.enter(who)
        assert self.sent(who, "POST", "/reminders", {"business": business, "on": on}).status == 204
        reminders = self.model.people[who].reminders
        (reminders.add if on else reminders.discard)(business)

    def look(self, who: str) -> None:
        """What is shown is what stands, and to look changes nothing but the session (I8, I38)."""
        self.enter(who)
        for case in self.model.of(who):
            shown = self.sent(who, "GET", f"/applications/{case.no}").json
            assert (shown["state"], shown["ver"]) == (case.state, case.ver)
        for other in self.model.cases.values():
            if other.who != who:
                assert self.sent(who, "GET", f"/applications/{other.no}").status == 404
        assert {self.sent(who, "GET", path).status for path in PAGES} == {200}
        sheets = self.sent(who, "GET", "/t/1/scores").json["sheets"]
        assert not {row["code"] for sheet in sheets for row in sheet["rows"]} & self.model.people[who].left


_PICTURE = corpus.jpeg(240, 180)
_OFFER = {"content_type": "image/jpeg", "bytes": len(_PICTURE)}

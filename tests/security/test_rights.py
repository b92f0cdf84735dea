"""Each function may do what a run of it asks for, and nothing else (threat row 88, S17)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib import observability
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.ids import No, UploadId
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.orders import Deed
from chalicelib.domain.outbox import Channel
from chalicelib.domain.windows import Business
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, keys, mail, people, sms, uploads, windows
from chalicelib.storage.pixels import inspect
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.drafts.save_draft import save_draft
from chalicelib.usecases.reminders.set_reminder import set_reminder
from infra.deploy import policies
from infra.local import minute
from infra.local.paygate import server as paygate
from infra.local.simulated import Simulated
from tests import corpus, money, rights
from tests.apiclient import Browser, Reply
from tests.arriving import an_arrival
from tests.builders import CID, NOW, a_head, a_session, a_sheet, a_window
from tests.conftest import PLACE
from tests.handlers.conftest import answers
from tests.rights import Right
from tests.security import late_money, paying, world
from tests.security.actors import Candidate, Run
from tests.security.first_use import first_use
from tests.security.policies import NAMES, OFF, ON, granted, statements
from tests.security.thread import whole
from tests.stored import EDIT, cold, open_windows, put_eligible
from tests.usecases import acting, arriving, test_imported_plans, test_outbox
from tests.usecases import orders as acting_on_orders
from tests.usecases.graduating import approve
from tests.usecases.test_reading import a_step

__all__ = ["answers"]


class Gate:
    """Open while a browser waits for its answer: what tests put on the record themselves is nobody's right."""

    depth = 0

    def through(self, send: Callable[..., Reply]) -> Callable[..., Reply]:
        def sent(*given: Any) -> Reply:
            self.depth += 1
            try:
                return send(*given)
            finally:
                self.depth -= 1

        return sent


@pytest.fixture(scope="module")
def channel(_backend: None) -> Iterator[paygate.Paygate]:
    running = paygate.start(deliver=lambda *_: 204)
    yield running
    running.stop()
    paying.forget_keys()


@pytest.fixture
def asked(
    record: None,
    app: Any,
    clock: Any,
    answers: list[str],
    channel: paygate.Paygate,
    monkeypatch: pytest.MonkeyPatch,
) -> set[Right]:
    """A whole run of the API, and what happens rarely: an exchanged file, an imported plan, a cold container."""
    gate, run = Gate(), Run(app, clock, answers)
    run.watch(monkeypatch)
    run.teller = paying.by_wechat(channel, monkeypatch)
    monkeypatch.setattr(Browser, "send", gate.through(Browser.send))
    with rights.watched(lambda: gate.depth > 0) as seen:
        whole(run)
        first_use(run)
        test_imported_plans.revised(version="修订")
        exchange_a_file(Candidate(run, world.SECOND, "花自飘零水自流 2026"))
    return seen


def exchange_a_file(candidate: Candidate) -> None:
    assert candidate.sign_in().status == 200
    keys.forget()
    assert candidate.browser.get("/t/1/degree-audit").status == 200
    upload = candidate.picture()
    key, token = f"incoming/{upload}", candidate.run.secrets[f"slip {upload}"]
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=key, Body=corpus.jpeg(300, 200))
    assert candidate.browser.post(f"/uploads/{upload}/complete", {"token": token}).status == 200


def test_the_api_may_do_what_a_whole_run_asks_for(asked: set[Right]) -> None:
    assert asked | {("sns:Publish", "*")} == granted("api_handler")


@pytest.fixture
def scheduled(aws: None, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Instant], set[Right]]:
    """Runs a function as Lambda does in a cold container, and tells what it asked for."""
    from app import app

    found = {one.name: one for one in minute.functions(app)}
    monkeypatch.setattr("chalicelib.handlers.clock.now", clock)
    put_eligible()
    open_windows()

    def run(name: str, now: Instant) -> set[Right]:
        cold()
        clock.now = now
        with rights.watched() as seen:
            found[name].run(minute._event(name), None)
        return seen

    return run


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that sends by SNS and SES, and somebody who wants both."""
    on = msgspec.structs.replace(SETTINGS, sms="sns", email="ses", email_from=NAMES["EmailFrom"])
    for module in (sms, mail):
        monkeypatch.setattr(module, "SETTINGS", on)
    boto3.client("sesv2", region_name=PLACE.region).create_email_identity(EmailIdentity="example.cn")


def returned_no() -> No:
    no = acting.submitted_no()
    acting.decide(no, "return", items=(ItemVerdict(part=0, reasons=("EX14",)),))
    return no


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What the functions say that they did, added up; what they can do and never did stands there as 0."""
    total: Counter[str] = Counter()
    monkeypatch.setattr(observability, "log", lambda _event, **fields: total.update(fields))
    return total


def test_the_minute_may_do_what_its_work_asks_for(
    scheduled: Any, channels: None, done: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadline that was moved, then one that passed; a fee whose time is over, then one that the school takes itself.

    Whatever else the minute learns to do is to be done here, too.
    """
    acting_on_orders.connect(Simulated(), monkeypatch)
    returned_no()
    money.owe()
    money.open_desks()
    moved = [a_window(corrects=later(NOW, 30 * DAY)), a_window(business=Business.FEE)]
    windows.save(moved, seen=windows.fresh().rev, edit=EDIT)
    asked = scheduled("every_minute", later(NOW, 14 * DAY))
    money.owe(seed=2)
    money.set_desks(online=False)
    asked |= scheduled("every_minute", later(NOW, 31 * DAY))
    assert {name for name, count in done.items() if not count} == {"crashed"}
    assert asked == granted("every_minute")


def test_telling_people_may_do_what_its_work_asks_for(
    scheduled: Any, channels: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision by both channels; reminders before the closing of a window and of mending."""
    with monkeypatch.context() as patch:
        patch.setattr(keys, "person", lambda _number: test_outbox.PERSON)
        test_outbox.accounts.create_account(CID, test_outbox.NUMBER, "x" * 10, 1)
    test_outbox.want(Channel.SMS, Channel.EMAIL)
    set_reminder(a_session(), "exemption", on=True, now=NOW)
    save_draft(a_head(), ("exemption", 1), a_step(), NOW)
    returned_no()
    moments = (later(NOW, HOUR), later(a_window().closes, -DAY), later(a_window().corrects, -DAY))
    asked = set().union(*(scheduled("tell_people", moment) for moment in moments))
    assert asked == granted("tell_people")


def test_the_hour_may_do_what_its_work_asks_for(scheduled: Any) -> None:
    """One picture that nobody names, one of a draft, one of a case; somebody who confirmed what has changed since."""
    arriving.put_comer(is_new=False)
    no = arriving.received(an_arrival("00312"))
    approve(no)
    arriving.confirm(no)
    people.put_sheet(CID, a_sheet(codes=("00312",)))
    for name, prefix in (("a", ""), ("b", "D#exemption#1#new#u-00015"), ("c", "X#01")):
        upload = UploadId(name * 32)
        uploads.accept(CID, upload, inspect(corpus.jpeg(200, 150)), NOW)
        if prefix:
            RecordItem(people.partition(CID), prefix, body=json.dumps({"uploads": [upload]})).save()
    moments = (later(NOW, 181 * DAY), later(NOW, 182 * DAY))
    assert set().union(*(scheduled("every_hour", moment) for moment in moments)) == granted("every_hour")


def test_the_money_may_do_what_its_work_asks_for(
    scheduled: Any, channel: paygate.Paygate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orders that ran out unpaid, were paid and told of by nobody, or paid after all; money that does not come back.

    Whatever else befalls an order by the clock is to befall one here, too.
    """
    paying.by_wechat(channel, monkeypatch)
    money.owe(at=NOW)
    money.open_desks()
    first = acting_on_orders.pay()
    asked = scheduled("settle_orders", first.expires)
    second = acting_on_orders.pay(first.expires - NOW)
    channel.ledger.pay(second.no)
    asked |= scheduled("settle_orders", later(first.expires, 2 * MINUTE))
    assert acting_on_orders.state(second.no) == "paid"
    asked |= late_money.settled(scheduled, monkeypatch)
    assert late_money.deeds() == set(Deed) - {Deed.ASK_REFUND, Deed.ASK_BY_HAND, Deed.REPAY_BY_HAND, Deed.RESUME}
    assert asked == granted("settle_orders")


@pytest.mark.parametrize("function", policies.functions())
def test_no_statement_names_everything(function: str) -> None:
    for one in statements(function, ON):
        assert one["Effect"] == "Allow"
        assert not [action for action in one["Action"] if "*" in action]
        assert one.get("Resource") != "*"
        assert "NotAction" not in one


@pytest.mark.parametrize("function", policies.functions())
def test_messages_leave_only_where_the_stage_switched_them_on(function: str) -> None:
    sids = {one["Sid"] for one in statements(function, OFF)}
    assert not sids & set(policies.CHANNELS)


def test_every_function_has_its_policy_and_every_policy_its_function() -> None:
    from app import app

    assert set(policies.functions()) == {"api_handler", *(source.name for source in app.event_sources)}


def test_nobody_changes_or_removes_what_the_audit_says() -> None:
    on_audit = {action for name in policies.functions() for action, thing_ in granted(name) if thing_ == "audit"}
    assert on_audit == {"dynamodb:PutItem", "dynamodb:Query"}

"""What goes out by SMS and e-mail: at least once, to who wants it, in bounds, and given up after a day."""

from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.accounts import Deed, Doing, with_channels, with_mobile
from chalicelib.domain.errors import BusyError
from chalicelib.domain.instants import DAY, HOUR, MINUTE, Instant, later
from chalicelib.domain.outbox import Channel
from chalicelib.settings import SETTINGS
from chalicelib.storage import accounts, keys, mail, outbox, queues, sms
from chalicelib.storage.delivery import NotDeliveredError
from chalicelib.usecases.clock import send_outbox as sending
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.clock.send_outbox import send_outbox
from chalicelib.usecases.clock.send_reminders import send_reminders
from chalicelib.usecases.reminders.set_reminder import set_reminder
from tests.builders import CANDIDATE, CID, NOW, Meter, a_session
from tests.usecases import acting

pytestmark = pytest.mark.usefixtures("eligible")

PERSON = CANDIDATE.person
NUMBER, MOBILE, ADDRESS = "000000199001011234", "13000000006", "someone@example.cn"
SOON = later(NOW, HOUR)


class Way(NamedTuple):
    """What went by a channel, and what stops it."""

    gone: list[tuple[str, str, str]]
    faults: list[Exception]

    def __call__(self, *letter: Any) -> None:
        if self.faults:
            raise self.faults.pop()
        self.gone.append(letter)


Ways = tuple[Way, Way]


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Ways:
    """A stage with both channels."""
    made = Way([], []), Way([], [])
    on = msgspec.structs.replace(SETTINGS, sms="test", email="test")
    for module, way in zip((sms, mail), made, strict=True):
        monkeypatch.setattr(module, "SETTINGS", on)
        monkeypatch.setitem(module.ADAPTERS, "test", way)
    return made


@pytest.fixture(autouse=True)
def _login(eligible: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind the candidate's keyed hash stands a login."""
    with monkeypatch.context() as patch:
        patch.setattr(keys, "person", lambda _number: PERSON)
        accounts.create_account(CID, NUMBER, NUMBER[-6:], 1)


def want(*channels: Channel) -> None:
    """With a mobile and an address that are known."""
    account = accounts.find(PERSON)
    assert account
    deed = Deed(doing=Doing.CHANNELS_SET, at=NOW, by=CANDIDATE)
    change = with_mobile(account, keys.seal(MOBILE, cid=CID, attribute="mobile"), deed)
    accounts.commit_account(PERSON, change)
    sealed = keys.seal(ADDRESS, cid=CID, attribute="email")
    accounts.commit_account(PERSON, with_channels(change.after, channels, sealed, deed))


def drained(now: Instant = SOON) -> tuple[int, int, int]:
    done = send_outbox(now)
    return done["sent"], done["failed"], done["lost"]


def decided() -> str:
    """The number of a case that the school has just passed."""
    no = acting.submitted_no()
    acting.decide(no, "pass")
    return no


def test_a_decision_goes_out_by_every_channel_that_is_wanted(ways: Ways) -> None:
    want(Channel.SMS, Channel.EMAIL)
    no = decided()
    assert drained() == (1, 0, 0)
    said = f"您的申请有新进展，请登录查看。受理编号后六位 {no[-6:]}。"
    assert [way.gone[0][:2] for way in ways] == [(MOBILE, said), (ADDRESS, said)]
    assert drained() == (0, 0, 0)
    assert [len(way.gone) for way in ways] == [1, 1]


@pytest.mark.parametrize("channels", [(), (Channel.EMAIL,)])
def test_nothing_goes_where_it_is_not_wanted(channels: tuple[Channel, ...], ways: Ways) -> None:
    want(*channels)
    decided()
    drained()
    assert [len(way.gone) for way in ways] == [0, len(channels)]


def test_what_nobody_wanted_is_never_counted_as_lost(ways: Ways) -> None:
    decided()
    assert send_outbox(later(NOW, 2 * DAY)) == {"unwanted": 1}
    assert outbox.due(later(NOW, 3 * DAY)) == ()


def test_ones_own_doings_are_told_on_the_page_alone(ways: Ways) -> None:
    want(Channel.SMS)
    acting.submit()
    assert outbox.due(SOON) == ()


def test_a_stage_without_channels_keeps_no_outbox(meter: Meter) -> None:
    want(Channel.SMS)
    decided()
    assert outbox.due(SOON) == ()
    with meter() as calls:
        assert drained() == (0, 0, 0)
    assert calls == {}


def test_a_reminder_goes_out_too(ways: Ways) -> None:
    want(Channel.SMS)
    set_reminder(a_session(), "exemption", on=True, now=NOW)
    assert send_reminders(NOW) == {"told": 1}
    assert drained() == (1, 0, 0)
    assert ways[0].gone[0][1] == "您关注的业务有新的提醒，请登录查看。"


def test_what_failed_is_tried_again_later_and_what_went_is_not(ways: Ways) -> None:
    """The e-mail goes at once, the text message at its second try, under the same id."""
    want(Channel.SMS, Channel.EMAIL)
    decided()
    ways[0].faults.append(NotDeliveredError("Throttled"))
    assert drained() == (0, 1, 0)
    assert drained() == (0, 0, 0)
    assert drained(later(SOON, MINUTE)) == (1, 0, 0)
    assert [len(way.gone) for way in ways] == [1, 1]


def test_a_run_that_dies_after_sending_sends_again_under_the_same_id(
    ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(Channel.SMS)
    decided()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "settle", lambda _entry: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            drained()
    assert drained() == (0, 0, 0)
    assert drained(later(SOON, MINUTE)) == (1, 0, 0)
    first, second = ways[0].gone
    assert first == second


def test_two_runs_at_once_make_a_try_once(ways: Ways) -> None:
    want(Channel.SMS)
    decided()
    [hint] = outbox.due(SOON)
    assert outbox.claim(hint, SOON)
    assert outbox.claim(hint, SOON) is None
    assert drained() == (0, 0, 0)


def test_after_a_day_it_is_given_up_and_operators_see_how_many(ways: Ways) -> None:
    want(Channel.SMS)
    decided()
    ways[0].faults.extend([NotDeliveredError("Down")] * 99)
    waits = [later(SOON, hours * HOUR) for hours in range(0, 30, 3)]
    assert [drained(now) for now in waits][-3:] == [(0, 1, 0), (0, 0, 1), (0, 0, 0)]
    for now, count in ((later(NOW, 2 * DAY), 1), (later(NOW, 8 * DAY), 0)):
        follow_windows(now)
        assert queues.load_counts().undelivered == count


def test_a_provider_that_is_down_is_left_alone_until_the_next_run(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 2)
    want(Channel.SMS)
    for unit in ("00015", "00320", "00316"):
        acting.decide(acting.submitted_no(unit), "pass")
    ways[0].faults.extend([NotDeliveredError("Down")] * 99)
    assert drained() == (0, 2, 0)
    ways[0].faults.clear()
    assert drained() == (1, 0, 0)
    assert drained(later(SOON, MINUTE)) == (2, 0, 0)


def test_a_table_that_is_busy_costs_a_wait_and_no_message(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    want(Channel.SMS)
    decided()

    def busy(_person: str) -> None:
        raise BusyError

    with monkeypatch.context() as patch:
        patch.setattr(accounts, "find", busy)
        assert drained() == (0, 1, 0)
    assert drained(later(SOON, MINUTE)) == (1, 0, 0)

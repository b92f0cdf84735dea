"""What the clock changes."""

import json

import msgspec

from chalicelib import data
from chalicelib.domain.ids import SchoolCode, UploadId
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.reviews import RETURN
from chalicelib.settings import SETTINGS
from chalicelib.storage import people, sms, uploads
from chalicelib.storage.pixels import inspect
from chalicelib.storage.tables import RecordItem
from infra.local import minute
from tests import corpus
from tests.builders import a_window
from tests.crashes.candidates import CASE, OLD, enter, name_mobile
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.security import world


def running(at: Stand, name: str) -> Doing:
    """As the schedule does; the payload is ignored."""
    [function] = [one for one in minute.functions(at.app) if one.name == name]

    def doing() -> str:
        function.run(minute._event(name), None)
        return "done"

    return doing


def returned(at: Stand, *units: str) -> list[str]:
    browser = enter(at, OLD)
    numbers, desk = world.submit(browser, world.FIRST, *units), at.desk(world.SCHOOL_DESK)
    for no in numbers:
        assert world.decide(desk, CASE + no, RETURN, items=[{"part": 0, "reasons": ["EX14"]}]).status == 200
    return numbers


# Counts, dates for the site and each case are written one by one; the next minute does what is left.
@scenario("every_minute", crumbs=(r".",))
def expire(at: Stand) -> Doing:
    returned(at, "00015", "00320")
    two_schools(at)
    at.clock.now = later(a_window().corrects, DAY)
    return running(at, "every_minute")


def two_schools(at: Stand) -> None:
    """Each school has queues to count and cues to follow, with calls of its own: two stand for all."""
    some = {code: data.schools()[code] for code in (SchoolCode("X02"), SchoolCode("X04"))}
    at.patch.setattr(data, "schools", lambda: some)


# Each person is told in one transaction, and how far the cue has come stands apart.
@scenario("tell_people", "of a closing", crumbs=(r".",))
def remind(at: Stand) -> Doing:
    """Two who asked, with a draft each."""
    world.enter(world.SECOND)
    for browser in (enter(at, OLD), at.candidate(world.SECOND)):
        assert browser.post("/reminders", {"business": "exemption", "on": True}).status == 204
        draft = {"target": "new", "step": "courses", "body": {}, "ver": 0}
        assert browser.send("PUT", "/t/1/drafts/exemption", draft).status == 200
    two_schools(at)
    at.clock.now = later(a_window().closes, -DAY)
    return running(at, "tell_people")


# A try is noted before it is made: after a crash the message waits for its next try, ten minutes later.
@scenario("tell_people", "by text message", crumbs=(r".",), later=(r" M#",))
def send_out(at: Stand) -> Doing:
    """A decision that waits to go out, on a stage that has a channel for it."""
    sent: list[str] = []
    at.patch.setattr(sms, "SETTINGS", msgspec.structs.replace(SETTINGS, sms="test"))
    at.patch.setitem(sms.ADAPTERS, "test", lambda _number, text, _dedupe: sent.append(text))
    browser = enter(at, OLD)
    name_mobile(at)
    assert browser.post("/channels", {"sms": True, "email": False}).status == 200
    [no] = world.submit(browser)
    verdict = {"items": [{"part": 0, "reasons": ["EX14"]}]}
    assert world.decide(at.desk(world.SCHOOL_DESK), CASE + no, RETURN, **verdict).status == 200
    two_schools(at)
    at.clock.forward(minutes=1)
    return running(at, "tell_people")


# Objects first, then their entry, then the item; pictures are independent of each other.
@scenario("every_hour", crumbs=(r".",), passing=("I17",))
def forget(at: Stand) -> Doing:
    """One picture that nobody names, one of a draft, one of a case."""
    enter(at)
    for name, place in (("a", ""), ("b", "D#exemption#1#new#u-00015"), ("c", "X#01")):
        upload = UploadId(name * 32)
        uploads.accept(world.FIRST.cid, upload, inspect(corpus.jpeg(200, 150)), Instant(at.clock.now))
        if place:
            RecordItem(people.partition(world.FIRST.cid), place, body=json.dumps({"uploads": [upload]})).save()
    at.clock.forward(days=181)
    return running(at, "every_hour")

"""Demo people are plainly invented, and stand where their stories say."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain import people as rules
from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.domain.instants import DAY, SHANGHAI, Instant, later
from chalicelib.domain.orders import Way
from chalicelib.domain.people import is_resident_number
from chalicelib.domain.stages import CITY, SCHOOL, SIGNATURE
from chalicelib.domain.statuses import FeeState, State
from chalicelib.domain.windows import Business, Phase, current, effective, phase
from chalicelib.handlers import clock as real_clock
from chalicelib.storage import accounts, keys, payments, people, windows
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from infra import seeds
from infra.demo_people import COMERS, GRADUATES, MAIN_SCHOOL, MOVERS, OTHER_SCHOOL, PEOPLE, STAFF
from infra.demo_scores import sessions
from tests.conftest import metered


@pytest.fixture(scope="module")
def _emptied(_backend: None) -> None:
    """The module shares one planting; others empty the tables before each test."""
    from tests.conftest import empty

    empty()


@pytest.fixture(scope="module")
def now() -> Instant:
    return real_clock.now()


@pytest.fixture(scope="module")
def demo(_emptied: None, now: Instant) -> seeds.Demo:
    return seeds.plant(now)


def states(demo: seeds.Demo, key: str, now: Instant) -> dict[str, str]:
    [person] = [person for person in PEOPLE if person.key == key]
    view = list_exemptions(seeds.cid_of(person), 1, 1, now)
    return {unit.unit: unit.state for unit in view.units if unit.state not in ("none", "passed", "no_need")}


@pytest.mark.parametrize("person", [*PEOPLE, *GRADUATES, *MOVERS, *COMERS, *STAFF], ids=lambda person: person.called)
def test_everybody_is_plainly_invented(person: Any) -> None:
    assert person.name.endswith("·演示")
    assert person.id_number.startswith("000000")
    assert is_resident_number(person.id_number)


def test_no_two_people_share_a_number_or_a_password() -> None:
    everybody = [(one.id_number, one.password) for one in (*PEOPLE, *GRADUATES, *MOVERS, *COMERS)] + [
        (one.id_number, one.password) for one in STAFF
    ]
    for values in zip(*everybody, strict=True):
        assert len(set(values)) == len(everybody)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("zhangsan", {}),
        ("lisi", {}),
        ("wangwu", {"00015": "returned"}),
        ("zhaoliu", {"00015": "rejected"}),
        ("qianqi", {"00015": "approved"}),
        ("sunba", {}),
        ("zhoujiu", {"03708": "submitted", "03709": "submitted"}),
        ("wushi", {"00015": "under_review"}),
    ],
)
def test_person_stands_where_the_story_says(key: str, expected: dict[str, str], demo: seeds.Demo, now: Instant) -> None:
    assert states(demo, key, now) == expected


def test_six_passes_make_the_difference(demo: seeds.Demo, now: Instant) -> None:
    eligible = {p.key: list_exemptions(seeds.cid_of(p), 1, 1, now).eligible for p in PEOPLE}
    assert [key for key, can in eligible.items() if not can] == ["sunba"]


def test_everybody_can_sign_in_and_one_must_activate_first(demo: seeds.Demo) -> None:
    found = {person.key: accounts.find(keys.person(person.id_number)) for person in PEOPLE}
    assert all(account and account.tickets for account in found.values())
    assert [key for key, account in found.items() if account and not account.activated] == ["weiwu"]
    assert [person.key for person in demo.people if person.code] == ["wushi", "weiwu"]


def test_a_draft_waits_for_its_writer(demo: seeds.Demo) -> None:
    [person] = [person for person in PEOPLE if person.key == "lisi"]
    partition = people.partition(seeds.cid_of(person))
    steps = [item.sk for item in RecordItem.query(partition, RecordItem.sk.startswith("D#"))]
    assert steps == ["D#exemption#1#new#courses", "D#exemption#1#new#u-00015", "D#supplement#1#new#score"]


@pytest.mark.parametrize(
    ("business", "expected"),
    [
        (Business.EXEMPTION, Phase.OPEN),
        (Business.SUPPLEMENT, Phase.OPEN),
        (Business.PHOTO, Phase.OPEN),
        (Business.GRADUATION, Phase.OPEN),
        (Business.FEE, Phase.OPEN),
        (Business.TRANSFER_OUT, Phase.CLOSED),
        (Business.TRANSFER_IN, Phase.SOON),
    ],
)
def test_windows_show_what_is_open_soon_and_past(
    business: Business, expected: Phase, demo: seeds.Demo, now: Instant
) -> None:
    rows = effective(windows.load(now), business, SchoolCode(MAIN_SCHOOL))
    assert phase(current(rows, now), now) == expected
    assert all(row.demo for row in rows)


def test_somewhere_people_can_leave_the_province_and_know_where_to_sign(demo: seeds.Demo, now: Instant) -> None:
    window = current(effective(windows.load(now), Business.TRANSFER_OUT, SchoolCode(OTHER_SCHOOL)), now)
    assert phase(window, now) == Phase.OPEN
    assert window
    assert window.on_site


def items() -> int:
    """Without what DynamoDB takes away by itself: how much of that is left depends on the hour."""
    found = (item for model in (RecordItem, RegistryItem, SessionItem, AuditItem) for item in model.scan())
    return sum(item.ttl is None for item in found)


def test_the_set_stays_small(demo: seeds.Demo) -> None:
    assert items() <= 300


def test_somebody_stands_at_every_step_of_a_long_way(aws: None, now: Instant, monkeypatch: pytest.MonkeyPatch) -> None:
    """M3.2-09, M3.2-10: the way is shown by the whole demonstration, which has a channel to pay through."""
    monkeypatch.setattr(payments, "ways", lambda: (Way.NATIVE,))
    with metered() as calls:
        seeds.plant(now, applicants=True)
    # Whoever tries the service waits for these.
    assert calls.total() <= 1_200, calls
    heads = [people.load(seeds.cid_of(person)).head for person in GRADUATES]
    lines = [line for head in heads for line in head.lines.values()]
    assert [(line.state, line.stage, line.fee) for line in lines] == [
        (State.SUBMITTED, SCHOOL, FeeState.NONE),
        (State.RETURNED, SCHOOL, FeeState.NONE),
        (State.REJECTED, SCHOOL, FeeState.NONE),
        (State.UNDER_REVIEW, SIGNATURE, FeeState.DUE),
        (State.UNDER_REVIEW, SIGNATURE, FeeState.AT_SCHOOL),
        (State.UNDER_REVIEW, CITY, FeeState.SEEN),
        (State.APPROVED, CITY, FeeState.SEEN),
    ]
    heads = [people.load(seeds.cid_of(person)).head for person in MOVERS]
    lines = [line for head in heads for line in head.lines.values()]
    assert [(line.state, line.stage) for line in lines] == [
        (State.SUBMITTED, SCHOOL),
        (State.RETURNED, SCHOOL),
        (State.REJECTED, SCHOOL),
        (State.UNDER_REVIEW, SIGNATURE),
        (State.APPROVED, CITY),
    ]
    assert [len(rules.left(head)) for head in heads] == [0, 0, 0, 0, 7]
    comers = [people.load(seeds.cid_of(person)) for person in COMERS]
    waiting = [(line.stage, bool(line.confirmed)) for one in comers for line in one.head.lines.values()]
    assert waiting == [(SIGNATURE, False), (SIGNATURE, True)]
    assert [len(one.grants) for one in comers] == [0, 0, 2]
    assert items() <= 600


def test_no_key_holds_a_persons_number(demo: seeds.Demo) -> None:
    """Whole numbers, not what looks like one: a hash may hold any ten digits."""
    numbers = {person.id_number for person in (*PEOPLE, *STAFF)}
    numbers |= {ticket.number for one in demo.people for ticket in people.load(Cid(one.cid)).head.tickets}
    keys_ = [f"{item.pk} {item.sk}" for model in (RecordItem, RegistryItem, SessionItem) for item in model.scan()]
    assert [key for key in keys_ if any(number in key for number in numbers)] == []


@pytest.mark.parametrize("days", [100, 200, 300])
def test_the_same_people_can_be_planted_on_any_day(days: int, aws: None, now: Instant) -> None:
    """Terms, sessions and windows follow the calendar."""
    day = later(now, days * DAY)
    demo = seeds.plant(day)
    assert states(demo, "wangwu", day) == {"00015": "returned"}


def test_sessions_are_those_that_were_held() -> None:
    assert sessions(datetime(2026, 11, 23, tzinfo=SHANGHAI))[:4] == ["2026-10", "2026-04", "2025-10", "2025-04"]
    assert sessions(datetime(2026, 4, 30, tzinfo=SHANGHAI))[0] == "2025-10"


def test_masking_leaves_nothing_of_a_birthday() -> None:
    assert rules.mask_id_number(PEOPLE[0].id_number) == "000***********0014"

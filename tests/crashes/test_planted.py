"""The explorer and the storm can fail: each of these takes one protection away, and is found."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from chalicelib.domain.errors import BusyError, ConflictError
from chalicelib.storage import accounts, cases, documents, drafts, enrolled, leases, legs, people, uploads
from chalicelib.storage.legs import Leg
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem, SessionItem
from tests.crashes import storms, wire
from tests.crashes.everything import SCENARIOS
from tests.crashes.explorer import Explorer
from tests.crashes.stand import Stand
from tests.crashes.weather import Weather

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
SUBMIT = "POST /t/{ref}/exemptions: three courses with their drafts"
DECIDE = "POST /review/cases/{case}/decision: passed on"


def without(kept: Callable[[Leg], bool]) -> Plant:
    """Some legs of every act are left out."""
    whole = legs.legs
    return lambda patch: patch.setattr(cases, "legs", lambda act: [leg for leg in whole(act) if kept(leg)])


def is_key(leg: Leg, start: str) -> bool:
    return leg.item.pk.startswith(start) or leg.item.sk.startswith(start)


def two_transactions(patch: Patch) -> None:
    attempt = cases.attempt

    def torn(parts: list[Leg]) -> None:
        middle = (len(parts) + 1) // 2
        attempt(parts[:middle])
        if parts[middle:]:
            attempt(parts[middle:])

    patch.setattr(cases, "attempt", torn)


def audited_afterwards(patch: Patch) -> None:
    attempt = cases.attempt

    def in_turn(parts: list[Leg]) -> None:
        attempt([leg for leg in parts if not isinstance(leg.item, AuditItem)])
        attempt([leg for leg in parts if isinstance(leg.item, AuditItem)])

    patch.setattr(cases, "attempt", in_turn)


def conflicts_taken_for_success(patch: Patch) -> None:
    attempt = cases.attempt

    def careless(parts: list[Leg]) -> None:
        try:
            attempt(parts)
        except BusyError:
            return

    patch.setattr(cases, "attempt", careless)


def released_in_two(patch: Patch) -> None:
    def release(no: str, holder: str) -> None:
        SessionItem(f"LEASE#{no}", "-").delete()
        SessionItem(f"R#{holder}", f"L#{no}").delete()

    patch.setattr(leases, "release", release)


def named_before_it_is_there(patch: Patch) -> None:
    keep, put = uploads._put_if_absent, uploads._put
    waiting: list[tuple[str, bytes]] = []

    def first_the_item(*given: Any) -> Any:
        stored = keep(*given)
        for one in waiting:
            put(*one)
        waiting.clear()
        return stored

    patch.setattr(uploads, "_put", lambda *given: waiting.append(given))
    patch.setattr(uploads, "_put_if_absent", first_the_item)


def published_before_the_documents(patch: Patch) -> None:
    publish, save = documents.publish, RegistryItem.save
    waiting: list[RegistryItem] = []

    def first_the_head(*given: Any, **more: Any) -> int:
        rev = publish(*given, **more)
        for one in waiting:
            save(one)
        waiting.clear()
        return rev

    patch.setattr(RegistryItem, "save", lambda item: waiting.append(item))
    patch.setattr(documents, "publish", first_the_head)


def login_first(patch: Patch) -> None:
    def create(newcomers: Sequence[enrolled.Newcomer]) -> None:
        enrolled._put(RecordItem, [accounts.item_of(one.person, one.account) for one in newcomers])
        enrolled._put(RecordItem, [people.item_of(one.head, one.id_number) for one in newcomers])
        entries = [item for one in newcomers for item in enrolled.entries(one.person, one.head, one.head.tickets)]
        enrolled._put(RegistryItem, entries)

    patch.setattr(enrolled, "create", create)


def told_without_memory(patch: Patch) -> None:
    attempt = cases.attempt
    patch.setattr(cases, "attempt", lambda parts: attempt([leg for leg in parts if not is_key(leg, "REM#told#")]))


def not_read_back(patch: Patch) -> None:
    patch.setattr(drafts, "_standing", lambda _item: None)


def never_seen_before(patch: Patch) -> None:
    def put(cid: Any, picture: Any, now: Any) -> Any:
        place = uploads.upload_key(cid, picture.id)
        if list(RecordItem.query(place[0], RecordItem.sk == place[1], consistent_read=True)):
            raise ConflictError
        return keep(cid, picture, now)

    keep = uploads._put_if_absent
    patch.setattr(uploads, "_put_if_absent", put)


def no_token(patch: Patch) -> None:
    patch.setattr(wire, "_token", lambda _request: "")


PLANTED: dict[str, tuple[str, Plant]] = {
    "two transactions instead of one": (SUBMIT, two_transactions),
    "the event in a transaction of its own": (DECIDE, audited_afterwards),
    "no event": (SUBMIT, without(lambda leg: not isinstance(leg.item, AuditItem))),
    "no lock": (SUBMIT, without(lambda leg: not is_key(leg, "K#"))),
    "no memory of the operation": (SUBMIT, without(lambda leg: not is_key(leg, "I#"))),
    "a decision that keeps the lease": (DECIDE, without(lambda leg: not is_key(leg, "LEASE#"))),
    "a lease given up in two writes": ("POST /review/cases/{case}/release", released_in_two),
    "no token": ("POST /review/session", no_token),
    "a draft not read back": ("PUT /t/{ref}/drafts/{business}: a first step", not_read_back),
    "a picture's item before the picture": ("POST /uploads/{upload}/complete", named_before_it_is_there),
    "a second completion refused": ("POST /uploads/{upload}/complete", never_seen_before),
    "the head before its documents": ("import courses", published_before_the_documents),
    "the login before its person": ("import candidates", login_first),
    "a reminder nobody remembers": ("tell_people: of a closing", told_without_memory),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_crash_finds_what_is_missing(planted: str, stand: Stand, monkeypatch: Patch) -> None:
    name, plant = PLANTED[planted]
    [scenario] = [one for one in SCENARIOS if one.name == name]
    plant(monkeypatch)
    assert Explorer(stand, scenario).explore(until_found=True).faults


def test_a_storm_finds_an_error_that_is_hidden(rested: None, stand: Stand, monkeypatch: Patch) -> None:
    [scenario] = [one for one in SCENARIOS if one.name == SUBMIT]
    over, weather = Explorer(stand, scenario), Weather(seed=1)
    conflicts_taken_for_success(monkeypatch)
    monkeypatch.setattr(storms, "SHARE", 0.7)
    for _ in range(20):
        weather.blow(over)
    assert any("which is not so" in one for one in weather.wrong)

"""The matrix notices the loss of any guard: each is taken away in turn, on every route that has it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pytest

import app as _every_area  # noqa: F401
from chalicelib.domain import people, reviews, staff, uploads
from chalicelib.domain.ids import Cid
from chalicelib.domain.reviews import Scope
from chalicelib.handlers import calls, cookies, guards, http
from chalicelib.handlers import reviews as review_views
from chalicelib.storage import accounts, attestations, cases, leases, staff_sessions, submissions
from chalicelib.storage import people as stored_people
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import RecordItem, SessionItem
from chalicelib.usecases.applications import resubmit_application
from chalicelib.usecases.graduations import show_register
from chalicelib.usecases.office import export_cases, publish_notice, set_windows, show_asks, show_windows
from chalicelib.usecases.transfers import arrivals
from tests.security import asks, cells, world
from tests.security.scene import Scene
from tests.security.table import TABLE

Looks = Callable[[Scene, str], Iterator[str]]


class Mutant(NamedTuple):
    """What is taken away, the routes that have it, and where the matrix must see that it is gone."""

    removed: Callable[[pytest.MonkeyPatch, Scene], None]
    names: list[str]
    looks: Looks


def gone(owner: object, *names: str, gives: Any = None) -> Callable[[pytest.MonkeyPatch, Scene], None]:
    """These functions judge nothing any more."""

    def remove(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
        for name in names:
            patch.setattr(owner, name, lambda *_args, **_more: gives)

    return remove


def seen_by(*who: str) -> Looks:
    return lambda scene, name: (fault for one in who for fault in cells.faults(scene, name, one))


def seen_when(wrong: str) -> Looks:
    return lambda scene, name: cells.wronged(scene, name, wrong)


def having(wrong: str) -> list[str]:
    return [name for name in cells.first_ways() if wrong in cells.wrongs(asks.route(name))]


def guarded(guard: str) -> list[str]:
    return [name for name in cells.first_ways() if asks.route(name).guard == guard]


def on(*ways: str) -> list[str]:
    """Ways to ask for a case, by the end of their name."""
    return [
        f"{'GET' if way in ('', 'degree-audit') else 'POST'} /review/cases/{{case}}{'/' * bool(way)}{way}"
        for way in ways
    ]


def everybody_is_the_applicant(patch: pytest.MonkeyPatch, scene: Scene) -> None:
    session = world.session_of(world.FIRST, scene.now)
    patch.setattr(guards, "candidate_session", lambda *_: (session, ()))


def everybody_sits_at_the_school(patch: pytest.MonkeyPatch, scene: Scene) -> None:
    cookie = scene.jars["school"].cookies[cookies.STAFF_COOKIE]
    patch.setattr(guards, "staff_session", lambda *_: (staff_sessions.find(cookie), cookie))


def sessions_never_age(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    for module in (cookies, guards):
        patch.setattr(module, "is_alive", lambda *_: True)


def epochs_are_not_compared(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(stored_people, "require_epoch", lambda *_: None)
    patch.setattr(accounts, "of_session", lambda session: accounts.find(session.person))


def raise_epoch(cid: Cid) -> None:
    RecordItem(stored_people.partition(cid), stored_people.HEAD).update([RecordItem.epoch.set(2)])


def any_session_ends_all(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(accounts, "end_sessions", lambda session: raise_epoch(session.cid))


def everybody_is_of_the_city(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(review_views, "scope_of", lambda _staff: Scope("city"))


def everybody_is_of_the_office(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    for module in (show_windows, export_cases, show_asks, publish_notice):
        patch.setattr(module, "require_role", lambda *_: None)
    patch.setattr(set_windows, "require_office", lambda *_: None)
    patch.setattr(staff, "is_administrator", lambda _: True)


def any_ordinal_is_the_first(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(people, "ticket_of", lambda head, _ref: head.tickets[0])


def cases_are_found_by_number(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    """Whose partition it is does not come from the session any more."""
    real = cases.load
    patch.setattr(cases, "load", lambda _cid, no: real(world.FIRST.cid, no))
    standing = attestations._standing
    patch.setattr(attestations, "_standing", lambda _cid, no, epoch: standing(world.FIRST.cid, no, epoch))
    real_load = submissions.load

    def load(cid: Any, wanted: Any = (), no: Any = None, drafts: Any = ()) -> Any:
        found = real_load(world.FIRST.cid, (), no)
        return real_load(cid, wanted, None, drafts)._replace(case=found.case)

    patch.setattr(submissions, "load", load)


def a_case_is_of_any_ticket(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(resubmit_application, "_require", lambda case, _sent: case)
    patch.setattr(show_register, "_require_ticket", lambda *_: None)
    patch.setattr(arrivals, "require_ticket", lambda *_: None)


def a_school_may_end_what_it_began(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(reviews, "within", lambda *_: True)
    patch.setattr(reviews, "_same_eyes", lambda *_: None)


def any_slip_will_do(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(uploads, "require_own", lambda slip, *_: slip)


def anybody_releases(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(leases, "release", lambda no, _holder: SessionItem(f"LEASE#{no}", "-").delete())


def everybody_holds_everything(patch: pytest.MonkeyPatch, scene: Scene) -> None:
    def find(no: Any, now: Any) -> Lease:
        return Lease(no=no, cid=world.FIRST.cid, holder=scene.desks["school"].id, holder_name="", since=now, until=now)

    patch.setattr(leases, "find", find)


def nobody_need_hold_it(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    real = cases.commit
    patch.setattr(cases, "commit", lambda act: real(msgspec.structs.replace(act, leaseholder="")))


def a_key_may_be_missing(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(calls.Call, "idempotency_key", property(lambda call: call.key or "x" * 16))


ENDED, END = "a session ended elsewhere", "POST /session/end"
WITH_REF = [name for name in cells.first_ways() if "{ref}" in name]
# Everybody who reviews may search; a request is settled, and a file given, by who one is.
OTHERWISE = ("POST /office/search", "POST /office/asks/")
MUTANTS: dict[str, Mutant] = {
    "host": Mutant(gone(guards, "require_host"), having("the other host"), seen_when("the other host")),
    "own page": Mutant(gone(guards, "require_own_page"), having("another site"), seen_when("another site")),
    "CSRF token": Mutant(gone(guards, "require_csrf"), having("no token"), seen_when("no token")),
    "candidates' session": Mutant(everybody_is_the_applicant, guarded(http.CANDIDATE), seen_by("anonymous")),
    "staff's session": Mutant(everybody_sits_at_the_school, guarded(http.STAFF), seen_by("anonymous")),
    "age of a session": Mutant(
        sessions_never_age, having("a session of yesterday"), seen_when("a session of yesterday")
    ),
    "epoch of a session": Mutant(
        epochs_are_not_compared, [name for name in having(ENDED) if name != END], seen_when(ENDED)
    ),
    "epoch, to end a session": Mutant(any_session_ends_all, [END], seen_when(ENDED)),
    "key": Mutant(a_key_may_be_missing, having("no key"), seen_when("no key")),
    "role": Mutant(
        gone(review_views, "require_role"),
        [
            *("GET /review/queue", "GET /review/mine", "POST /review/queue/next"),
            *on("", "degree-audit", "lease at the city", "reveal at the city", "release", "decision at the city"),
        ],
        seen_by("office"),
    ),
    "role at the office": Mutant(
        everybody_is_of_the_office,
        [name for name in guarded(http.STAFF) if "/office/" in name and not name.startswith(OTHERWISE)],
        seen_by("city"),
    ),
    "scope, to see": Mutant(
        gone(reviews, "require_visible"), on("", "degree-audit", "lease", "decision"), seen_by("other-school")
    ),
    "scope, to act": Mutant(
        gone(reviews, "within", gives=True),
        on("lease", "reveal", "decision", "reveal at the city"),
        seen_by("school", "city"),
    ),
    "scope and other eyes": Mutant(
        a_school_may_end_what_it_began, on("lease at the city", "decision at the city"), seen_by("school")
    ),
    "scope of a queue": Mutant(
        everybody_is_of_the_city, ["GET /review/queue", "POST /review/queue/next"], seen_by("other-school")
    ),
    "ticket of one's own": Mutant(
        any_ordinal_is_the_first, [name for name in WITH_REF if "{no}" not in name], cells.somebodys_ticket
    ),
    "ticket of the case": Mutant(
        a_case_is_of_any_ticket, [name for name in WITH_REF if "{no}" in name], seen_by("ticket")
    ),
    "partition of one's own": Mutant(
        cases_are_found_by_number,
        [name for name in cells.first_ways() if "{no}" in name],
        seen_by("other"),
    ),
    "slip of one's own": Mutant(any_slip_will_do, ["POST /uploads/{upload}/complete"], seen_by("other")),
    "holder, to release": Mutant(anybody_releases, on("release", "release at the city"), seen_by("school", "city")),
    "holder, to reveal": Mutant(everybody_holds_everything, on("reveal unheld"), seen_by("school")),
    "holder, to decide": Mutant(nobody_need_hold_it, on("decision unheld"), seen_by("school")),
}


@pytest.mark.parametrize("guard", MUTANTS)
def test_no_route_can_lose_this_guard_unnoticed(guard: str, scene: Scene) -> None:
    """That the same looks find nothing while it is there, the matrix itself says."""
    mutant = MUTANTS[guard]
    survivors = []
    for name in mutant.names:
        with pytest.MonkeyPatch.context() as patch:
            mutant.removed(patch, scene)
            if next(mutant.looks(scene, name), None) is None:
                survivors.append(name)
    assert mutant.names
    assert survivors == []


def test_the_mutants_are_about_every_guard_of_every_route() -> None:
    counted = [(guard, name) for guard, mutant in MUTANTS.items() for name in mutant.names]
    assert len(set(counted)) == len(counted)
    assert {name for _, name in counted} <= TABLE.keys()
    assert {name for _, name in counted} >= {name for name in cells.first_ways() if asks.route(name).host != "any"}
    assert len(counted) > 200

"""The model and the invariants can fail: 22 defects, each put into the application, each found by plain acts."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain import applications, filings, lapses, own_acts, people, reviews, windows
from chalicelib.domain.applications import Case, Change
from chalicelib.storage import captchas, legs, operations, orders
from chalicelib.storage.tables import AuditItem, SessionItem
from chalicelib.usecases.clock import follow_windows
from tests.model.longer import (
    WHO,
    at_the_counter,
    at_the_counter_again,
    gone,
    graduated,
    leaving_and_exempted,
    paid,
    signed_before_a_yes,
)
from tests.model.stories import Play
from tests.model.world import World

Patch = pytest.MonkeyPatch


def no_lock_is_freed(patch: Patch) -> None:
    patch.setattr(Change, "locks_freed", ())


def no_event_is_written(patch: Patch) -> None:
    _legs_without(patch, AuditItem)


def leases_are_not_looked_at(patch: Patch) -> None:
    _legs_without(patch, SessionItem)


def _legs_without(patch: Patch, table: type) -> None:
    made = legs._change

    def fewer(*given: Any) -> Iterator[legs.Leg]:
        return (leg for leg in made(*given) if not isinstance(leg.item, table))

    patch.setattr(legs, "_change", fewer)


def windows_never_close(patch: Patch) -> None:
    patch.setattr(windows, "is_open", lambda _window, _now: True)


def no_version_is_counted(patch: Patch) -> None:
    step = applications.step

    def standing(before: Any, event: Any, after: Any, by: Any, **more: Any) -> Any:
        moved, record = step(before, event, after, by, **more)
        return msgspec.structs.replace(moved, ver=before.ver if before else 1), record

    patch.setattr(applications, "step", standing)
    patch.setattr(reviews, "step", standing)
    patch.setattr(own_acts, "step", standing)


def a_captcha_outlives_its_answer(patch: Patch) -> None:
    patch.setattr(captchas, "burn", lambda *_: None)
    patch.setattr("chalicelib.usecases.sessions.prove_human.captchas.burn", lambda *_: None)


def signing_out_ends_nothing(patch: Patch) -> None:
    patch.setattr("chalicelib.usecases.sessions.sign_out.accounts.end_sessions", lambda _session: None)


def submissions_are_not_acknowledged(patch: Patch) -> None:
    path = "chalicelib.usecases.applications.submit_applications.messages.acknowledged"
    patch.setattr(path, lambda changes, _book: changes)


def people_judge_themselves(patch: Patch) -> None:
    patch.setattr(reviews, "require_visible", lambda *_: None)


def one_employer_decides_twice(patch: Patch) -> None:
    patch.setattr(reviews, "_same_eyes", lambda *_: None)


def an_approval_gives_nothing(patch: Patch) -> None:
    patch.setattr("chalicelib.usecases.reviews.decide_application._grants", lambda *_: ())


def a_copy_is_a_request_of_its_own(patch: Patch) -> None:
    patch.setattr(operations, "once", lambda _operation, doing: doing())


def one_course_is_applied_for_twice(patch: Patch) -> None:
    patch.setattr(filings, "require_free", lambda *_: None)
    patch.setattr(applications, "locks_of", lambda _case: ())


def nobody_waits_for_a_fee(patch: Patch) -> None:
    patch.setattr(reviews, "_require_paid", lambda _case: None)
    patch.setattr(reviews, "awaits", reviews.within)


def time_for_paying_never_ends(patch: Patch) -> None:
    patch.setattr(lapses, "lapses_at", lambda _case, _windows: None)


def a_school_that_takes_its_fee_leaves_who_was_asked(patch: Patch) -> None:
    patch.setattr(follow_windows, "takes_here", lambda _desk: True)


def what_the_school_takes_is_forgotten_in_the_next_round(patch: Patch) -> None:
    patch.setattr(applications, "FOR_GOOD", {"paid"})


def money_leaves_the_case_as_it_is(patch: Patch) -> None:
    commit = orders.commit
    patch.setattr(orders, "commit", lambda move, _change=None: commit(move))


def a_degree_keeps_no_snapshot(patch: Patch) -> None:
    patch.setattr("chalicelib.usecases.reviews.decide_application._snapshot", lambda *_: None)


def what_has_left_stays_on_the_record(patch: Patch) -> None:
    patch.setattr(people, "left", lambda _head: frozenset())


def a_ticket_does_something_else_beside_leaving(patch: Patch) -> None:
    patch.setattr(filings, "require_ticket", lambda *_given, **_more: None)


def withdrawn(play: Play) -> None:
    play.tell("exemption", WHO, "withdraw")


def approved(play: Play) -> None:
    play.tell("exemption", WHO, "pass pass")


def too_late(play: Play) -> None:
    play.jump_to_edge("exemption", "2026H2", "closes", 0)
    withdrawn(play)


def unheld(play: Play) -> None:
    withdrawn(play)
    play.submit(WHO, "exemption", ["00320"])
    play.decide("school", 1, "reject")


def out_and_back(play: Play) -> None:
    play.sign_in(WHO)
    play.sign_out(WHO)
    play.come_back_with_an_old_cookie(0)


def oneself(play: Play) -> None:
    play.tell("exemption", "candidate-1", "")
    play.decide("kin", 0, "reject")


def one_employer(play: Play) -> None:
    play.tell("exemption", WHO, "pass")
    play.lease("part-time", 0)


def sent_twice(play: Play) -> None:
    withdrawn(play)
    play.send_again(0)


def applied_twice(play: Play) -> None:
    play.tell("exemption", WHO, "")
    play.submit(WHO, "exemption", ["00015"])


def unpaid(play: Play) -> None:
    play.tell("graduation", WHO, "pass")
    play.lease("school", 0)


def lapsed(play: Play) -> None:
    play.tell("graduation", WHO, "pass unpaid")


def nobody_waits_for_a_yes(patch: Patch) -> None:
    patch.setattr(Case, "is_unconfirmed", False)


DEFECTS: list[tuple[Callable[[Patch], None], Callable[[Play], None], str | None]] = [
    (no_lock_is_freed, withdrawn, "I1'"),
    (no_event_is_written, withdrawn, "I4'"),
    (leases_are_not_looked_at, unheld, "conflict"),
    (windows_never_close, too_late, "window_closed"),
    (no_version_is_counted, withdrawn, "I4'"),
    (a_captcha_outlives_its_answer, lambda play: play.sign_in(WHO), None),
    (signing_out_ends_nothing, out_and_back, None),
    (submissions_are_not_acknowledged, withdrawn, None),
    (people_judge_themselves, oneself, "unknown"),
    (one_employer_decides_twice, one_employer, "forbidden"),
    (an_approval_gives_nothing, approved, "I2'"),
    (a_copy_is_a_request_of_its_own, sent_twice, None),
    (one_course_is_applied_for_twice, applied_twice, "live_application"),
    (nobody_waits_for_a_fee, unpaid, "wrong_state"),
    (time_for_paying_never_ends, lapsed, None),
    (a_school_that_takes_its_fee_leaves_who_was_asked, at_the_counter, None),
    (what_the_school_takes_is_forgotten_in_the_next_round, at_the_counter_again, None),
    (money_leaves_the_case_as_it_is, paid, "I25"),
    (a_degree_keeps_no_snapshot, graduated, "I14"),
    (what_has_left_stays_on_the_record, gone, None),
    (nobody_waits_for_a_yes, signed_before_a_yes, None),
    (a_ticket_does_something_else_beside_leaving, leaving_and_exempted, "live_application"),
]


def acts(world: World, acting: Callable[[Play], None]) -> None:
    play = Play(world)
    acting(play)
    play.compare()


@pytest.mark.parametrize(("defect", "acting", "said"), DEFECTS, ids=lambda one: getattr(one, "__name__", None))
def test_a_planted_defect_is_found(
    defect: Callable[[Patch], None], acting: Callable[[Play], None], said: str | None, world: World
) -> None:
    """The same acts pass without it."""
    acts(world, acting)
    with Patch.context() as patch:
        defect(patch)
        with pytest.raises(AssertionError, match=said):
            acts(world, acting)

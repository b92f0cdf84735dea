"""What may be wrong with the cases of a person, each in one way."""

from typing import Any

import msgspec

from chalicelib.domain import applications, lapses
from chalicelib.domain.applications import Act, Operation, Round
from chalicelib.domain.audit import CLOCK
from chalicelib.domain.decisions import Decision
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import cases
from chalicelib.storage.leases import Lease
from chalicelib.storage.tables import RecordItem, SessionItem
from tests.infra.check.corrupting import Told, breaks, case_in, cid_of, first, head_of, put_case, rewrite, told_of


@breaks("I1")
def a_live_case_has_no_lock(_: Instant) -> None:
    first(RecordItem, "C#", "K#").delete()


@breaks("I1")
def a_lock_names_another_case(_: Instant) -> None:
    first(RecordItem, "C#", "K#").update([RecordItem.holder.set(case_in(State.APPROVED).case.no)])


@breaks("I1")
def a_lock_outlives_its_case(_: Instant) -> None:
    told = case_in(State.REJECTED)
    RecordItem(told.item.pk, f"K#{told.case.locks[0]}", holder=told.case.no).save()


@breaks("I1")
def two_live_cases_are_about_one_course(_: Instant) -> None:
    one, other = (
        item for item in RecordItem.scan() if item.pk.endswith(cid_of("zhoujiu")) and item.sk.startswith("K#")
    )
    told = told_of(RecordItem.get(one.pk, f"X#{one.holder}"))
    put_case(told, locks=(other.sk.removeprefix("K#"),))


@breaks("I2")
def an_approval_gave_nothing(_: Instant) -> None:
    first(RecordItem, "C#", "A#G#exempt").delete()


@breaks("I2")
def a_grant_came_from_nowhere(_: Instant) -> None:
    grant = first(RecordItem, "C#", "A#G#exempt")
    made = msgspec.structs.replace(
        msgspec.json.decode(grant.body, type=Grant), code="99999", no=case_in(State.REJECTED).case.no
    )
    RecordItem(grant.pk, "A#G#exempt#99999", body=msgspec.json.encode(made).decode()).save()


@breaks("I2")
def a_grant_is_of_another_course_than_its_key(_: Instant) -> None:
    grant = first(RecordItem, "C#", "A#G#supplemented")
    rewrite(grant, Grant, effect="transferred")


@breaks("I2")
def a_grant_stands_beside_what_was_approved(_: Instant) -> None:
    grant = first(RecordItem, "C#", "A#G#exempt")
    made = msgspec.structs.replace(msgspec.json.decode(grant.body, type=Grant), code="00034")
    RecordItem(grant.pk, "A#G#exempt#00034", body=msgspec.json.encode(made).decode()).save()


@breaks("I2")
def a_granted_score_was_raised(_: Instant) -> None:
    rewrite(first(RecordItem, "C#", "A#G#supplemented"), Grant, score=100)


@breaks("I2")
def a_granted_month_was_changed(_: Instant) -> None:
    rewrite(first(RecordItem, "C#", "A#G#supplemented"), Grant, month="1990-01")


@breaks("I9")
def one_round_was_decided_twice(_: Instant) -> None:
    told = case_in(State.RETURNED)
    put_case(told, decisions=told.case.decisions * 2)


@breaks("I9")
def a_decision_lost_its_text(_: Instant) -> None:
    told = case_in(State.RETURNED)
    RecordItem.get(told.item.pk, f"X#{told.case.no}#R01#school").delete()


@breaks("I9")
def a_decision_says_something_else(_: Instant) -> None:
    told = case_in(State.RETURNED)
    rewrite(RecordItem.get(told.item.pk, f"X#{told.case.no}#R01#school"), Decision, outcome="reject")


@breaks("I10")
def what_was_sent_was_changed(_: Instant) -> None:
    told = case_in(State.APPROVED)
    rewrite(RecordItem.get(told.item.pk, f"X#{told.case.no}#R01"), Round, notice="2020-1")


@breaks("I10")
def a_decision_is_about_something_else(_: Instant) -> None:
    told = case_in(State.RETURNED)
    [line] = told.case.decisions
    put_case(told, decisions=(msgspec.structs.replace(line, digest="0" * 64),))


@breaks("I10")
def a_round_is_gone(_: Instant) -> None:
    told = case_in(State.SUBMITTED)
    RecordItem.get(told.item.pk, f"X#{told.case.no}#R01").delete()


@breaks("I11")
def one_office_decided_both_times(_: Instant) -> None:
    approved = map(told_of, RecordItem.scan(RecordItem.state == State.APPROVED))
    told = next(one for one in approved if len(one.case.stages) == 2)
    school, city = told.case.decisions
    put_case(told, decisions=(school, msgspec.structs.replace(city, organisation=school.organisation)))


@breaks("I11")
def somebody_decided_on_himself(_: Instant) -> None:
    told = case_in(State.RETURNED)
    put_case(told, person=told.case.decisions[0].person)


@breaks("I12")
def a_case_expired_too_early(now: Instant) -> None:
    told = case_in(State.RETURNED)
    operation = Operation(actor=CLOCK.id, key="expire-too-early", request="", at=now)
    cases.commit(Act(operation=operation, changes=(lapses.expired(told.case, CLOCK, now),), cid=told.case.cid))


@breaks("I12")
def a_case_that_is_over_waits_on(now: Instant) -> None:
    told = case_in(State.RETURNED)
    told.item.update([RecordItem.ws.set(f"{later(now, -2 * DAY):013}#{told.case.no}")])


@breaks("I33")
def a_message_is_never_sent(now: Instant) -> None:
    place = [RecordItem.w.set("T#outbox#0"), RecordItem.ws.set(f"{later(now, -HOUR):013}#0")]
    first(RecordItem, "C#", "M#").update(place)


@breaks("T4")
def a_live_case_is_not_on_the_head(_: Instant) -> None:
    case = case_in(State.SUBMITTED).case
    head_of(case).update([RecordItem.lines[case.no].remove()])


@breaks("T4")
def the_head_tells_an_old_state(_: Instant) -> None:
    case = case_in(State.RETURNED).case
    line = msgspec.structs.replace(applications.line_of(case), state=State.SUBMITTED)
    head_of(case).update([RecordItem.lines[case.no].set(msgspec.json.encode(line).decode())])


@breaks("T5")
def conditions_see_an_old_version(_: Instant) -> None:
    case_in(State.SUBMITTED).item.update([RecordItem.ver.set(7)])


@breaks("T5")
def a_case_waits_in_another_queue(_: Instant) -> None:
    case_in(State.SUBMITTED).item.update([RecordItem.w.set("Q#exemption#city")])


@breaks("T5")
def a_queue_shows_an_old_row(_: Instant) -> None:
    case_in(State.UNDER_REVIEW).item.update([RecordItem.row.set("{}")])


@breaks("T7")
def a_message_counts_twice(_: Instant) -> None:
    head_of(case_in(State.RETURNED).case).update([RecordItem.unread.add(1)])


def _lease(told: Told, now: Instant) -> tuple[SessionItem, SessionItem]:
    lease = Lease(
        no=told.case.no, cid=told.case.cid, holder="0" * 32, holder_name="", since=now, until=later(now, HOUR)
    )
    shared: Any = {"body": msgspec.json.encode(lease).decode(), "until": lease.until, "ttl": lease.until // 1000}
    held = SessionItem(f"LEASE#{lease.no}", "-", holder=lease.holder, **shared)
    return held, SessionItem(f"R#{lease.holder}", f"L#{lease.no}", **shared)


@breaks("T8")
def a_lease_is_on_nobodys_list(now: Instant) -> None:
    _lease(case_in(State.SUBMITTED), now)[0].save()


@breaks("T8")
def somebody_lists_a_lease_that_is_gone(now: Instant) -> None:
    _lease(case_in(State.SUBMITTED), now)[1].save()


@breaks("T8")
def a_case_that_waits_for_nobody_is_leased(now: Instant) -> None:
    for item in _lease(case_in(State.RETURNED), now):
        item.save()

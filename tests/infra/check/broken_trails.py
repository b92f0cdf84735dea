"""What may be wrong with the events of a case, and with configuration."""

from typing import Any

import msgspec

from chalicelib.domain import applications
from chalicelib.domain.applications import Act, Case, Operation, Round, Subject
from chalicelib.domain.audit import CLOCK, AuditEvent
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.statuses import Event, State
from chalicelib.domain.windows import Window, find
from chalicelib.storage import cases, windows
from chalicelib.storage.revisions import Edit
from chalicelib.storage.staff import Member
from chalicelib.storage.tables import AuditItem, RecordItem, RegistryItem
from tests.infra.check.corrupting import breaks, case_in, events_of, first, head_of, put_case, retell, rewrite


def _with(events: list[AuditEvent], place: int, **changes: Any) -> list[AuditEvent]:
    return [*events[:place], msgspec.structs.replace(events[place], **changes), *events[place + 1 :]]


def _window_of(case: Case) -> Window:
    found = find(windows.fresh(), case.window, case.school)
    assert found
    return found


@breaks("I3")
def a_case_took_a_way_that_is_none(_: Instant) -> None:
    told = case_in(State.RETURNED)
    retell(told, _with(events_of(told.case.no), 1, event=Event.WITHDRAW))


@breaks("I3")
def a_case_came_from_where_it_was_not(_: Instant) -> None:
    told = case_in(State.REJECTED)
    retell(told, _with(events_of(told.case.no), 1, came_from=State.UNDER_REVIEW))


@breaks("I4")
def a_case_moved_without_an_event(_: Instant) -> None:
    told = case_in(State.SUBMITTED)
    put_case(told, state=State.WITHDRAWN)
    RecordItem(told.item.pk, f"K#{told.case.locks[0]}").delete()
    head_of(told.case).update([RecordItem.lines[told.case.no].remove()])


@breaks("I4")
def the_last_event_was_cut_off(_: Instant) -> None:
    told = case_in(State.REJECTED)
    AuditItem.get(f"X#{told.case.no}", "000002").delete()


@breaks("I4")
def all_events_are_gone(_: Instant) -> None:
    for item in AuditItem.query(f"X#{case_in(State.SUBMITTED).case.no}"):
        item.delete()


@breaks("I5")
def what_was_over_went_on(_: Instant) -> None:
    told = case_in(State.APPROVED)
    events = events_of(told.case.no)
    again = msgspec.structs.replace(events[-1], came_from=State.APPROVED, event=Event.REJECT, actor=CLOCK)
    retell(told, [*events, again], ver=told.case.ver + 1)


@breaks("I6")
def a_case_was_sent_before_the_window_opened(_: Instant) -> None:
    told = case_in(State.REJECTED)
    retell(told, _with(events_of(told.case.no), 0, at=later(told.case.submitted_at, -120 * DAY)))


@breaks("I6")
def a_case_was_sent_at_the_instant_of_closing(_: Instant) -> None:
    told = case_in(State.REJECTED)
    retell(told, _with(events_of(told.case.no), 0, at=_window_of(told.case).closes))


@breaks("I6")
def a_case_was_mended_at_the_instant_at_which_mending_ends(_: Instant) -> None:
    case = case_in(State.RETURNED).case
    sent = msgspec.json.decode(RecordItem.get(f"C#{case.cid}", f"X#{case.no}#R01").body or "", type=Round)
    ends = _window_of(case).corrects
    mended = applications.sealed(msgspec.structs.replace(sent, round=2, at=ends))
    subject = Subject(unit=case.unit, plan_id=case.plan_id, codes=case.codes, locks=case.locks, title=case.title)
    change = applications.resubmitted(case, mended, CLOCK, term=case.term, subject=subject)
    operation = Operation(actor=CLOCK.id, key="mended-too-late", request="", at=ends)
    cases.commit(Act(operation=operation, changes=(change,), cid=case.cid))


@breaks("I6")
def a_case_names_windows_that_never_were(_: Instant) -> None:
    told = case_in(State.REJECTED)
    retell(told, _with(events_of(told.case.no), 0, detail=f"{told.case.window}@99 plan@0"))


@breaks("I13")
def a_reviewer_had_another_school(_: Instant) -> None:
    member = next(item for item in RegistryItem.scan() if item.pk == "STAFF" and "X02" in (item.body or ""))
    found = msgspec.json.decode(member.body or "", type=Member)
    rewrite(member, Member, staff=msgspec.structs.replace(found.staff, schools=("X99",)))


@breaks("I13")
def a_reviewer_is_not_on_the_register(_: Instant) -> None:
    [line, *_] = case_in(State.RETURNED).case.decisions
    RegistryItem.get(f"STAFF#person#{line.person}", "-").delete()
    next(item for item in RegistryItem.scan() if item.pk == "STAFF" and line.staff in item.body).delete()


@breaks("I31")
def an_event_was_rewritten(_: Instant) -> None:
    rewrite(AuditItem.get(f"X#{case_in(State.APPROVED).case.no}", "000002"), AuditEvent, detail="EX15")


@breaks("I31")
def an_event_of_a_person_was_rewritten(_: Instant) -> None:
    rewrite(first(AuditItem, "P#"), AuditEvent, detail="nothing")


@breaks("I31")
def an_event_hides_from_its_day(_: Instant) -> None:
    first(AuditItem, "X#").update([AuditItem.day.set("20200101#0")])


@breaks("T5")
def a_look_hides_from_its_day(_: Instant) -> None:
    first(AuditItem, "SEEN#").update([AuditItem.day.remove()])


@breaks("I35")
def the_windows_are_not_those_that_were_published(_: Instant) -> None:
    item = RegistryItem.get("CONF", "windows")
    rows = msgspec.json.decode(item.body or "", type=tuple[Window, ...])
    longer = [msgspec.structs.replace(row, corrects=later(row.corrects, DAY)) for row in rows]
    item.update([RegistryItem.body.set(msgspec.json.encode(longer).decode())])


@breaks("I35")
def a_revision_was_published_without_an_event(_: Instant) -> None:
    item = RegistryItem.get("CONF", "sessions")
    RegistryItem("CONF", "sessions#000002", body=item.body, rev=2).save()
    item.update([RegistryItem.rev.set(2)])


@breaks("I35")
def an_old_revision_is_gone(now: Instant) -> None:
    windows.save(windows.fresh().rows, seen=1, edit=Edit(CLOCK, now))
    windows.save(windows.fresh().rows, seen=2, edit=Edit(CLOCK, now))
    RegistryItem.get("CONF", "windows#000002").delete()


@breaks("I35")
def two_windows_are_open_at_once(now: Instant) -> None:
    rows = windows.fresh().rows
    twin = msgspec.structs.replace(rows[0], term="2020H1")
    windows.save((*rows, twin), seen=1, edit=Edit(CLOCK, now))


@breaks("I35")
def an_imported_document_was_changed(_: Instant) -> None:
    RegistryItem("PLAN#plans#X", "0" * 32, body="{}").save()


@breaks("T6")
def a_number_leads_to_somebody_else(_: Instant) -> None:
    first(RegistryItem, "N#").update([RegistryItem.body.set("0" * 32)])


@breaks("T6")
def a_number_leads_nowhere(_: Instant) -> None:
    first(RegistryItem, "N#").delete()

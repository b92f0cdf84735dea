"""登记成绩: the records that a plan and 加考 option use, over all tickets, and what is missing. One call."""

import msgspec

from chalicelib.domain import graduation_audits, people
from chalicelib.domain.degrees.questions import AddonChoice
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.graduation_audits import Missing
from chalicelib.domain.graduation_forms import Scores, Seen
from chalicelib.domain.graduation_steps import scores_faults
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.score_rows import ScoreRow
from chalicelib.storage import people as stored_people
from chalicelib.storage import windows as stored_windows
from chalicelib.usecases.graduations.desks import desk_of


class RowView(ScoreRow, frozen=True, kw_only=True):
    """`ticket`: the masked number of the ticket that the record came with."""

    ticket: str


class RecordView(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` goes along with the submission; `addons` is empty where none are asked. `credits2` in half credits."""

    plan_id: str
    title: str
    version: str
    text: str
    addons: tuple[AddonChoice, ...]
    asks_diploma: bool
    credits2: int
    rows: tuple[RowView, ...]
    missing: tuple[Missing, ...]
    held: tuple[str, ...]
    seen: Seen


def show_record(cid: Cid, epoch: int, ref: int, asked: Scores, now: Instant) -> RecordView:
    """Without a plan that of the ticket; an option need not be chosen yet.

    Raises IncompleteError naming the choice that is not offered.
    """
    record = stored_people.load(cid, epoch=epoch)
    ticket = people.ticket_of(record.head, ref)
    asked = Scores(plan=asked.plan or ticket.plan_id, addon=asked.addon)
    desk = desk_of(record, ticket, stored_windows.load(now), now)
    wrong = [fault for fault in scores_faults(asked, desk) if asked.addon or fault.field.endswith(".plan")]
    if wrong:
        raise IncompleteError(fields=[FieldFault(one.field.rpartition(".")[2], one.message) for one in wrong])
    found = graduation_audits.judged(asked, desk.ground)
    return RecordView(
        plan_id=found.plan.id,
        title=graduation_audits.title_of(found.plan),
        version=found.plan.version,
        text=found.audit.text,
        addons=found.options.addons,
        asks_diploma=found.asks_diploma,
        credits2=found.audit.totals.credits2,
        rows=tuple(_row(one, record.head) for one in found.rows),
        missing=found.missing,
        held=tuple(one.message for one in graduation_audits.held_faults(found, asked, desk.ground, "plan")),
        seen=found.seen,
    )


def _row(row: ScoreRow, head: Head) -> RowView:
    number = next((one.number for one in head.tickets if one.ref == row.ref), "")
    return RowView(**msgspec.structs.asdict(row), ticket=people.mask_ticket(number) if number else "")

"""All scores of a person over all tickets. One call, and the stored JSON passes through as it is."""

from collections.abc import Iterator

import msgspec

from chalicelib.domain import people, transcripts
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import people as stored_people
from chalicelib.storage.people import Record


class _Peek(msgspec.Struct, frozen=True):
    """As much of a stored sheet as is needed to sort it."""

    session: str
    released: Instant
    stream: str


class ScoresView(msgspec.Struct, frozen=True):
    """`sheets` newest session first, each the JSON of a `Sheet`; `numbers` masks the ticket of each `ref`.

    `leaving`: records that are to leave the province, by every id that they may have; what has left is not shown.
    `left_text`: that this ticket's have left, or are about to; "" where they stay.
    """

    sheets: tuple[msgspec.Raw, ...]
    grants: tuple[Grant, ...]
    numbers: dict[str, str]
    leaving: tuple[str, ...]
    left_text: str


def show_scores(cid: Cid, epoch: int, ref: int, now: Instant) -> ScoresView:
    record = stored_people.load(cid, epoch=epoch)
    ticket = people.ticket_of(record.head, ref)
    return ScoresView(
        sheets=tuple(_shown(record, now)),
        grants=transcripts.standing(record.transcript.grants),
        numbers={str(one.ref): people.mask_ticket(one.number) for one in record.head.tickets},
        leaving=tuple(sorted(people.leaving(record.head))),
        left_text=people.leaving_text(record.head, ticket.ref),
    )


def _shown(record: Record, now: Instant) -> Iterator[msgspec.Raw]:
    """Only a person with a correction, or whose scores have left, costs more than a look at each sheet."""
    peeks = [(msgspec.json.decode(text, type=_Peek), text) for text in record.sheets]
    if people.left(record.head) or any(peek.stream == transcripts.CORRECTION for peek, _ in peeks):
        sheets = transcripts.released(record.transcript, now)
        return (msgspec.Raw(msgspec.json.encode(sheet)) for sheet in sheets)
    shown = sorted(((peek.session, text) for peek, text in peeks if peek.released <= now), reverse=True)
    return (msgspec.Raw(text.encode()) for _, text in shown)

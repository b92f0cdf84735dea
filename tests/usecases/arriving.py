"""A candidate whose 考籍 comes from another province: received, passed, confirmed, signed."""

import json
from typing import Any

from chalicelib.domain.ids import No, TicketRef
from chalicelib.domain.imports.transfer_tables import Arrival
from chalicelib.domain.instants import HOUR, Instant
from chalicelib.storage import bulk, cases, keys, people, tickets
from chalicelib.storage.tables import RegistryItem
from chalicelib.storage.tickets import Holder
from chalicelib.usecases.imports.receive_transfers import judge_arrivals, receive_transfer
from chalicelib.usecases.transfers.confirm_transfer_in import Agreed, confirm_transfer_in
from chalicelib.usecases.transfers.show_transfer_in import ArrivalView, show_transfer_in
from tests.arriving import ID_NUMBER, an_arrival
from tests.builders import CANDIDATE, CID, NOW, a_head
from tests.usecases.acting import SCHOOL_DESK, at
from tests.usecases.graduating import approve


def put_comer(number: str = ID_NUMBER, *, is_new: bool = True, **head: Any) -> None:
    """Nothing passed here; the ticket can be found by its number."""
    if is_new:
        people.create(a_head(**head), number)
    for ticket in a_head(**head).tickets:
        holder = Holder(CID, TicketRef(ticket.ref), keys.person(number))
        bulk.put(RegistryItem, [bulk.line_of(tickets.item(ticket.number, holder))])


def receive(*arrivals: Arrival, now: Instant = NOW) -> list[bool]:
    judged = judge_arrivals(arrivals or (an_arrival(),), now)
    assert judged.faults == ()
    return [one.is_new and receive_transfer(one, now) for one in judged.found]


def arrived(now: Instant = NOW, ref: int = 1) -> ArrivalView:
    """The latest."""
    return show_transfer_in(CID, 1, ref, now).arrivals[0]


def received(*arrivals: Arrival) -> No:
    assert receive(*arrivals) == [True]
    return arrived().no


def confirm(no: No, op: Any = None, **changes: Any) -> Any:
    shown = next(one for one in show_transfer_in(CID, 1, 1, NOW).arrivals if one.no == no)
    agreed = Agreed(**({"ver": shown.ver, "basis": shown.basis} | changes))
    return json.loads(confirm_transfer_in(CANDIDATE, 1, (1, no), agreed, op or at(HOUR)))


def come(*arrivals: Arrival) -> No:
    """From the file to the record."""
    no = received(*arrivals)
    approve(no, SCHOOL_DESK)
    confirm(no)
    approve(no, SCHOOL_DESK)
    assert cases.load(CID, no).case.state == "approved"
    return no

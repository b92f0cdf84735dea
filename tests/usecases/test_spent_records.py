"""A record that was granted once and left the province is one for good: nobody asks for it in vain (M3.4-03)."""

import json
from typing import Any

import pytest

from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.exemptions import KIND as EXEMPTION
from chalicelib.domain.ids import No, TicketRef
from chalicelib.domain.instants import HOUR
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import PASS
from chalicelib.domain.supplements import KIND as SUPPLEMENT
from chalicelib.storage import people
from chalicelib.usecases.applications.submit_applications import submit_applications
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from tests.builders import CID, NOW, a_credential, a_sheet, a_supplement, a_ticket
from tests.stored import PASSED, open_windows, put_uploads, warm
from tests.usecases.acting import CITY_DESK, WHO, Item, an_order, at, decide, entropy
from tests.usecases.transferring import leave, put_mover

EXEMPTED, SUPPLEMENTED = Item("00015", (a_credential(),)), a_supplement()


def submit(ref: int, item: Any, kind: Kind[Any, Any]) -> No:
    sent = json.loads(submit_applications(WHO, an_order(item, kind=kind, ref=ref), at(HOUR), entropy))
    return No(sent["applications"][0]["no"])


def refusal(item: Any, kind: Kind[Any, Any]) -> str:
    with pytest.raises(IncompleteError) as refused:
        submit(2, item, kind)
    [fault] = refused.value.fields
    return fault.message


def test_what_was_granted_once_and_left_is_not_asked_for_again(aws: None) -> None:
    """No reviewer could ever pass it."""
    put_mover(tickets=(a_ticket(), a_ticket(ref=TicketRef(2), number="000000000002")))
    people.put_sheet(CID, a_sheet(codes=PASSED, ref=2))
    put_uploads(1)
    open_windows()
    warm(NOW)
    decide(submit(1, SUPPLEMENTED, SUPPLEMENT), PASS)
    no = submit(1, EXEMPTED, EXEMPTION)
    decide(no, PASS)
    decide(no, PASS, CITY_DESK)
    people.put_sheet(CID, a_sheet("2025-04", ("00015",)))
    leave(records=("2025-04/1/T/00015", f"supplemented/{SUPPLEMENTED.course}"))
    assert refusal(SUPPLEMENTED, SUPPLEMENT) == "该课程的这项登记已随考籍转出，不能再次补登"
    assert refusal(EXEMPTED, EXEMPTION) == "该课程的免考已随考籍转出，不能再次申请"
    [unit] = [one for one in list_exemptions(CID, 1, 2, NOW).units if one.unit == "00015"]
    assert (unit.state, unit.reason) == ("no_need", "该课程的免考已随考籍转出，不能再次申请")

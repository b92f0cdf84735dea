"""Round trips of the office's desk, asserted with `==`."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.storage import accounts, people
from tests.apiclient import Reply
from tests.builders import Meter
from tests.handlers.budgets import kept
from tests.security import officing, world
from tests.stored import enrol, open_windows, warm

SESSION = {"GetItem sessions": 1}
COUNT = {"UpdateItem sessions": 1}
# An entry behind the last one of its chain.
NOTED = {"Query audit": 1, "TransactWriteItems audit": 1}
FILED = {
    "BatchGetItem sessions": 1,
    "Query audit": 1,
    "TransactWriteItems audit sessions": 1,
    "TransactWriteItems audit": 1,
}

# Operation → (DynamoDB calls of the business, security's own calls).
BUDGETS: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "windows": ({"GetItem registry": 1, "Query audit": 1}, SESSION),
    "preview": ({"GetItem registry": 1}, SESSION),
    # What stands is read to mark demonstrations, to judge, and to show; the chain of settings is followed and shown.
    "set a window": ({"GetItem registry": 3, "Query audit": 2, "TransactWriteItems audit registry": 1}, SESSION),
    # Whose the number is, whether it is one's own, the person, and what was applied for.
    "search by number": (
        {"BatchGetItem records registry": 1, "GetItem records": 1, "BatchGetItem records": 1, "Query records": 1}
        | NOTED,
        SESSION | COUNT,
    ),
    "search by name": ({"Query registry": 1} | NOTED, SESSION | COUNT),
    # The city's queue and one of each school; then the cases, what was taken out before, their people, the entry with
    # what is taken out now, and a look at each person.
    "export": ({"Query records": 13, "BatchGetItem records": 2} | FILED, SESSION | COUNT),
    "a school's export": ({"Query records": 2, "BatchGetItem records": 2} | FILED, SESSION | COUNT),
    "asks": ({"Query registry": 1}, SESSION),
    "notices": ({"GetItem registry": 2}, SESSION),
    "publish a notice": ({"GetItem registry": 2, "Query audit": 1, "TransactWriteItems audit registry": 1}, SESSION),
    # The lease, who is known, what an earlier part wrote, the entry, a transaction for the newcomer, the manifest, and
    # the lease given up.
    "bring in a person": (
        {
            "PutItem sessions": 2,
            "BatchGetItem registry": 1,
            "BatchGetItem records": 1,
            "GetItem registry": 1,
            "Query audit": 1,
            "TransactWriteItems audit": 1,
            "TransactWriteItems audit records registry": 1,
            "PutItem registry": 1,
        },
        SESSION,
    ),
    "colleagues": ({"Query registry": 1}, SESSION),
    # Who is known, what is asked for; the entry goes behind the last of one's chain.
    "ask for a colleague": (
        {"Query registry": 2, "Query audit": 1, "TransactWriteItems audit registry": 1},
        SESSION,
    ),
    # What was asked for, and whether who asked still works here; then the entries of both.
    "grant a colleague's rights": (
        {"GetItem registry": 1, "Query registry": 1, "Query audit": 2, "TransactWriteItems audit registry": 1},
        SESSION,
    ),
    "let a colleague go": (
        {"Query registry": 1, "Query audit": 1, "TransactWriteItems audit registry sessions": 1},
        SESSION,
    ),
    "grant": (
        {"GetItem registry": 1, "Query registry": 1, "Query audit": 1, "TransactWriteItems audit registry": 1},
        SESSION,
    ),
}


@pytest.fixture
def walk(app: Any, clock: Any) -> dict[str, Callable[[], Reply]]:
    world.enter(world.FIRST)
    head = people.load(world.FIRST.cid).head
    accounts.create_account(world.FIRST.cid, world.FIRST.id_number, "竹外桃花三两枝", 1, head=head)
    open_windows()
    world.submit(world.as_candidate(app, world.FIRST, clock()))
    office = world.as_staff(app, world.OFFICE, clock())
    enrol(world.CASHIER, now=clock())
    asked = officing.an_ask(world.CASHIER, clock(), 41)
    colleague = officing.an_ask(world.CASHIER, clock(), 43, about=officing.a_colleague())
    warm(clock())
    return {
        "windows": lambda: office.get("/office/windows"),
        "preview": lambda: office.post("/office/windows/preview", officing.a_preview()),
        "set a window": lambda: office.post("/office/windows", officing.an_edit()),
        "search by number": lambda: office.post("/office/search", {"text": world.FIRST.id_number}),
        "search by name": lambda: office.post("/office/search", {"text": "无人"}),
        "export": lambda: office.post("/office/exports", officing.an_order()),
        "a school's export": lambda: (
            clock.forward(seconds=1) and office.post("/office/exports", officing.an_order(school="X02"))
        ),
        "asks": lambda: office.get("/office/asks"),
        "notices": lambda: office.get("/office/notices"),
        "publish a notice": lambda: office.post("/office/notices", officing.a_notice()),
        "bring in a person": lambda: office.post("/office/imports", officing.a_file()),
        "colleagues": lambda: office.get("/office/staff"),
        "ask for a colleague": lambda: office.post("/office/staff", officing.a_newcomer()),
        "grant a colleague's rights": lambda: office.post(f"/office/asks/{colleague}", {"granted": True}),
        "let a colleague go": lambda: office.post(f"/office/staff/{officing.a_colleague().staff.id}/dismissal"),
        "grant": lambda: office.post(f"/office/asks/{asked}", {"granted": True}),
    }


def test_every_operation_keeps_exactly_to_its_budget(walk: dict[str, Callable[[], Reply]], meter: Meter) -> None:
    kept(walk, BUDGETS, meter)

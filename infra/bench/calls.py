"""Round trips of every operation (P6), by the tests that assert them with `==`; a queue at 20 and 20,000 waiting."""

import re
import subprocess
import sys
from typing import Any

from infra.bench import stand, thread, units
from infra.bench.figures import Figure
from infra.bench.processes import PLACE, ROOT
from infra.bench.units import Touch
from tests.handlers.test_budgets import BUDGETS

TEST = "tests/handlers/test_budgets.py"
SOME, MANY = 20, 20_000
_ROW = re.compile(r"(.{28}) (\d+) \+ (\d+)  \{.*\}")


def figures() -> list[Figure]:
    told = subprocess.run([sys.executable, "-m", "pytest", "-q", "-rP", TEST], cwd=ROOT, capture_output=True, text=True)
    kept = [found for line in told.stdout.splitlines() if (found := _ROW.fullmatch(line))]
    print("operation                    business + security's own calls")
    print("\n".join(row[0] for row in kept) if told.returncode == 0 else told.stdout)
    some, many = _queue_pages()
    more = sum(touch.units for touch in many) - sum(touch.units for touch in some)
    return [
        Figure("P6", "operations with exactly their round trips", len(kept), len(BUDGETS), at_least=True),
        Figure("P6", "queue page: further calls with 20,000 waiting instead of 20", len(many) - len(some), 0),
        Figure("P6", "queue page: further units with 20,000 waiting instead of 20", more, 0, 1),
    ]


def _queue_pages() -> tuple[list[Touch], list[Touch]]:
    """What the page touches while some wait, and while many do."""
    app, person = stand.start(), stand.Person(1)
    stand.enter(person)
    thread.closing_hour(thread.Watch(), app, person)
    school, _ = thread.desks(app, person)
    pages = []
    for waiting in (SOME, MANY):
        _fill(waiting)
        with units.recorded() as touches:
            reply = school.get("/review/queue?business=exemption")
        if len(reply.json["rows"]) != SOME:
            raise RuntimeError(reply.body.decode())
        pages.append(touches)
    return pages[0], pages[1]


def _fill(waiting: int) -> None:
    """Copies of the one case that waits, put into moto's table itself: as requests they would take minutes."""
    from moto.backends import get_backend

    backend: Any = get_backend("dynamodb")[PLACE.account][PLACE.region]
    table = backend.tables[f"kaoji-{PLACE.stage}-records"]
    items = (item.to_json()["Attributes"] for keys in table.items.values() for item in keys.values())
    case = next(item for item in items if "w" in item and item["w"]["S"].startswith("Q#"))
    for order in range(waiting):
        table.put_item(case | {"pk": {"S": f"C#{order:032x}"}, "ws": {"S": f"{order:013}#{order}"}})

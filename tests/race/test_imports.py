"""Imports at once: of those that saw the same revision exactly one is written, and the library is whole."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.library import Documents
from chalicelib.storage import library
from chalicelib.storage.tables import AuditItem
from tests.race.conftest import contend, winners
from tests.stored import EDIT, cold

pytestmark = pytest.mark.race
IMPORTERS = 8


def importing(number: int, seen: int) -> Callable[[], bytes]:
    plan = msgspec.structs.replace(data.plans()["SH-050201-2022"], id=f"SH-RACE-{seen}-{number}")
    return partial(_saved, Documents(plans=(plan,)), seen)


def _saved(brought: Documents, seen: int) -> bytes:
    library.save(brought, seen=seen, edit=EDIT)
    return brought.plans[0].id.encode()


def test_one_import_wins_and_leaves_nothing_of_the_others(engine: Any) -> None:
    cold()
    for _ in range(3):
        before = library.fresh()
        won = winners(contend([importing(number, before.rev) for number in range(IMPORTERS)]))
        cold()
        after = library.fresh()
        assert len(won) == 1
        assert after.plans.keys() - before.plans.keys() == {won[0].decode()}
        assert after.rev == before.rev + 1
    chain = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query("CONF")]
    assert first_fault(chain) is None

"""What the measured budgets rest on: limits, DynamoDB's rules of size, and keys that cannot hide."""

import importlib
from typing import Any

import pytest
from pynamodb.transactions import TransactWrite

from chalicelib.storage import clients
from chalicelib.storage.tables import RecordItem, RegistryItem
from infra.bench import hot_keys, run, thread, units
from infra.bench.figures import Figure, table
from infra.bench.stand import Person
from infra.bench.units import Touch


def test_a_limit_binds_from_its_own_side_and_a_report_never() -> None:
    assert [Figure("P", "a", value, 2).holds for value in (1, 2, 3)] == [True, True, False]
    assert [Figure("P", "a", value, 2, at_least=True).holds for value in (1, 2, 3)] == [False, True, True]
    assert Figure("P", "a", 10**9).holds
    assert table([Figure("P1", "cold", 1234.56, 1000, 1)]).endswith("| P1 | cold | 1,234.6 | ≤ 1,000 | DOES NOT HOLD |")


def test_a_part_that_breaks_is_a_figure_that_does_not_hold(capfd: pytest.CaptureFixture[str]) -> None:
    [figure] = run._measured("no_such_part")
    assert not figure.holds
    assert "no_such_part" in figure.what


def test_every_part_is_a_module_with_figures() -> None:
    for part in (*run.PARTS, *run.REPORTS):
        assert callable(importlib.import_module(f"infra.bench.{part}").figures)


def test_reads_are_charged_by_four_kilobytes_and_half_where_not_consistent(aws: None) -> None:
    RecordItem("C#1", "A", body="x" * 5_000).save()
    with units.recorded() as touches:
        RecordItem.get("C#1", "A")
        RecordItem.get("C#1", "A", consistent_read=True)
        list(RecordItem.query("C#1"))
        list(RegistryItem.query("N#1", consistent_read=True))
    assert touches == [
        Touch("records", "C#1", "R", 1.0),
        Touch("records", "C#1", "R", 2),
        Touch("records", "C#1", "R", 1.0),
        Touch("registry", "N#1", "R", 1),
    ]


def test_writes_are_charged_by_the_larger_of_before_and_after(aws: None) -> None:
    item = RecordItem("C#1", "A", body="x" * 1_500)
    with units.recorded() as touches:
        item.save()
        item.update([RecordItem.body.set("x")])
        with TransactWrite(connection=clients.connection()) as transaction:
            transaction.save(RecordItem("C#2", "A", body="x"))
    assert touches == [
        Touch("records", "C#1", "W", 2),
        Touch("records", "C#1", "W", 2),
        Touch("records", "C#2", "W", 2),
    ]


def test_an_index_is_charged_for_what_comes_and_for_what_goes(aws: None) -> None:
    item = RecordItem("C#1", "X#1", w="Q#a", ws="1", row="{}")
    with units.recorded() as touches:
        item.save()
        item.update([RecordItem.w.set("Q#b")])
        item.update([RecordItem.body.set("not in the index")])
    assert [touch for touch in touches if touch.place == "records/work"] == [
        Touch("records/work", "Q#a", "W", 1),
        Touch("records/work", "Q#a", "W", 1),
        Touch("records/work", "Q#b", "W", 1),
    ]


def _watch(*keys: str) -> Any:
    """One request of each person, who touches one key."""
    watch = thread.Watch()
    for key in keys:
        touch = Touch("registry", key, "W", 1)
        watch.deeds.append(thread.Deed("a", (touch,), 1, (), 0, 0, 0, 0))
    return watch


def test_a_key_that_varies_in_no_known_way_is_an_error() -> None:
    people = [Person(1), Person(2)]
    for known in (("CONF", "CONF"), (f"C#{1:032x}", f"C#{2:032x}"), ("Q#X04", "Q#X05")):
        assert len(hot_keys._shapes(_watch(*known), people)) == 1
    for unknown in (("A#left", "A#right"), (f"C#{1:032x}", f"C#{1:032x}")):
        with pytest.raises(ValueError, match="unknown way"):
            hot_keys._shapes(_watch(*unknown), people)


def test_what_all_share_grows_with_their_number_and_what_is_ones_own_does_not() -> None:
    shapes = [Touch("registry", "ALL", "W", 1), Touch("records", "C#{me}", "W", 1)]
    few, many = (hot_keys._hottest(shapes, 100, (0, 1.0), factor) for factor in (1, 60))
    assert {(load.key, load.units) for load in few} == {("ALL", 100 / 60), ("C#{me}", 1)}
    assert {(load.key, load.units) for load in many} == {("ALL", 100), ("C#{me}", 1)}

"""Whatever stands in the place of what should: the check ends, tells of it, and hides nothing else."""

import json
from collections.abc import Iterator
from typing import Any, Final

from chalicelib.domain.instants import Instant
from infra.check import grammar
from infra.check.everything import check_all
from infra.check.scan import TABLES, Source
from infra.check.values import Place, Violation
from tests import checked

Typed = dict[str, Any]
World = dict[str, list[Typed]]
OTHER_TYPES: Final[tuple[Typed, ...]] = ({"L": []}, {"N": "1.5"})
LOST: Final = {"pk": {"S": f"N#{'0' * 26}"}, "sk": {"S": "-"}, "body": {"S": "0" * 32}}


def found_in(world: World, now: Instant) -> set[Violation]:
    return set(check_all(now, source=Source(lambda table: iter(world[table]), checked.SOURCE.objects), sample=0))


def attributes(world: World) -> Iterator[tuple[str, int, str]]:
    """Table, place in it and name: each once for every kind of item, of cases for every state."""
    seen = set()
    for table, items in world.items():
        for place, item in enumerate(items):
            kind = grammar.name_of(Place(table, item["pk"]["S"], item["sk"]["S"])), str(item.get("state"))
            for name in item.keys() - {"pk", "sk"}:
                if (kind, name) not in seen:
                    seen.add((kind, name))
                    yield table, place, name


def less_than(item: Typed, name: str) -> Iterator[Typed]:
    """Without the attribute, with another text or number, and with a body of which one field says something else."""
    yield {other: value for other, value in item.items() if other != name}
    yield item | {name: {"N": "1"} if "N" in item[name] else {"S": "x"}}
    if name == "body" and item["body"]["S"].startswith("{"):
        body = json.loads(item["body"]["S"])
        for field, value in body.items():
            other = value + "x" if isinstance(value, str) else value + 1 if isinstance(value, int) else None
            yield item | {"body": {"S": json.dumps(body | {field: other})}}


def test_an_attribute_of_another_type_is_a_finding(now: Instant) -> None:
    world = {table: list(checked.raw(table)) for table in TABLES}
    for table, place, name in list(attributes(world)):
        kept = world[table][place]
        for other in OTHER_TYPES:
            world[table][place] = kept | {name: other}
            assert "T3" in {one.invariant for one in found_in(world, now)}, (table, kept["pk"], kept["sk"], name)
        world[table][place] = kept


def test_no_spoiled_item_hides_another_finding(now: Instant) -> None:
    world = {table: list(checked.raw(table)) for table in TABLES}
    spoiled = list(attributes(world))
    world["registry"].append(LOST)
    [lost] = found_in(world, now)
    for table, place, name in spoiled:
        kept = world[table][place]
        for less in less_than(kept, name):
            world[table][place] = less
            assert lost in found_in(world, now), (table, kept["pk"], kept["sk"], name)
        world[table][place] = kept

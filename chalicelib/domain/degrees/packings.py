"""Every way to use held codes: no code used twice, no cell brought twice."""

from collections.abc import Iterable

import msgspec

# What was used up, brought, and brought by an exemption → the cheapest price.
States = dict[tuple[int, int, int], int]
# What was brought, and brought by an exemption → the cheapest price.
Outcomes = dict[tuple[int, int], int]


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An activity as masks; the bits of codes and cells are the same where a cell has its code's name."""

    consume: int
    produce: int
    needs: tuple[int, ...]
    price: int
    free: bool


def outcomes(acts: Iterable[Act], held: int, exempt: int) -> Outcomes:
    """What the held codes may bring, each at its cheapest price; what is free and in nobody's way is always done."""
    enabled = [act for act in acts if not act.consume & ~held and all(held & clause for clause in act.needs)]
    rest, used, made, tainted, price = [], 0, 0, 0, 0
    contested_codes, contested_cells = _contested(enabled)
    for act in enabled:
        if act.free and not act.consume & contested_codes and not act.produce & contested_cells:
            used, made, price = used | act.consume, made | act.produce, price + act.price
            tainted |= act.produce if act.consume & exempt else 0
        else:
            rest.append(act)
    found: Outcomes = {}
    for (_, cells, exempted), total in explored({(used, made, tainted): price}, rest, exempt).items():
        if total < found.get((cells, exempted), total + 1):
            found[cells, exempted] = total
    return found


def _contested(acts: Iterable[Act]) -> tuple[int, int]:
    """Codes and cells that more than one activity asks for."""
    codes = cells = many_codes = many_cells = 0
    for act in acts:
        many_codes |= codes & act.consume
        many_cells |= cells & act.produce
        codes |= act.consume
        cells |= act.produce
    return many_codes, many_cells


def explored(states: States, acts: Iterable[Act], exempt: int) -> States:
    """All packings: no code used twice, no cell brought twice."""
    for act in acts:
        found = dict(states)
        for (used, made, tainted), price in states.items():
            if used & act.consume or made & act.produce:
                continue
            key = (used | act.consume, made | act.produce, tainted | (act.produce if act.consume & exempt else 0))
            total = price + act.price
            if total < found.get(key, total + 1):
                found[key] = total
        states = found
    return states

"""Whether the totals of a plan ask for more than its parts do: only then must they be tracked."""

from chalicelib.domain.degrees.board import Caps
from chalicelib.domain.degrees.demands import HARD, Demand, Part, Place, credits2_of
from chalicelib.domain.plans import Codes, Plan


def caps_of(plan: Plan, wanted: tuple[Demand, ...], roles: tuple[Part, ...]) -> Caps:
    """What must be tracked for the totals of the whole plan: nothing where the other demands imply them."""
    total = plan.total
    credits2 = total.credits2 or 0 if total.enforced else 0
    units = total.units or 0
    least = _Least(plan)
    pairs = tuple(zip(wanted, roles, strict=True))
    sure = [least.of(demand, part) for demand, part in pairs if part.role == HARD and demand.counts]
    sure += [least.of_group(pairs, index) for index in range(len(plan.electives))]
    sure_credits2, sure_units = (sum(column) for column in zip((0, 0), *sure, strict=True))
    return Caps(credits2=credits2 if credits2 > sure_credits2 else 0, units=units if units > sure_units else 0)


class _Least:
    """Half credits and units that every completion brings at least; what is not open to everybody is no certainty."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known = {code: credits2 or 0 for code, credits2 in credits2_of(plan).items()}
        self._closed = {row.code for row in plan.rows if row.only_for}

    def of(self, demand: Demand, part: Part) -> tuple[int, int]:
        if not self._open(demand, part):
            return 0, 0
        return min(self._worth(codes) for codes in _alternatives(demand, part)), int(demand.place != Place.THESIS)

    def of_group(self, pairs: tuple[tuple[Demand, Part], ...], index: int) -> tuple[int, int]:
        group = self._plan.electives[index]
        mine = [pair for pair in pairs if pair[1].role == index]
        open_ = [max(map(self._worth, found)) for pair in mine if (found := self._open(*pair))]
        if len(open_) < (group.min_units or 0) or sum(open_) < (group.min_credits2 or 0):
            return 0, 0
        cheapest = sorted(min(map(self._worth, _alternatives(*pair))) for pair in mine)
        units = group.min_units or 0
        return max(group.min_credits2 or 0, sum(cheapest[:units])), units

    def _worth(self, codes: Codes) -> int:
        return sum(self._known[code] for code in codes)

    def _open(self, demand: Demand, part: Part) -> list[Codes]:
        return [codes for codes in _alternatives(demand, part) if self._closed.isdisjoint(codes)]


def _alternatives(demand: Demand, part: Part) -> list[Codes]:
    return [demand.unit.alternatives[pick] for pick in part.picks]

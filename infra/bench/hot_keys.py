"""No hot key (P7): real requests say which keys they touch and at what price, and two hours are replayed on counters.

Keys are sorted by what varies in them between people of five schools; a key that varies in a way not known here is an
error, so that a new shared key cannot hide. Scaled to the peak minute of a million candidates; a key of one person
does not grow with their number, and is judged as if all of it fell into one second.
"""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import NamedTuple
from unittest import mock

from chalicelib.domain.instants import SECOND, later
from chalicelib.handlers import clock
from chalicelib.storage import released
from infra.bench import stand, thread, units
from infra.bench.figures import Figure
from infra.bench.units import Touch
from tests import stored
from tests.builders import NOW

# What one partition takes in a second, by kind.
LIMITS = {"R": 3_000, "W": 1_000}
SHARE = 10.0
CANDIDATES, SUBMISSIONS, MILLION = 20_000, 3_000, 1_000_000
# Of a million, 15 % apply, 30 % of these in the last hour; the peak minute is ten times the average one.
SUBMISSIONS_OF_A_MILLION = 45_000
FIRST_MINUTE, LAST_MINUTE = 0.10, 1 / 6
NETWORKS = 500
SCHOOL_SHARES = (40, 25, 15, 12, 8)
# A container keeps configuration for 30 s.
KEPT_S, WATCHED_S, STEP_S = 30, 600, 5
_PERSONAL = re.compile(r"[0-9a-f]{16,}|[0-9A-HJKMNP-TV-Z]{26}|key-\d{16}")
_SIXTEEN = re.compile(r"^(\d{8}|T#upload)#[0-9a-f]+$")


class Load(NamedTuple):
    """Units a second on one key in the peak minute."""

    place: str
    key: str
    kind: str
    units: float

    @property
    def share(self) -> float:
        return 100 * self.units / LIMITS[self.kind]


def figures() -> list[Figure]:
    app = stand.start()
    people = [stand.Person(order) for order in range(1, len(stand.SCHOOLS) + 1)]
    score, closing = thread.Watch(), thread.Watch()
    for person in people:
        stand.enter(person, password=stand.PASSWORD)
        with score.on():
            thread.score_hour(score, app, person)
        with closing.on():
            thread.closing_hour(closing, app, person)
    opening = _hottest(_shapes(score, people), CANDIDATES, (0, FIRST_MINUTE), MILLION / CANDIDATES)
    late = _hottest(_shapes(closing, people), SUBMISSIONS, (59, LAST_MINUTE), SUBMISSIONS_OF_A_MILLION / SUBMISSIONS)
    for name, loads in (("score hour", opening), ("closing hour", late)):
        print(f"{name}: " + "; ".join(f"{load.place} {load.key} {load.share:.2f} % {load.kind}" for load in loads[:4]))
    return [
        Figure("P7", "score hour: hottest key (% of a partition)", opening[0].share, SHARE, 2),
        Figure("P7", "closing hour: hottest key (% of a partition)", late[0].share, SHARE, 2),
        Figure("P7", "reads of a configuration key, per container and 30 s", _config_reads(app, people[0]), 1, 2),
    ]


def _shapes(watch: thread.Watch, people: list[stand.Person]) -> list[Touch]:
    """The touches of one person, with what varies in place of what it was. Raises ValueError where people differ."""
    each = len(watch.deeds) // len(people)
    shapes, owners = [], Counter[tuple[str, str]]()
    for place, person in enumerate(people):
        touches = [touch for deed in watch.deeds[place * each : (place + 1) * each] for touch in deed.touches]
        shapes.append(sorted(_shape(touch, person) for touch in touches))
        owners.update({(one.place, one.key) for one in touches if _PERSONAL.search(one.key)})
    shared = [key for key, number in owners.items() if number > 1]
    unlike = [one for other in shapes[1:] for one in set(other) ^ set(shapes[0])]
    if shared or unlike:
        raise ValueError(f"keys that vary in an unknown way: {shared or unlike}")
    return shapes[0]


def _shape(touch: Touch, person: stand.Person) -> Touch:
    key = touch.key.replace("127.0.0.1", "{me}").replace("127.0.0.0", "{network}")
    if not key.startswith("CNT#"):
        key = _PERSONAL.sub("{me}", key)
    key = _SIXTEEN.sub(r"\1#{sixteen}", key.replace(f"#{person.school}", "#{school}"))
    return touch._replace(key=key)


def _hottest(shapes: list[Touch], count: int, peak: tuple[int, float], factor: float) -> list[Load]:
    """Keys by their share of a partition in their worst minute, the highest first."""
    used: Counter[tuple[Touch, str, int]] = Counter()
    for key, minute, touch in _replayed(shapes, count, peak):
        used[touch._replace(units=0), key, minute] += touch.units  # type: ignore[assignment]
    worst: dict[tuple[str, str, str], float] = {}
    for (touch, key, _), spent in used.items():
        a_second = spent if "{me}" in touch.key else spent * factor / 60
        place = (touch.place, touch.key if "{me}" in touch.key else key, touch.kind)
        worst[place] = max(worst.get(place, 0.0), a_second)
    return sorted((Load(*place, a_second) for place, a_second in worst.items()), key=lambda load: -load.share)


def _replayed(shapes: list[Touch], count: int, peak: tuple[int, float]) -> Iterator[tuple[str, int, Touch]]:
    dice, (busy, share) = Random(1), peak  # noqa: S311 - figures, not secrets
    others = [minute for minute in range(60) if minute != busy]
    for me in range(count):
        minute = busy if dice.random() < share else dice.choice(others)
        [school] = dice.choices(stand.SCHOOLS, SCHOOL_SHARES)
        varying = {"me": me, "network": dice.randrange(NETWORKS), "school": school}
        for touch in shapes:
            yield touch.key.format(**varying, sixteen=dice.randrange(16)), minute, touch


def _config_reads(app: object, person: stand.Person) -> float:
    """Of the key read most, by one container that is asked every few seconds."""
    stored.cold()
    stopped = SimpleNamespace(monotonic=lambda: clock.now() / SECOND)
    with mock.patch.object(released, "time", stopped), units.recorded() as touches:
        for passed in range(0, WATCHED_S, STEP_S):
            now = later(NOW, passed * SECOND)
            with mock.patch.object(clock, "now", return_value=now):
                browser = stand.signed_in(app, person, now)
                for path in ("/home", "/t/1/scores", "/t/1/exemptions", "/t/1/degree-audit"):
                    browser.get(path)
    reads = Counter(touch.key for touch in touches if touch.place == "registry")
    documents = {"CONF": 2, "PLAN": 1}  # windows and sessions stand in one partition
    if set(reads) != set(documents):
        raise ValueError(f"configuration was read from {sorted(reads)}")
    return max(reads[key] / number for key, number in documents.items()) / (WATCHED_S / KEPT_S)

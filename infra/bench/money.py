"""What a season costs for a million candidates (P14): counts of real requests times list prices.

Calls, units, bytes, log and processor time are measured here; prices, and how often people do what, stand in money.json
with their sources. The careless build is the same season by the same formula, with the counts of the usual way.
"""

import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chalicelib.storage import clients
from infra.bench import imports, pages, processes, stand, thread
from infra.bench.figures import Figure
from infra.bench.thread import Deed
from infra.bench.units import size

FILE = Path(__file__).with_name("money.json")
PEOPLE, MILLION, GB, IMPORTED = 5, 1_000_000, 1e9, 20_000
# 180 are wanted. A twentieth above what was measured keeps it from growing; a careless build is the other bound.
LIMIT, SHARE = 210, 0.35
# DynamoDB counts this many bytes more for each item it stores.
_OVERHEAD = 100

# Amounts by the name of their price, such as `write_unit`.
Use = dict[str, float]


def figures() -> list[Figure]:
    known = json.loads(FILE.read_text("utf-8"))
    app, watch = stand.start(), thread.Watch()
    people = [stand.Person(order) for order in range(1, PEOPLE + 1)]
    for person in people:
        stand.enter(person, password=stand.PASSWORD)
    entered = _stored_bytes() / PEOPLE
    for person in people:
        with watch.on():
            browser = thread.score_hour(watch, app, person)
            thread.log_in(watch, browser, person, "login again")
            no = thread.closing_hour(watch, app, person)
            thread.review(watch, thread.desks(app, person), person, no)
    deeds: dict[str, list[Deed]] = defaultdict(list)
    for deed in watch.deeds:
        deeds[deed.name].append(deed)
    season = Season(known, deeds, entered)
    ours, careless = season.cost(season.ours()), season.cost(season.careless())
    for name in ours:
        print(f"{name:24} {ours[name]:8.2f} USD   careless {careless[name]:8.2f}")
    return [
        Figure("P14", "a million candidates and a season (USD; ≤ 180 wanted)", sum(ours.values()), LIMIT, 1),
        Figure("P14", "… ÷ a careless build of the same", sum(ours.values()) / sum(careless.values()), SHARE, 2),
    ]


class Season:
    """The deeds of one candidate, weighed by how often the average candidate does each."""

    def __init__(self, known: dict[str, Any], deeds: dict[str, list[Deed]], entered: float) -> None:
        self.season, self.prices, self.usual, self.deeds = known["season"], known["prices"], known["careless"], deeds
        config = json.loads((processes.ROOT / ".chalice/config.json").read_text("utf-8"))
        self.gigabytes = config["lambda_memory_size"] / 1_024
        self.applying = self.season["applying"]
        self.often: Use = defaultdict(float, self.season["deeds_a_candidate"])
        for name, times in self.season["deeds_an_application"].items():
            self.often[name] += times * self.applying
        self.table_bytes = entered + (_stored_bytes() / PEOPLE - entered) * self.applying
        with tempfile.TemporaryDirectory() as folder:
            self.pages = pages.weights(Path(folder) / "site")
            self.writes_a_row = _import(Path(folder))

    def cost(self, use: Use) -> Use:
        """USD of a million, by price."""
        return {name: MILLION * use[name] * self.prices[name]["usd"] for name in use}

    def ours(self) -> Use:
        use = self._requests(self._seconds)
        use["write_unit"] += self.season["imported_rows"] * self.writes_a_row
        self._keep(use, self.table_bytes, _picture_bytes() / PEOPLE)
        self._send(use, self.season["first_views"] * self.pages["candidate/login/"].assets)
        return use

    def careless(self) -> Use:
        usual = self.usual
        more = usual["more_calls"] * self.season["seconds_a_call"]
        use = self._requests(lambda deed: self._seconds(deed) * usual["cpu"] + more)
        requests = use["request_of_lambda"]
        use["read_unit"] += requests * usual["more_reads"]
        use["write_unit"] += requests * usual["more_writes"] + self.season["imported_rows"] * usual["writes_a_row"]
        submits, pictures = self.often["submit"], self.often["complete"]
        calls = submits * usual["more_calls_of_submit"] * self.season["seconds_a_call"]
        use["gb_second"] += (calls + pictures * usual["picture_seconds"]) * self.gigabytes
        self._keep(use, self.table_bytes * usual["table_bytes"], 2 * usual["picture_bytes"])
        self._send(use, self.season["first_views"] * usual["first_view_bytes"])
        return use

    def _seconds(self, deed: Deed) -> float:
        """Processor, and a wait for each call as if none ran beside another."""
        waits: float = self.season["seconds_a_call"]
        return deed.seconds + deed.hashing + (deed.calls + len(deed.s3)) * waits

    def _requests(self, seconds: Callable[[Deed], float]) -> Use:
        use: Use = defaultdict(float)
        cold = self.season["cold_share"] * self.season["cold_seconds"]
        for name, times in self.often.items():
            found = self.deeds[name]
            touches = [touch for deed in found for touch in deed.touches]
            asked = [call for deed in found for call in deed.s3]
            use["request_of_api_gateway"] += times
            use["request_of_lambda"] += times
            use["request_of_cloudfront"] += times
            use["gb_second"] += times * (statistics.median(map(seconds, found)) + cold) * self.gigabytes
            for price, kind in (("write_unit", "W"), ("read_unit", "R")):
                use[price] += times * sum(touch.units for touch in touches if touch.kind == kind) / len(found)
            use["put_of_s3"] += times * (asked.count("PutObject") + (name == "complete") * len(found)) / len(found)
            use["get_of_s3"] += times * asked.count("GetObject") / len(found)
            use["gb_out"] += times * statistics.mean(deed.answered for deed in found) / GB
            logged = statistics.mean(deed.logged for deed in found) + self.season["platform_log_bytes"]
            use["gb_of_logs"] += times * logged / GB
        return use

    def _keep(self, use: Use, table: float, pictures: float) -> None:
        """`pictures`: bytes of the two pictures that one application of the thread brings."""
        sent = self.often["complete"] / 2
        use["gb_month_of_tables"] += self.season["months"] * table / GB
        use["gb_month_of_s3"] += self.season["months"] * pictures * sent / GB

    def _send(self, use: Use, first: float) -> None:
        """Pages and what comes with them: assets are kept for a year, so only a first view fetches them."""
        views = dict(self.season["pages"])
        for page, times in self.season["pages_an_application"].items():
            views[page] = views.get(page, 0) + times * self.applying
        use["request_of_cloudfront"] += sum(views.values()) + 4 * self.season["first_views"]
        use["gb_out"] += (first + sum(self.pages[page].html * times for page, times in views.items())) / GB


def _import(folder: Path) -> float:
    """Write units a row, of a small file."""
    path = imports.make(folder / "scores.csv", IMPORTED)
    return float(imports.run("import", path, folder)["wru"]) / IMPORTED


def _stored_bytes() -> float:
    """Of everybody, in the tables that last."""
    from moto.backends import get_backend

    backend: Any = get_backend("dynamodb")[processes.PLACE.account][processes.PLACE.region]
    lasting = [table for name, table in backend.tables.items() if not name.endswith("sessions")]
    items = [item for table in lasting for partition in table.items.values() for item in partition.values()]
    return float(sum(size(item.to_json()["Attributes"]) + _OVERHEAD for item in items))


def _picture_bytes() -> float:
    from chalicelib.settings import SETTINGS

    listed = clients.s3().list_objects_v2(Bucket=SETTINGS.accepted)
    return float(sum(one["Size"] for one in listed["Contents"]))

"""The processor's share of the score hour (P15), in units of one plain boto3 get that is measured in turn with it."""

import statistics
import time
from collections import defaultdict

from infra.bench import stand, thread
from infra.bench.durations import stubbed
from infra.bench.figures import Figure

PEOPLE, GETS = 40, 5


def figures() -> list[Figure]:
    app, client, watch = stand.start(), stubbed(), thread.Watch()
    gets: list[float] = []
    for order in range(1, PEOPLE + 1):
        person = stand.Person(order)
        stand.enter(person, password=stand.PASSWORD)
        with watch.on():
            thread.score_hour(watch, app, person)
        for _ in range(GETS):
            began = time.process_time()
            client.get_item(TableName="t", Key={"pk": {"S": "C#1"}, "sk": {"S": "A"}})
            gets.append(time.process_time() - began)
    seconds: dict[str, list[float]] = defaultdict(list)
    for deed in watch.deeds:
        seconds[deed.name].append(deed.seconds)
    units = {name: statistics.median(found) / statistics.median(gets) for name, found in seconds.items()}
    hashing = statistics.median(deed.hashing for deed in watch.deeds if deed.name == "login") / statistics.median(gets)
    calls = sum(deed.calls for deed in watch.deeds) / PEOPLE
    print({name: f"{found:.1f}" for name, found in units.items()}, f"{calls:.0f} calls")
    whole = units["captcha"] + units["login"] + units["home"] + 3 * units["scores"]
    return [
        Figure("P15", "captcha, login, home, 3 × scores ÷ one boto3 get (≤ 4.5 wanted)", whole, digits=1),
        Figure("P15", "calls of these", calls, digits=1),
        Figure("P15", "the password's hash ÷ one boto3 get", hashing, 80, 1),
    ]

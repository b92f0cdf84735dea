"""Round trips of operations over HTTP, each called once in its order and compared with its budget by `==`."""

from collections.abc import Callable, Mapping

from tests.apiclient import Reply
from tests.builders import Meter

Calls = dict[str, int]
# DynamoDB calls of the business, security's own calls.
Budget = tuple[Calls, Calls]


def kept(walk: Mapping[str, Callable[[], Reply]], budgets: Mapping[str, Budget], meter: Meter) -> None:
    for operation, call in walk.items():
        with meter() as calls:
            reply = call()
        assert reply.status < 300, (operation, reply.body.decode())
        business, security = budgets[operation]
        counted = {name: calls.names.count(name) for name in calls.names}  # type: ignore[attr-defined]
        merged = {name: business.get(name, 0) + security.get(name, 0) for name in {**business, **security}}
        assert counted == merged, (operation, counted)
        print(f"{operation:28} {sum(business.values())} + {sum(security.values())}  {dict(sorted(counted.items()))}")  # noqa: T201
    assert set(walk) == set(budgets)

"""`CONF` / `windows`: one document, read consistently and kept at most 30 s from the start of the read."""

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.domain.windows import Window, Windows
from chalicelib.storage.clients import connection
from chalicelib.storage.tables import RegistryItem

KEPT = 30 * SECOND

_cached: tuple[Instant, Windows] | None = None


def load(now: Instant) -> Windows:
    """At most 30 s old. An edit takes effect at least 60 s after its commit, so this is exact (architecture § 5)."""
    global _cached
    if _cached is None or not _cached[0] <= now < _cached[0] + KEPT:
        _cached = (now, fresh())
    return _cached[1]


def fresh() -> Windows:
    try:
        item = RegistryItem.get("CONF", "windows", consistent_read=True)
    except RegistryItem.DoesNotExist:
        return Windows(0)
    return Windows(int(item.rev or 0), msgspec.json.decode(item.body or "[]", type=tuple[Window, ...]))


def save(rows: tuple[Window, ...], *, seen: int) -> Windows:
    """The next revision and its entry in the history, which nothing ever replaces: both or none.

    Raises ConflictError unless `seen` is still the current revision.
    """
    rev, body = seen + 1, msgspec.json.encode(rows).decode()
    absent = RegistryItem.pk.does_not_exist()
    try:
        with TransactWrite(connection=connection()) as transaction:
            transaction.save(RegistryItem("CONF", f"windows#{rev:06}", body=body, rev=rev), condition=absent)
            current = RegistryItem("CONF", "windows", body=body, rev=rev)
            transaction.save(current, condition=RegistryItem.rev == seen if seen else absent)
    except TransactWriteError as refused:
        if refused.cause_response_code != "TransactionCanceledException":
            raise
        raise ConflictError("办理时间刚刚被他人修改，请刷新后重试") from refused
    forget()
    return Windows(rev, rows)


def forget() -> None:
    """Tests and the local stack start from an empty container."""
    global _cached
    _cached = None

"""Tables that copy less and look through less answer as moto's own do."""

from typing import Any

import pytest
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.storage import clients
from chalicelib.storage.tables import RecordItem, SessionItem
from infra import quick_tables
from tests.conftest import copied, put_back

AFTER_B2 = {"ExclusiveStartKey": {"pk": {"S": "B"}, "sk": {"S": "2"}}}
OF_B = {":pk": {"S": "B"}}
WORK = {"IndexName": "work", "KeyConditionExpression": "w = :pk"}
ASKED: list[dict[str, Any]] = [
    {},
    {"ScanIndexForward": False},
    {"Limit": 2},
    {"Limit": 2} | AFTER_B2,
    {"Limit": 1, "ScanIndexForward": False} | AFTER_B2,
    {
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :x)",
        "ExpressionAttributeValues": OF_B | {":x": {"S": "1"}},
    },
    {"KeyConditionExpression": "pk = :pk AND sk > :x", "ExpressionAttributeValues": OF_B | {":x": {"S": "10"}}},
    {"FilterExpression": "ver > :x", "ExpressionAttributeValues": OF_B | {":x": {"N": "2.0"}}},
    {"ProjectionExpression": "sk, ver"},
    {"ExpressionAttributeValues": {":pk": {"S": "nobody"}}},
    WORK,
    WORK | {"ScanIndexForward": False, "Limit": 2},
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_question_is_answered_as_ever(asked: dict[str, Any], aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for pk, sk in ("C1", "B3", "B1", "A2", "B2", "A1"):
        RecordItem(pk, sk, ver=int(sk), w="B", ws=f"{sk}{pk}", row="x").save()
    RecordItem("B", "10", ver=10, lines={"one": "1"}, reminders={"x"}, cipher=b"1").save()
    whole = {"TableName": RecordItem.Meta.table_name, "KeyConditionExpression": "pk = :pk"}
    whole |= {"ExpressionAttributeValues": OF_B} | asked
    client = clients.connection().client
    quick = _told(client.query(**whole))
    monkeypatch.setattr(Table, "query", quick_tables._query)
    monkeypatch.setattr(Table, "all_items", quick_tables._items)
    monkeypatch.setattr(ResponseSerializer, "get_value", quick_tables._picked)
    monkeypatch.setattr(DynamoType, "cast_value", property(quick_tables._cast_value))
    assert quick == _told(client.query(**whole))


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def test_a_transaction_that_fails_leaves_what_was_there(aws: None) -> None:
    """However little is copied for it: new, changed, added to, taken away."""
    kept, gone, absent = SessionItem("KEPT", "-", n=1), SessionItem("GONE", "-"), SessionItem("ABSENT", "-")
    kept.save()
    gone.save()
    transaction = TransactWrite(connection=clients.connection())
    transaction.update(kept, [SessionItem.n.add(1), SessionItem.body.set("x")])
    transaction.delete(gone)
    transaction.save(SessionItem("NEW", "-"))
    transaction.condition_check(SessionItem, absent.pk, absent.sk, condition=SessionItem.pk.exists())
    with pytest.raises(TransactWriteError):
        transaction.__exit__(None, None, None)
    found = sorted((item.pk, item.n, item.body) for item in SessionItem.scan())
    assert found == [("GONE", None, None), ("KEPT", 1, None)]


def test_what_was_kept_comes_back_whatever_was_done_to_it(aws: None) -> None:
    """Twice, and of every kind of value: what is put back is not what was kept, but once more a copy."""
    item = RecordItem("A", "1", ver=1, lines={"one": "1"}, reminders={"x"}, cipher=b"1")
    item.save()
    RecordItem("A", "2").save()
    before, kept = _stored(), copied()
    for _ in range(2):
        added = RecordItem.reminders.add({"y"})
        item.update([RecordItem.ver.add(1), RecordItem.lines["one"].set("2"), added, RecordItem.cipher.set(b"2")])
        RecordItem("A", "2").delete()
        RecordItem("A", "3").save()
        RecordItem("B", "1").update([RecordItem.ver.set(1)])
        assert _stored() != before
        put_back(kept)
        assert _stored() == before


def _stored() -> list[Any]:
    return [item.serialize() for item in RecordItem.scan()]

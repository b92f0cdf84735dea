"""The meter counts what the application's own clients send, no more and no less."""

from pynamodb.transactions import TransactWrite

from chalicelib.storage import clients
from chalicelib.storage.tables import RecordItem, RegistryItem
from infra.environment import resources
from tests.conftest import PLACE, Clock, Meter


def test_each_call_counts_once_with_its_tables(meter: Meter) -> None:
    with meter() as calls:
        RecordItem("C#1", "A").save()
        list(RecordItem.query("C#1"))
        with TransactWrite(connection=clients.connection()) as transaction:
            transaction.save(RecordItem("C#1", "B"))
            transaction.save(RegistryItem("N#1", "-"))
    assert calls == {"PutItem": 1, "Query": 1, "TransactWriteItems": 1}
    assert calls.names == ["PutItem records", "Query records", "TransactWriteItems records registry"]


def test_pictures_are_counted_apart(meter: Meter) -> None:
    with meter() as calls:
        clients.s3().put_object(
            Bucket=resources(PLACE.stage, PLACE.account)["BucketUploads"], Key="incoming/1", Body=b"1"
        )
    assert calls == {}
    assert calls.s3 == {"PutObject": 1}


def test_calls_outside_are_not_counted(meter: Meter) -> None:
    with meter() as calls:
        pass
    RecordItem("C#1", "A").save()
    assert calls == {}


def test_every_test_starts_from_empty_tables(aws: None) -> None:
    assert RecordItem.count() == 0
    assert RegistryItem.count() == 0


def test_the_clock_speaks_shanghai_time(clock: Clock) -> None:
    assert clock() == 1_796_176_800_000
    assert clock.forward(hours=1) == 1_796_180_400_000

"""The four tables (architecture § 3). Domain values stand in `body` as JSON; the other attributes serve conditions."""

from typing import Any, ClassVar

from pynamodb.attributes import (
    BinaryAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.connection.table import TableConnection
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.settings import SETTINGS
from chalicelib.storage.clients import connection


class Item(Model):
    """All tables share key names and the one tuned client."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    ttl = NumberAttribute(null=True)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        made = super()._get_connection()
        shared: Any = made.connection
        shared._client = connection().client
        return made


class WorkIndex(GlobalSecondaryIndex["RecordItem"]):
    """Whose turn it is."""

    class Meta:
        index_name = "work"
        projection = IncludeProjection(["row"])

    w = UnicodeAttribute(hash_key=True)
    ws = UnicodeAttribute(range_key=True)
    row = UnicodeAttribute(null=True)


class RecordItem(Item):
    class Meta:
        table_name = SETTINGS.records
        region = SETTINGS.region
        host = SETTINGS.endpoint

    ver = NumberAttribute(null=True)
    rver = NumberAttribute(null=True)
    epoch = NumberAttribute(null=True)
    round = NumberAttribute(null=True)
    state = UnicodeAttribute(null=True)
    digest = UnicodeAttribute(null=True)
    holder = UnicodeAttribute(null=True)
    lines: MapAttribute[str, str] = MapAttribute(null=True)
    unread = NumberAttribute(null=True)
    read_to = UnicodeAttribute(null=True)
    reminders: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    cipher = BinaryAttribute(null=True, legacy_encoding=False)
    guesses = NumberAttribute(null=True)
    looks = NumberAttribute(null=True)
    looked_at = NumberAttribute(null=True)
    w = UnicodeAttribute(null=True)
    ws = UnicodeAttribute(null=True)
    row = UnicodeAttribute(null=True)
    work: ClassVar[WorkIndex] = WorkIndex()


class RegistryItem(Item):
    class Meta:
        table_name = SETTINGS.registry
        region = SETTINGS.region
        host = SETTINGS.endpoint

    rev = NumberAttribute(null=True)


class SessionItem(Item):
    class Meta:
        table_name = SETTINGS.sessions
        region = SETTINGS.region
        host = SETTINGS.endpoint

    n = NumberAttribute(null=True)
    until = NumberAttribute(null=True)
    holder = UnicodeAttribute(null=True)
    hash = UnicodeAttribute(null=True)


class DayIndex(GlobalSecondaryIndex["AuditItem"]):
    """Events of a day, for roots and searches."""

    class Meta:
        index_name = "day"
        projection = KeysOnlyProjection()

    day = UnicodeAttribute(hash_key=True)
    at = UnicodeAttribute(range_key=True)


class AuditItem(Item):
    class Meta:
        table_name = SETTINGS.audit
        region = SETTINGS.region
        host = SETTINGS.endpoint

    day = UnicodeAttribute(null=True)
    at = UnicodeAttribute(null=True)
    by_day: ClassVar[DayIndex] = DayIndex()

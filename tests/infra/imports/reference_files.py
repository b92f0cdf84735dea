"""Files of plans and rules as an office would send them."""

import csv
import io
from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain.imports import plan_writing
from chalicelib.domain.plans import Plan
from chalicelib.storage.tables import AuditItem, RegistryItem

SHIPPED = "JS-120402-2024"
NEW = "SH-120402-2027"
MAP = "JS-120402-2021-2024"


def a_plan(id_: str = NEW, **changes: Any) -> Plan:
    return msgspec.structs.replace(data.plans()[SHIPPED], **{"id": id_, "province": "上海"} | changes)


def table(header: tuple[str, ...], rows: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def as_table(plan: Plan) -> str:
    return table(plan_writing.header(), plan_writing.rows(plan))


def as_json(*plans: Plan) -> str:
    return msgspec.json.encode({"rows": plans}).decode()


def everything() -> list[Any]:
    """What stands in the tables that an import writes."""
    return [(item.pk, item.sk, item.body) for model in (RegistryItem, AuditItem) for item in model.scan()]

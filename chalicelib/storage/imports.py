"""Imports of files: one at a time, how far each is, and the manifests of those that are done."""

import msgspec
from pynamodb.exceptions import PutError

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.instants import MINUTE, Instant, later, ttl
from chalicelib.storage.tables import RegistryItem, SessionItem

TERM = 2 * MINUTE
_LEASE = ("LEASE#import", "-")


def take(holder: str, now: Instant) -> None:
    """Takes or renews the one lease of the stage. Raises ConflictError while another import is under way."""
    item = SessionItem(*_LEASE, holder=holder, until=later(now, TERM), ttl=ttl(later(now, TERM)))
    free = SessionItem.pk.does_not_exist() | (SessionItem.until < now) | (SessionItem.holder == holder)
    try:
        item.save(condition=free)
    except PutError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise ConflictError("另一个导入正在进行；如果它已中断，两分钟后可以重新执行") from refused


def give_up(holder: str) -> None:
    """Only one's own."""
    item = SessionItem(*_LEASE, holder=holder, until=0, ttl=0)
    try:
        item.save(condition=SessionItem.holder == holder)
    except PutError as refused:
        if refused.cause_response_code != "ConditionalCheckFailedException":
            raise


def find(sha256: str, kind: str) -> Manifest | None:
    try:
        item = RegistryItem.get(f"IMP#{sha256}", kind, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Manifest)


def keep(manifest: Manifest) -> None:
    """By the holder of the lease only."""
    body = msgspec.json.encode(manifest).decode()
    RegistryItem(f"IMP#{manifest.sha256}", manifest.kind, body=body).save()

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
    return _read(f"IMP#{sha256}", kind)


def keep(manifest: Manifest) -> None:
    """By the holder of the lease only."""
    _write(f"IMP#{manifest.sha256}", manifest)


def loaded(session: str) -> Manifest | None:
    """The file whose sheets a session has, or has in part."""
    return _read(f"IMP#{session}", "scores")


def load(session: str, manifest: Manifest) -> None:
    """By the holder of the lease only, before the first sheet."""
    _write(f"IMP#{session}", msgspec.structs.replace(manifest, kind="scores"))


def _read(partition: str, kind: str) -> Manifest | None:
    try:
        item = RegistryItem.get(partition, kind, consistent_read=True)
    except RegistryItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Manifest)


def _write(partition: str, manifest: Manifest) -> None:
    RegistryItem(partition, manifest.kind, body=msgspec.json.encode(manifest).decode()).save()

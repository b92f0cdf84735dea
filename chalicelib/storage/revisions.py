"""Configuration: the current document under its key, every revision beside it, and one way to change it."""

from typing import Final, NamedTuple

from chalicelib.domain.audit import Actor, AuditEvent
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.storage.cases import attempt
from chalicelib.storage.chains import follow
from chalicelib.storage.legs import PUT, Leg, Raw
from chalicelib.storage.tables import RegistryItem

# How long a container may go on with what it read, counted from the start of the read.
KEPT: Final = 30 * SECOND
CHAIN: Final = "CONF"


class Edit(NamedTuple):
    """Who changes configuration, when, and what the audit trail says of it."""

    by: Actor
    at: Instant
    detail: str = ""


def publish(key: tuple[str, str], body: str, *, seen: int, edit: Edit) -> int:
    """The next revision, its entry in the history, which nothing ever replaces, and its event: all or none.

    Raises ConflictError unless `seen` is still the current revision.
    """
    (pk, sk), rev = key, seen + 1
    absent = RegistryItem.pk.does_not_exist()
    history = RegistryItem(pk, f"{sk}#{rev:06}", body=body, rev=rev)
    current = RegistryItem(pk, sk, body=body, rev=rev)
    event = AuditEvent(chain=CHAIN, seq=0, event=sk, at=edit.at, actor=edit.by, went_to=str(rev), detail=edit.detail)
    attempt(
        [
            Leg(PUT, history, absent, _overtaken),
            Leg(PUT, current, RegistryItem.rev == seen if seen else absent, _overtaken),
            follow(event),
        ]
    )
    return rev


def _overtaken(_raw: Raw) -> Exception:
    return ConflictError("刚刚有人修改了同一内容，请重新执行")

"""The library of a stage: what its office imported, laid over what ships; kept at most 30 s by a container."""

from typing import Any, Final

import msgspec

from chalicelib import data
from chalicelib.domain.instants import SECOND, Instant
from chalicelib.domain.library import Documents, Library, overlaid
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import Protected, SubstitutionMap, Transition
from chalicelib.storage import documents
from chalicelib.storage.documents import Head
from chalicelib.storage.revisions import KEPT, Edit

_TYPES: Final[dict[str, Any]] = {
    "plans": Plan,
    "maps": SubstitutionMap,
    "protected": Protected,
    "transitions": Transition,
}

_SOON: Final = 5 * SECOND

_cached: tuple[Instant, Library] | None = None


def load(now: Instant) -> Library:
    """At most 30 s old, counted from the start of the read; the same object as long as nothing was imported."""
    global _cached
    if _cached is None or not _cached[0] <= now < _cached[0] + KEPT:
        _cached = (now, fresh())
    return _cached[1]


def having(plan_id: str, now: Instant) -> Library:
    """A plan that this container does not know may be younger than what it kept, but is looked for every 5 s only."""
    global _cached
    found = load(now)
    if plan_id in found.plans or _cached is None or now < _cached[0] + _SOON:
        return found
    _cached = (now, fresh())
    return _cached[1]


def fresh() -> Library:
    """One call as long as nothing was imported; after an import one more for every 100 documents."""
    head = documents.head()
    if _cached and _cached[1].rev == head.rev:
        return _cached[1]
    return _read(head) if head.rev else data.library()


def _read(head: Head) -> Library:
    found: dict[str, list[Any]] = {kind: [] for kind in _TYPES}
    for name, content in documents.get(head.of(*_TYPES)).items():
        kind = name.partition("#")[0]
        found[kind].append(msgspec.json.decode(content, type=_TYPES[kind]))
    revs = {name.partition("#")[2]: entry.rev for name, entry in head.of("plans").items()}
    imported = Documents(**{kind: tuple(values) for kind, values in found.items()})
    return overlaid(data.library(), imported, head.rev, revs)


def save(brought: Documents, *, seen: int, edit: Edit) -> int:
    """The new revision. Raises ConflictError unless `seen` is still the current one."""
    contents = {
        f"{kind}#{one.code if isinstance(one, Protected) else one.id}": msgspec.json.encode(one)
        for kind in _TYPES
        for one in getattr(brought, kind)
    }
    rev = documents.save(contents, seen=seen, edit=edit)
    forget()
    return rev


def forget() -> None:
    """Tests and the local stack start from an empty container."""
    global _cached
    _cached = None

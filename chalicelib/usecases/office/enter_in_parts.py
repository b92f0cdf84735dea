"""Write the people of a file a hundred a request: each in a transaction of his own, and the same file goes on."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import DomainError
from chalicelib.domain.imports.kinds import PEOPLE_AT_ONCE, FileKind
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.instants import Instant
from chalicelib.storage import deeds, imports
from chalicelib.storage.enrolled import Newcomer
from chalicelib.usecases.imports.enter_people import Changed, enter_person
from chalicelib.usecases.imports.receive_transfers import Found, receive_transfer

Waiting = Newcomer | Changed | Found
_FIGURES: Final[dict[type, str]] = {Newcomer: "new", Changed: "changed", Found: "received"}


class Brought(NamedTuple):
    """What is kept of an import; `left`: how many people wait for the next request with the same file."""

    manifest: Manifest
    left: int = 0


def rehearsed(fresh: Manifest, waiting: Sequence[Waiting]) -> Brought:
    return Brought(_counted(fresh, fresh, waiting))


def enter_in_parts(fresh: Manifest, waiting: Sequence[Waiting], by: Actor, now: Instant) -> Brought:
    """Adds to what earlier requests with this file wrote. Raises ConflictError where somebody acts on the very first
    meanwhile.
    """
    stands = imports.find(fresh.sha256, fresh.kind)
    begun = stands if stands and stands.done is None else fresh
    deeds.note(by, "imported", now, f"{fresh.kind} {fresh.sha256}")
    entered = _entered(waiting[:PEOPLE_AT_ONCE], by, now)
    left = len(waiting) - len(entered)
    counted = _counted(fresh, begun, [one for one, is_new in entered if is_new], left)
    return Brought(msgspec.structs.replace(counted, done=None if left else now), left)


def _entered(part: Sequence[Waiting], by: Actor, now: Instant) -> list[tuple[Waiting, bool]]:
    """Each with whether he was written now. Whoever cannot be any more ends the part: those before him are kept in mind
    as written, and the next request judges him anew.
    """
    entered: list[tuple[Waiting, bool]] = []
    for one in part:
        try:
            entered.append((one, _is_entered(one, by, now)))
        except DomainError:
            if not entered:
                raise
            break
    return entered


def _is_entered(one: Waiting, by: Actor, now: Instant) -> bool:
    if isinstance(one, Found):
        return receive_transfer(one, now, by)
    enter_person(one, by, now)
    return True


def _counted(fresh: Manifest, begun: Manifest, part: Sequence[Waiting], left: int = 0) -> Manifest:
    """Of whoever is neither written now, nor was before, nor is left the file says nothing new."""
    names, rest = (("received",), "known") if fresh.kind == FileKind.TRANSFERS else (("new", "changed"), "same")
    counted = Counter({name: begun.figures.get(name, 0) for name in names})
    counted.update(_FIGURES[type(one)] for one in part)
    same = max(0, fresh.figures["people"] - counted.total() - left)
    return msgspec.structs.replace(begun, figures={**fresh.figures, **counted, rest: same})

"""Import plans or substitution rules: judged together with all they touch, then one revision, or nothing."""

import msgspec

from chalicelib import data
from chalicelib.domain.imports import judging, words
from chalicelib.domain.imports.judging import Known, Named
from chalicelib.domain.library import Documents
from chalicelib.storage import courses, library
from chalicelib.storage.revisions import Edit


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`changed`: ids that are new or have new content. With faults nothing was written, and `rev` is what stands."""

    rev: int
    changed: tuple[str, ...] = ()
    faults: tuple[Named, ...] = ()
    notes: tuple[Named, ...] = ()


def import_library(brought: Documents, edit: Edit, *, is_rehearsal: bool) -> Outcome:
    """Content that holds already is no change. Raises ConflictError when another import was faster."""
    current = library.fresh()
    known = Known(courses.load().courses.keys(), {words.province(one.name) for one in data.provinces().values()})
    news = judging.news(current, brought)
    changed = names(news)
    if faults := judging.library_faults(current, brought, known):
        return Outcome(rev=current.rev, changed=changed, faults=faults)
    notes = judging.library_notes(news)
    if is_rehearsal or not changed:
        return Outcome(rev=current.rev, changed=changed, notes=notes)
    rev = library.save(news, seen=current.rev, edit=edit)
    return Outcome(rev=rev, changed=changed, notes=notes)


def names(documents: Documents) -> tuple[str, ...]:
    return (
        *(one.id for one in documents.plans),
        *(one.id for one in documents.maps),
        *(one.code for one in documents.protected),
        *(one.id for one in documents.transitions),
    )

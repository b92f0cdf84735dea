"""Import courses into the catalogue: one revision, or nothing."""

from collections.abc import Iterable

from chalicelib.domain.faults import Fault
from chalicelib.domain.imports.judging import Named
from chalicelib.domain.reference import Course
from chalicelib.storage import courses
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_library import Outcome


def import_courses(brought: Iterable[Course], edit: Edit, *, is_rehearsal: bool) -> Outcome:
    """Raises ConflictError when another import was faster."""
    catalogue = courses.load()
    news = [one for one in brought if catalogue.courses.get(one.code) != one]
    notes = tuple(
        Named(one.code, Fault("课程名称", f"原为“{before.name}”", one.code))
        for one in news
        if (before := catalogue.courses.get(one.code)) and before.name != one.name
    )
    changed = tuple(one.code for one in news)
    if is_rehearsal or not news:
        return Outcome(rev=catalogue.rev, changed=changed, notes=notes)
    return Outcome(rev=courses.save(news, catalogue, edit), changed=changed, notes=notes)

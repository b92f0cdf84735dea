"""What an office imported, as containers see it: whole or not at all, 30 s late at most, never by a further call."""

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.audit import AuditEvent, first_fault
from chalicelib.domain.errors import ConflictError, UnknownError
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.instants import SECOND, later
from chalicelib.domain.library import Documents
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import Course
from chalicelib.storage import courses, documents, library, windows
from chalicelib.storage.revisions import KEPT
from chalicelib.storage.tables import AuditItem, RegistryItem
from tests.builders import NOW, Meter, a_window
from tests.stored import EDIT

pytestmark = pytest.mark.usefixtures("aws")
SHIPPED = "SH-050201-2022"


def a_plan(id_: str = "SH-NEW-2027", **changes: object) -> Plan:
    return msgspec.structs.replace(data.plans()[SHIPPED], id=id_, **changes)


def imported(*plans: Plan, seen: int = 0) -> int:
    return library.save(Documents(plans=plans), seen=seen, edit=EDIT)


def test_without_an_import_the_shipped_library_is_all_there_is(meter: Meter) -> None:
    with meter() as calls:
        assert library.load(NOW) is data.library()
        assert library.load(later(NOW, KEPT - 1)) is data.library()
    assert calls == {"GetItem": 1}


def test_an_imported_plan_stands_beside_the_shipped_ones() -> None:
    assert imported(a_plan()) == 1
    found = library.load(NOW)
    assert found.rev == 1
    assert found.plans["SH-NEW-2027"] == a_plan()
    assert found.plans.keys() == data.plans().keys() | {"SH-NEW-2027"}
    assert (found.rev_of("SH-NEW-2027"), found.rev_of(SHIPPED)) == (1, 0)


def test_an_imported_plan_wins_over_the_shipped_one_of_its_name() -> None:
    imported(a_plan(SHIPPED, version="2027版"))
    found = library.load(NOW)
    assert (found.plans[SHIPPED].version, found.rev_of(SHIPPED)) == ("2027版", 1)


def test_a_container_sees_an_import_after_thirty_seconds_for_three_calls(meter: Meter) -> None:
    before = library.load(NOW)
    imported(a_plan())
    library._cached = (NOW, before)
    with meter() as calls:
        assert library.load(later(NOW, KEPT - 1)) is before
        newer = library.load(later(NOW, KEPT))
        assert library.load(later(NOW, 2 * KEPT)) is newer
    assert "SH-NEW-2027" in newer.plans
    assert calls == {"GetItem": 2, "BatchGetItem": 1}


def test_a_plan_younger_than_what_a_container_kept_is_found_soon() -> None:
    before = library.load(NOW)
    imported(a_plan())
    library._cached = (NOW, before)
    assert "SH-NEW-2027" not in library.having("SH-NEW-2027", later(NOW, 4 * SECOND)).plans
    assert library.having("SH-NEW-2027", later(NOW, 5 * SECOND)).plan("SH-NEW-2027") == a_plan()
    with pytest.raises(UnknownError, match="考试计划"):
        library.having("SH-NEVER", later(NOW, 6 * SECOND)).plan("SH-NEVER")


def test_more_documents_than_one_call_gives_are_all_there(meter: Meter) -> None:
    imported(*(a_plan(f"SH-{number:03}") for number in range(130)))
    with meter() as calls:
        assert len(library.load(NOW).plans) == len(data.plans()) + 130
    assert calls == {"GetItem": 1, "BatchGetItem": 2}


def test_every_revision_stays_in_the_history_and_in_the_chain() -> None:
    imported(a_plan())
    windows.save((a_window(),), seen=0, edit=EDIT)
    imported(a_plan(version="再次修订"), seen=1)
    first, second = (
        msgspec.json.decode(RegistryItem.get("PLAN", f"head#{rev:06}").body, type=dict[str, documents.Entry])
        for rev in (1, 2)
    )
    (name,) = first
    old, new = (documents.get(entries)[name] for entries in (first, second))
    assert msgspec.json.decode(old, type=Plan) == a_plan()
    assert msgspec.json.decode(new, type=Plan).version == "再次修订"
    chain = [msgspec.json.decode(item.body or "", type=AuditEvent) for item in AuditItem.query("CONF")]
    assert [(event.event, event.went_to) for event in chain] == [("head", "1"), ("windows", "1"), ("head", "2")]
    assert first_fault(chain) is None


def test_of_two_imports_that_saw_the_same_revision_one_is_refused_whole() -> None:
    imported(a_plan("SH-FIRST"))
    with pytest.raises(ConflictError):
        imported(a_plan("SH-SECOND"), seen=0)
    assert "SH-SECOND" not in library.load(NOW).plans


def test_the_head_decides_a_race_between_two_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked at revision 0 and wrote their documents; the second to write the head is refused."""
    stale = documents.head()
    imported(a_plan("SH-FIRST"))
    monkeypatch.setattr(documents, "head", lambda: stale)
    with pytest.raises(ConflictError):
        imported(a_plan("SH-SECOND"), seen=0)
    monkeypatch.undo()
    assert library.load(NOW).plans.keys() - data.plans().keys() == {"SH-FIRST"}


def test_documents_without_a_head_are_seen_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies between the documents and the head; run again, the import is whole."""
    with monkeypatch.context() as dying:
        dying.setattr(documents, "publish", _die)
        with pytest.raises(InterruptedError):
            imported(a_plan())
    assert library.load(NOW) is data.library()
    library.forget()
    imported(a_plan())
    assert "SH-NEW-2027" in library.load(NOW).plans


def _die(*_: object, **__: object) -> int:
    raise InterruptedError


def test_a_document_beyond_what_an_item_keeps_is_refused_before_anything_is_written() -> None:
    with pytest.raises(ConflictError, match="内容过多"):
        imported(a_plan(notes=("长" * documents.DOCUMENT_MOST,)))
    assert list(RegistryItem.scan()) == []


def test_imported_courses_join_the_catalogue_and_keep_their_neighbours() -> None:
    def course(code: str, name: str) -> Course:
        return Course(code=CourseCode(code), name=name, credits2=8, status="verified in source")

    courses.save([course("98701", "甲"), course("98702", "乙")], courses.load(), EDIT)
    courses.save([course("98702", "丙"), course("98801", "丁")], courses.load(), EDIT)
    found = courses.load()
    assert {code: one.name for code, one in found.imported.items()} == {"98701": "甲", "98702": "丙", "98801": "丁"}
    assert found.courses.keys() == data.courses().keys() | found.imported.keys()
    assert library.load(NOW).rev == found.rev == 2

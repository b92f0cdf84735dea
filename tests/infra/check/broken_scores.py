"""What may be wrong with sheets of scores and with what corrects them."""

import msgspec

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.imports.corrections import Correction
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.transcripts import Sheet
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.imports.correct_scores import correct_scores
from tests.infra.check.corrupting import breaks, first, rewrite


def _sheet() -> tuple[RecordItem, Sheet]:
    item = first(RecordItem, "C#", "A#S#")
    return item, msgspec.json.decode(item.body, type=Sheet)


def _put(item: RecordItem, sheet: Sheet) -> None:
    RecordItem(item.pk, people.sheet_key(sheet), body=msgspec.json.encode(sheet).decode()).save()


def correct(score: int) -> tuple[RecordItem, Sheet]:
    """As an import does it; gives the correction."""
    item, sheet = _sheet()
    [row, *_] = sheet.rows
    asked = Correction(item.pk[2:], sheet.ref, sheet.session, (msgspec.structs.replace(row, score=score),))
    correct_scores(asked, "0" * 64, OPERATOR, later(sheet.released, DAY))
    made = RecordItem.get(item.pk, f"{item.sk[:-1]}K")
    return made, msgspec.json.decode(made.body or "", type=Sheet)


@breaks("I32")
def a_correction_came_from_nowhere(_: Instant) -> None:
    item, sheet = _sheet()
    _put(item, msgspec.structs.replace(sheet, stream="K"))


@breaks("I32")
def a_corrected_score_was_raised(_: Instant) -> None:
    correct(99)
    item, sheet = correct(1)
    _put(item, msgspec.structs.replace(sheet, rows=(msgspec.structs.replace(sheet.rows[0], score=99),)))


@breaks("I32")
def a_correction_is_gone(_: Instant) -> None:
    correct(1)[0].delete()


@breaks("I32")
def a_sheet_is_of_a_session_that_was_never_imported(_: Instant) -> None:
    item, sheet = _sheet()
    _put(item, msgspec.structs.replace(sheet, session="2001-04"))


@breaks("I32")
def a_sheet_is_of_another_session_than_its_key(_: Instant) -> None:
    rewrite(_sheet()[0], Sheet, stream="P")

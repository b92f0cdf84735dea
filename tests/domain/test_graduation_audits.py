"""What a graduation stands on: the records it uses and holds, and what its approval keeps of them."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain import graduation_audits, graduations
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.graduation_forms import Explanation
from chalicelib.domain.graduations import KIND
from chalicelib.domain.instants import DAY, later
from chalicelib.domain.people import held
from chalicelib.domain.statuses import State
from chalicelib.domain.transcripts import Transcript
from tests import graduating
from tests.builders import NOW, a_grant, a_head, a_line, a_sheet
from tests.graduating import (
    COURSES,
    a_standing,
    filed,
)

LONGER = "考生补充说明：该课程已经通过，正在等待成绩登记。"


def faults(standing: Any = None, pictures: Any = None, **changes: Any) -> dict[str, str]:
    with pytest.raises(IncompleteError) as refused:
        filed(standing, pictures, **changes)
    return {one.field.removeprefix("items.0."): one.message for one in refused.value.fields}


def test_a_plan_that_changed_meanwhile_is_told() -> None:
    seen = msgspec.structs.replace(graduating.seen(a_standing()), plan_rev=7)
    assert faults(seen=seen) == {"seen": "专业考试计划在您填写期间有更新，请重新核对“登记成绩”"}


def test_a_record_withdrawn_meanwhile_is_told_by_name() -> None:
    said = (Explanation(key="00015", words=LONGER),)
    standing = a_standing(graduating.a_transcript("00015"))
    assert (
        "英语(二)（00015）的成绩已不在您的成绩记录中"
        in faults(standing, seen=graduating.seen(a_standing()), explanations=said)["seen"]
    )


def test_a_record_that_came_meanwhile_is_told_too() -> None:
    seen = graduating.seen(a_standing(graduating.a_transcript("00015")))
    assert faults(seen=seen) == {"seen": "您的成绩记录刚刚有更新，请重新核对“登记成绩”"}


def test_a_record_that_a_transfer_out_holds_is_refused_by_name() -> None:
    """I15."""
    line = msgspec.structs.replace(
        a_line(), business="transfer_out", title="转出至江苏", records=("2026-10/1/T/00015",)
    )
    standing = a_standing(head=a_head(lines={"X": line}))
    said = (Explanation(key="00015", words=LONGER),)
    assert "（00015）的成绩正用于“转出至江苏”" in faults(standing, explanations=said)["scores.plan"]


@pytest.mark.parametrize(
    ("state", "holds"), [("submitted", True), ("returned", True), ("approved", True), ("rejected", False)]
)
def test_an_application_holds_its_records_while_it_lives_and_after_its_approval(state: str, holds: bool) -> None:
    line = msgspec.structs.replace(a_line(State(state)), business="graduation", records=("a",))
    head = a_head(lines={"X": line})
    assert (held(head, "transfer_out") == {"a": line.title}) is holds
    assert held(head, "graduation") == {}


def test_a_snapshot_keeps_what_was_judged() -> None:
    """I14: each record once, with score, credits and source; I16: the credits are the audit's."""
    filing = filed()
    kept = graduation_audits.snapshot(filing.content, graduating.a_matter(filing))
    body = msgspec.json.decode(kept.body, type=graduation_audits.Kept)
    assert len({row.record for row in body.rows}) == len(body.rows) == len(COURSES)
    assert {(row.score, row.credits2, row.source) for row in body.rows} == {(70, 8, "score")}
    assert body.audit.totals.credits2 == filing.known["credits2"]
    assert len(kept.body) < 60_000


def test_an_approval_refuses_what_is_gone_or_held_by_name() -> None:
    """I15."""
    filing = filed()
    assert graduations.granted(filing.content, graduating.a_matter(filing)) == ()
    gone = graduating.a_matter(filing, graduating.a_transcript("00015"))
    with pytest.raises(IncompleteError, match=r"英语\(二\)（00015）的成绩已不在"):
        graduations.granted(filing.content, gone)
    line = msgspec.structs.replace(a_line(), business="transfer_out", title="转出", records=("2026-10/1/T/00034",))
    taken = graduating.a_matter(filing, head=a_head(lines={"X": line}))
    with pytest.raises(IncompleteError, match="00034"):
        graduations.granted(filing.content, taken)


def test_the_basis_changes_with_record_and_rules_and_with_nothing_else() -> None:
    filing = filed()
    assert KIND.basis
    basis = KIND.basis(filing.content, graduating.a_matter(filing))
    later_on = graduating.a_matter(filing, now=later(NOW, DAY), stage="city")
    assert KIND.basis(filing.content, later_on) == basis
    more = Transcript((*graduating.a_transcript().sheets, a_sheet("2025-04", ("00009",))))
    assert KIND.basis(filing.content, graduating.a_matter(filing, more)) == basis
    less = graduating.a_matter(filing, graduating.a_transcript("00015"))
    granted = Transcript(graduating.a_transcript("00015").sheets, (a_grant(),))
    assert (
        len({basis, KIND.basis(filing.content, less), KIND.basis(filing.content, graduating.a_matter(filing, granted))})
        == 3
    )

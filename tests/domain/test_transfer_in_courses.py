"""What each course from elsewhere becomes here: equal in name, code and credits, or the reason why not."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.transfer_in import KIND
from chalicelib.domain.transfer_in_courses import basis_of
from tests.arriving import a_content, a_matter, a_score, found
from tests.builders import a_grant, a_sheet

UNLISTED = "本专业考试计划中没有这个代码的课程，不予替代"
NAME = "课程名称与本专业考试计划不一致，不予替代"
CREDITS = "学分与本专业考试计划不一致或没有登记，不予替代"
HELD = "本市已有这门课程的合格成绩或转入记录，不重复登记"


def reason(transcript: Transcript | None = None, code: str = "00034", **changes: Any) -> str:
    [line] = found(a_score(code, **changes), transcript=transcript).lines
    assert (line.becomes is None) == bool(line.reason)
    return line.reason


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"code": "00009"}, UNLISTED),
        ({"name": "社会学"}, NAME),
        ({"name": "社会学 概论"}, ""),
        ({"credits2": 10}, CREDITS),
        ({"credits2": None}, CREDITS),
        ({"code": "00923", "credits2": 8}, CREDITS),
        ({"code": "00015", "name": "英语（二）"}, ""),
        ({"score": None, "session": ""}, ""),
    ],
)
def test_a_course_is_the_same_by_name_code_and_credits(changes: dict[str, Any], told: str) -> None:
    assert reason(**changes) == told


@pytest.mark.parametrize(
    ("transcript", "told"),
    [
        (Transcript((a_sheet(codes=("00034",)),)), HELD),
        (Transcript(grants=(a_grant(code="00034", effect="exempt"),)), ""),
        (Transcript(grants=(a_grant(code="00034", effect="supplemented"),)), HELD),
        (Transcript(grants=(a_grant(code="00034", effect="transferred"),)), HELD),
        (Transcript(grants=(a_grant(code="00034", effect="transferred", voided=True),)), HELD),
    ],
)
def test_what_is_on_record_here_is_not_entered_twice(transcript: Transcript, told: str) -> None:
    """The key of a transferred record is taken for good; an exemption is no pass."""
    assert reason(transcript) == told


def test_one_course_sent_twice_is_entered_once() -> None:
    first, second = found(a_score(), a_score(score=90)).lines
    assert (first.reason, second.reason) == ("", HELD)


def test_whatever_a_pass_stands_on_changes_its_basis() -> None:
    bases = [
        basis_of(found(a_score())),
        basis_of(found(a_score(score=76))),
        basis_of(found(a_score(), transcript=Transcript((a_sheet(codes=("00034",)),)))),
    ]
    assert len(set(bases)) == 3


def test_grants_are_of_what_was_confirmed_and_of_nothing_else() -> None:
    matter = a_matter()
    content = a_content()
    with pytest.raises(IncompleteError, match="重新核对"):
        KIND.grants(content, matter)
    assert KIND.basis
    basis = KIND.basis(content, matter)
    confirmed = msgspec.structs.replace(matter, case=msgspec.structs.replace(matter.case, confirmed=basis))
    grants = KIND.grants(content, confirmed)
    assert [(one.effect, one.code, one.score, one.credits2, one.kind) for one in grants] == [
        ("transferred", "00034", 75, 12, "theory"),
        ("transferred", "00318", 75, 8, "theory"),
    ]

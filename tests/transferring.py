"""A person who moves to another province: what is on the record, what is typed, and what the rules are asked with."""

from typing import Any

import msgspec
import pytest

from chalicelib import data
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.kinds import Filing, Matter, Standing
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.transfer_out_forms import Target, Typed
from chalicelib.domain.transfer_out_scores import Judged, judged
from chalicelib.domain.windows import Business
from tests import graduating
from tests.builders import a_case, a_round, a_sheet, a_window

CODES = ("00034", "00318", "00320")
TARGET = Target(
    province="32", ticket="320100000001", level="5", major="120402", reason="2", words="", phone="021-55550000"
)


def a_transcript(*codes: str, **sheet: Any) -> Transcript:
    return Transcript((a_sheet(codes=codes or CODES, **sheet),))


def a_standing(transcript: Transcript | None = None, **changes: Any) -> Standing:
    window = a_window(business=Business.TRANSFER_OUT)
    return graduating.a_standing(transcript or a_transcript(), **({"window": window} | changes))


def found(standing: Standing | None = None) -> Judged:
    standing = standing or a_standing()
    return judged(standing, standing.ticket, standing.books)


def reasons(transcript: Transcript | None = None, **changes: Any) -> dict[str, str]:
    """By code, why it cannot leave."""
    return {line.code: line.reason for line in found(a_standing(transcript, **changes)).lines}


def a_typed(standing: Standing | None = None, **changes: Any) -> Typed:
    """Everything that can leave is ticked, by somebody who looked a moment ago; fields of the target by their names."""
    target = {name: changes.pop(name) for name in Target.__struct_fields__ if name in changes}
    judged = found(standing)
    ticked = tuple(line.record for line in judged.lines if not line.reason)
    return typed(target, **({"records": ticked, "shown": judged.shown} | changes))


def typed(target: dict[str, Any], **changes: Any) -> Typed:
    """The number there is typed twice."""
    item = Typed(target=msgspec.structs.replace(TARGET, **target), again=target.get("ticket", TARGET.ticket))
    return msgspec.structs.replace(item, **changes)


def filed(standing: Standing | None = None, **changes: Any) -> Filing[Any]:
    standing = standing or a_standing()
    [filing] = KIND.file(standing, (a_typed(standing, **changes),), {})
    return filing


def faults(standing: Standing | None = None, **changes: Any) -> dict[str, str]:
    with pytest.raises(IncompleteError) as refused:
        filed(standing, **changes)
    return {one.field.removeprefix("items.0."): one.message for one in refused.value.fields}


def a_matter(
    filing: Filing[Any], transcript: Transcript | None = None, stage: str = "school", **changes: Any
) -> Matter:
    standing, subject = a_standing(transcript), msgspec.structs.asdict(filing.subject)
    case = a_case(business=Business.TRANSFER_OUT, stages=KIND.stages, stage=stage, **subject)
    matter = Matter(
        case=case,
        round=a_round(content=msgspec.Raw(msgspec.json.encode(filing.content)), pictures=()),
        head=standing.head,
        library=data.library(),
        program=standing.program,
        transcript=standing.transcript,
        books=data,
        now=standing.now,
    )
    return msgspec.structs.replace(matter, **changes)

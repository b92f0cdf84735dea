"""A person who comes from another province: what was sent, and what the rules are asked with."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.imports.transfer_tables import Arrival
from chalicelib.domain.kinds import Matter, Standing
from chalicelib.domain.transcripts import Transcript
from chalicelib.domain.transfer_in import KIND
from chalicelib.domain.transfer_in_courses import Judged, judged
from chalicelib.domain.transfer_in_forms import Arrived, Origin, TransferIn
from chalicelib.domain.windows import Business
from tests import graduating
from tests.builders import a_case, a_head, a_round, a_window

ID_NUMBER = "000000199001011234"
# 社会学概论 and 公共政策 are of the plan, 政治经济学 is not.
CODES = ("00034", "00318", "00009")
TAKEN = CODES[:2]
ORIGIN = Origin(
    no="JS-2026-000001",
    day="2026-11-20",
    name="演示甲",
    province="32",
    ticket="320100000001",
    major="120402",
    title="行政管理",
)

# A row of a file, by column.
CELLS = {
    "no": "JS-1",
    "day": "2026-11-20",
    "id_number": ID_NUMBER,
    "name": "演示甲",
    "from_province": "32",
    "from_ticket": "320100000001",
    "from_major": "120402",
    "from_title": "行政管理",
    "to_province": "31",
    "to_ticket": "000000000001",
    "to_level": "5",
    "to_major": "120402",
    "to_title": "行政管理",
    "code": "00034",
    "course": "社会学概论",
    "kind": "理论",
    "source": "考试",
    "score": "75",
    "credits": "6",
    "passed": "2024-10",
}


def a_score(code: str = "00034", **changes: Any) -> Arrived:
    """As the plan has it, where it has it."""
    row = next((one for one in data.library().plan(graduating.PLAN).rows if one.code == code), None)
    score = Arrived(
        code=CourseCode(code),
        name=row.name if row else data.courses()[CourseCode(code)].name,
        kind="theory",
        source="score",
        score=75,
        credits2=row.credits2 if row else 8,
        session="2024-10",
    )
    return msgspec.structs.replace(score, **changes)


def a_content(*codes: str, **origin: Any) -> TransferIn:
    scores = tuple(a_score(code) for code in codes or CODES)
    return TransferIn(origin=msgspec.structs.replace(ORIGIN, **origin), scores=scores)


def an_arrival(*codes: str, ticket: str = "000000000001", id_number: str = ID_NUMBER, **origin: Any) -> Arrival:
    return Arrival(2, id_number, "31", ticket, a_content(*codes, **origin))


def a_standing(transcript: Transcript | None = None, **changes: Any) -> Standing:
    window = a_window(business=Business.TRANSFER_IN)
    standing = graduating.a_standing(transcript or Transcript(), window=window, person="person-1")
    return msgspec.structs.replace(standing, transcript=transcript or Transcript(), **changes)


def found(*scores: Arrived, transcript: Transcript | None = None, **changes: Any) -> Judged:
    standing = a_standing(transcript, **changes)
    return judged(scores, standing.plan, standing, standing.books)


def a_matter(content: TransferIn | None = None, transcript: Transcript | None = None, **case: Any) -> Matter:
    standing = a_standing(transcript)
    content = content or a_content()
    [filing] = KIND.file(standing, (content,), {})
    told = msgspec.structs.asdict(filing.subject) | {"business": Business.TRANSFER_IN, "confirmed": ""}
    return Matter(
        case=a_case(**({"stages": KIND.stages, "stage": "school"} | told | case)),
        round=a_round(content=msgspec.Raw(msgspec.json.encode(content)), pictures=()),
        head=a_head(),
        library=data.library(),
        program=standing.program,
        transcript=standing.transcript,
        books=data,
        now=standing.now,
    )

"""Valid values with one override: nobody is real, nothing is random."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import msgspec

from chalicelib.domain.applications import Act, Case, Change, Operation, Round, sealed, submitted
from chalicelib.domain.audit import Actor
from chalicelib.domain.credentials import Credential, Picture
from chalicelib.domain.exemptions import Exemption
from chalicelib.domain.ids import Cid, CourseCode, No, SchoolCode, TicketRef, UploadId, new_no
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.messages import message_id
from chalicelib.domain.people import CaseLine, Head, Ticket
from chalicelib.domain.sessions import Session
from chalicelib.domain.statuses import State
from chalicelib.domain.supplement_forms import Supplement
from chalicelib.domain.transcripts import Grant, Sheet, SheetRow
from chalicelib.domain.windows import CITY, Business, Window, Windows

Meter = Callable[[], AbstractContextManager[Counter[str]]]

NOW = Instant(1_796_090_400_000)  # 2026-12-01 10:00 in Shanghai
CID = Cid("0" * 31 + "1")
SCHOOL = SchoolCode("X02")
CANDIDATE = Actor(kind="candidate", id=CID, person="person-1")
SCHOOL_REVIEWER = Actor(kind="staff", id="staff-1", name="演示初审", organisation="X02", person="person-2")
CITY_REVIEWER = Actor(kind="staff", id="staff-2", name="演示终审", organisation="city", person="person-3")


def a_number(seed: int) -> No:
    return new_no(NOW, seed.to_bytes(10))


def a_session(**changes: Any) -> Session:
    session = Session(cid=CID, person="person-1", epoch=1, issued=NOW, renewed=NOW)
    return msgspec.structs.replace(session, **changes)


def a_message_id(at: Instant = NOW, seed: int = 1) -> str:
    return message_id(at, a_number(seed))


def an_upload_id(seed: int) -> UploadId:
    return UploadId(f"{seed:032x}")


def a_ticket(**changes: Any) -> Ticket:
    ticket = Ticket(
        ref=TicketRef(1),
        number="000000000001",
        plan_id="SH-120402-observed-2020",
        major_code="120402",
        major_name="行政管理",
        level="专升本",
        school=SCHOOL,
        school_name="复旦大学",
    )
    return msgspec.structs.replace(ticket, **changes)


def a_line(state: State = State.SUBMITTED) -> CaseLine:
    return CaseLine(
        business=Business.EXEMPTION,
        ref=TicketRef(1),
        school=SCHOOL,
        school_name="复旦大学",
        unit="00015",
        title="英语(二)（00015）",
        state=state,
        stage="school",
        round=1,
        at=NOW,
        window="exemption:2026H2:city",
        batch=a_number(9),
    )


def a_head(**changes: Any) -> Head:
    head = Head(cid=CID, name="演示甲", id_masked="000***********001X", tickets=(a_ticket(),))
    return msgspec.structs.replace(head, **changes)


def a_window(**changes: Any) -> Window:
    window = Window(
        business=Business.EXEMPTION,
        term="2026H2",
        owner=CITY,
        opens=later(NOW, -DAY),
        closes=later(NOW, 6 * DAY),
        corrects=later(NOW, 13 * DAY),
        notice="2026-1",
        demo=True,
    )
    return msgspec.structs.replace(window, **changes)


def windows(*rows: Window) -> Windows:
    return Windows(1, rows or (a_window(),))


def a_picture(seed: int = 1, **changes: Any) -> Picture:
    picture = Picture(
        id=an_upload_id(seed), sha256=f"{seed:064x}", pixels=f"{seed:064x}", width=1600, height=1200, bytes=200_000
    )
    return msgspec.structs.replace(picture, **changes)


def a_credential(**changes: Any) -> Credential:
    credential = Credential(
        type="cet_certificate",
        level="英语四级",
        number="201706113100245",
        year="2017",
        month="6",
        province="31",
        uploads=(an_upload_id(1),),
    )
    return msgspec.structs.replace(credential, **changes)


def a_supplement(kind: str = "score", **changes: Any) -> Supplement:
    """As in the manual's pictures: a score of 1999, an exemption of 2006, a transfer of 2005."""
    typed: dict[str, dict[str, Any]] = {
        "score": {"course": "00005", "passed": "1999-10", "score": "65", "uploads": (an_upload_id(1),)},
        "exempt": {
            "course": "00012",
            "granted": "2006-06",
            "type": "pets_certificate",
            "obtained": "2005-10",
            "number": "201706113100245",
            "place": "31",
        },
        "transferred": {
            "course": "00058",
            "granted": "2005-03",
            "source": "36",
            "source_ticket": "110000000311",
            "source_major": "金融学(专升本)",
        },
    }
    return Supplement(kind=kind, **(typed[kind] | changes))


def a_round(**changes: Any) -> Round:
    round_ = Round(
        no=a_number(1),
        round=1,
        at=NOW,
        content=msgspec.Raw(msgspec.json.encode(Exemption((a_credential(),)), order="deterministic")),
        known={"theory_passes": 8, "rule": "SH-C1"},
        pictures=(a_picture(),),
        notice="2026-1",
        window="exemption:2026H2:city",
        window_rev=1,
    )
    return sealed(msgspec.structs.replace(round_, **changes))


def a_case(**changes: Any) -> Case:
    """A case that was just submitted, version 1; its locks are those of its courses."""
    changes.setdefault("locks", tuple(f"exempt#{code}" for code in changes.get("codes", ("00015",))))
    case = Case(
        no=a_number(1),
        cid=CID,
        business=Business.EXEMPTION,
        ref=TicketRef(1),
        school=SCHOOL,
        school_name="复旦大学",
        plan_id="SH-120402-observed-2020",
        unit="00015",
        codes=(CourseCode("00015"),),
        locks=(),
        title="英语(二)（00015）",
        batch=a_number(900),
        term="2026H2",
        window="exemption:2026H2:city",
        name_masked="演**",
        ticket_masked="00…001",
        person="person-1",
        state=State.SUBMITTED,
        stages=("school", "city"),
        stage="school",
        round=1,
        ver=1,
        digest=a_round().digest,
        submitted_at=NOW,
        since=NOW,
    )
    return msgspec.structs.replace(case, **changes)


def a_submission(seed: int = 1, **changes: Any) -> Change:
    no = a_number(seed)
    return submitted(a_case(no=no, ver=0, **changes), a_round(no=no), CANDIDATE)


def a_grant(**changes: Any) -> Grant:
    code = CourseCode("00015")
    grant = Grant(effect="exempt", code=code, name="英语(二)", credits2=28, at=NOW, no=a_number(1), ref=TicketRef(1))
    return msgspec.structs.replace(grant, **changes)


def an_operation(key: str = "key-0000000000000001", **changes: Any) -> Operation:
    operation = Operation(actor=CID, key=key, request="a" * 64, at=NOW, answer=b'{"done":true}')
    return msgspec.structs.replace(operation, **changes)


def an_act(*changes: Change, **others: Any) -> Act:
    act = Act(operation=an_operation(), changes=changes, cid=CID, head=a_head(), own=True)
    return msgspec.structs.replace(act, **others)


def a_sheet(session: str = "2026-10", codes: tuple[str, ...] = (), **changes: Any) -> Sheet:
    rows = tuple(
        SheetRow(code=CourseCode(code), name=f"课程{code}", kind="theory", score=70, credits2=8) for code in codes
    )
    sheet = Sheet(session=session, ref=TicketRef(1), stream="T", released=later(NOW, -DAY), rows=rows)
    return msgspec.structs.replace(sheet, **changes)

"""外省转入 as people read it: the parts of a case, and the points of review of the school."""

from chalicelib.domain.checks import BLOCK, MANUAL, OK, TICK, WARN, Check
from chalicelib.domain.forms import month_text
from chalicelib.domain.kinds import Books, Matter, Part, Row, rows
from chalicelib.domain.reference import credits_text
from chalicelib.domain.reviews import UNCONFIRMED
from chalicelib.domain.stages import SIGNATURE
from chalicelib.domain.statuses import State
from chalicelib.domain.transfer_files import KINDS, SOURCES
from chalicelib.domain.transfer_in_courses import Judged, basis_of, judged
from chalicelib.domain.transfer_in_forms import Arrived, Origin, TransferIn
from chalicelib.domain.transfer_rules import REVIEWER, in_force

PAPER = "《转考（转入）登记表》"
NOTHING = "没有可以转入的课程"
CHANGED = "考生确认之后课程有变化，请考生重新核对并确认"


def title_of(origin: Origin, books: Books) -> str:
    return f"{province_of(origin, books)}转入（{origin.title}）"


def province_of(origin: Origin, books: Books) -> str:
    return books.provinces()[origin.province].name


def parts(content: TransferIn, books: Books) -> tuple[Part, ...]:
    origin = content.origin
    told = rows(
        Row(key="name", label="姓名", text=origin.name),
        Row(key="province", label="转出地", text=province_of(origin, books)),
        Row(key="ticket", label="转出准考证号", text=origin.ticket, code=True),
        Row(key="major", label="转出专业", text=f"{origin.title}（{origin.major}）"),
        Row(key="no", label="转考编号", text=origin.no, code=True),
        Row(key="day", label="转出日期", text=origin.day),
    )
    scores = (
        Row(key=f"{place}", label=f"{one.name}（{one.code}）", text=score_text(one))
        for place, one in enumerate(content.scores)
    )
    return (
        Part(key="origin", title="转出信息", rows=told, uploads=()),
        Part(key="scores", title="转出成绩", rows=tuple(scores), uploads=()),
    )


def score_text(one: Arrived) -> str:
    """类型, 来源, 成绩, 学分, 通过时间, as far as they are known."""
    told = (
        f"{SOURCES[one.source]}，{KINDS[one.kind]}",
        f"成绩 {one.score}" if one.score is not None else "",
        f"{credits_text(one.credits2)} 学分" if one.credits2 is not None else "",
        month_text(one.session),
    )
    return "，".join(filter(None, told))


def found_of(content: TransferIn, matter: Matter) -> Judged:
    """As the record and the plan of the ticket stand now."""
    return judged(content.scores, matter.library.plan(matter.ticket.plan_id), matter, matter.books)


def points(content: TransferIn, matter: Matter) -> tuple[Check, ...]:
    """What is entered cannot be judged again: it stands on the record."""
    if matter.case.state == State.APPROVED:
        return (Check(key="records", text="转入成绩", state=OK, detail="已登记"),)
    found = found_of(content, matter)
    if matter.case.stage == SIGNATURE:
        return (
            _courses(found),
            *_confirmed(found, matter),
            _tick("signed", f"考生已持身份证和两地准考证到校核对，并在{PAPER}上签字"),
        )
    rules = in_force(matter.books.transfer_rules().into, REVIEWER, matter.now).values()
    return (
        _courses(found),
        _tick("identity", "姓名、证件号码与考籍一致"),
        _tick("scores", "课程名称、代码、学分和成绩与转出省电子档案一致"),
        *(_tick(rule.key, rule.text) for rule in rules),
    )


def _courses(found: Judged) -> Check:
    if not found.taken:
        return Check(key="records", text="转入课程", state=BLOCK, detail=f"{NOTHING}，请选择不通过")
    left = len(found.lines) - len(found.taken)
    detail = f"{len(found.taken)} 门可以转入" + (f"，{left} 门不能" if left else "")
    return Check(key="records", text="转入课程", state=WARN if left else OK, detail=detail)


def _confirmed(found: Judged, matter: Matter) -> tuple[Check, ...]:
    if matter.case.confirmed == basis_of(found):
        return (Check(key="confirmed", text="考生已在平台确认", state=OK),)
    detail = UNCONFIRMED if matter.case.is_unconfirmed else CHANGED
    return (Check(key="confirmed", text="考生确认", state=BLOCK, detail=detail),)


def _tick(key: str, text: str) -> Check:
    return Check(key=key, text=text, state=MANUAL, task=TICK)

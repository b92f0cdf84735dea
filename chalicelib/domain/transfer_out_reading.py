"""本市转出 as people read it: the parts that can be objected to, and the points of review of each office."""

import msgspec

from chalicelib.domain import form_reading
from chalicelib.domain.checks import BLOCK, MANUAL, OK, TICK, Check
from chalicelib.domain.forms import month_text
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.kinds import Books, Matter, Part, Row
from chalicelib.domain.reference import credits_text
from chalicelib.domain.score_rows import ScoreRow
from chalicelib.domain.stages import SCHOOL, SIGNATURE
from chalicelib.domain.statuses import State
from chalicelib.domain.transfer_out_forms import SCORES, TARGET, TARGET_FORM, Target, TransferOut
from chalicelib.domain.transfer_out_scores import Judged, Line, judged
from chalicelib.domain.transfer_rules import REVIEWER, in_force

PAPER = "《转考（转出）登记表》"
SCORES_TITLE = "转出成绩"


def title_of(target: Target, books: Books) -> str:
    return f"转往{books.provinces()[target.province].name}（{target.title}）"


def parts(content: TransferOut, books: Books) -> tuple[Part, ...]:
    named = f"{content.target.title}（{content.target.major}）"
    target = (
        msgspec.structs.replace(one, text=named, code=False) if one.key == "major" else one
        for one in form_reading.read(TARGET_FORM.fields, content.target, books)
    )
    scores = (Row(key=one.record, label=f"{one.name}（{one.code}）", text=score_text(one)) for one in content.scores)
    return (
        Part(key=TARGET, step=TARGET, title=TARGET_FORM.title, rows=tuple(target), uploads=()),
        Part(key=SCORES, step=SCORES, title=SCORES_TITLE, rows=tuple(scores), uploads=()),
    )


def score_text(row: ScoreRow) -> str:
    """类型, 成绩, 学分, 通过时间, as far as they are known."""
    told = (
        row.type_text,
        f"成绩 {row.score}" if row.score is not None else "",
        f"{credits_text(row.credits2)} 学分" if row.credits2 is not None else "",
        month_text(row.session),
    )
    return "，".join(filter(None, told))


def pieces(content: TransferOut) -> tuple[object, ...]:
    """As `parts`; which scores can leave follows the record of the moment, so they may change in any round."""
    return msgspec.structs.replace(content.target, title=""), None


def name_of(record: str, books: Books) -> str:
    """Of a record by its id, be it gone or not."""
    code = record.rpartition("/")[2]
    return f"{form_reading.course_of(code, books).name}（{CourseCode(code)}）"


def refusals(found: Judged, wanted: tuple[str, ...], books: Books) -> list[str]:
    """What does not let these records leave: one sentence for all of them, or one for each course by name."""
    if found.barred:
        return [found.barred]
    lines = {record: line for line in found.lines for record in line.records}
    told = ((name_of(one, books), _refusal(lines.get(one), wanted)) for one in wanted)
    return list(dict.fromkeys(f"{name}{text}" for name, text in told if text))


def _refusal(line: Line | None, wanted: tuple[str, ...]) -> str:
    if line is None:
        return "的成绩已不在成绩记录中"
    if line.reason:
        return f"：{line.reason}"
    return "" if set(line.records) <= set(wanted) else "另有合格成绩，须一并转出"


def points(content: TransferOut, matter: Matter) -> tuple[Check, ...]:
    """Each office's own; the first of them concerns all. What has left cannot be judged again."""
    if matter.case.state == State.APPROVED:
        return (Check(key="records", text="成绩", state=OK, detail=f"{_count(content, matter)}已转出"),)
    records = _records(content, matter)
    if matter.case.stage == SIGNATURE:
        return records, _tick("signed", f"考生已持身份证和两地准考证到校核对，并在{PAPER}上签字")
    if matter.case.stage == SCHOOL:
        rules = in_force(matter.books.transfer_rules().out, REVIEWER, matter.now).values()
        return (
            records,
            _tick("identity", "姓名、证件号码与考籍一致"),
            _tick("target", "转入地、转入准考证号、层次和专业准确"),
            *(_tick(rule.key, rule.text) for rule in rules),
        )
    return (
        records,
        _tick("scores", "转出成绩与考籍档案一致，其中没有不得转出的成绩"),
        _tick("register", f"{PAPER}齐全并已签字"),
    )


def _tick(key: str, text: str) -> Check:
    return Check(key=key, text=text, state=MANUAL, task=TICK)


def _count(content: TransferOut, matter: Matter) -> str:
    """Courses, and the records of them where some were passed more than once."""
    courses, records = len(content.scores), len(matter.case.records)
    return f"{courses} 门" if courses == records else f"{courses} 门（共 {records} 条记录）"


def _records(content: TransferOut, matter: Matter) -> Check:
    """What the application asked for against the record and the rules of the moment."""
    found = refusals(judged(matter, matter.ticket, matter.books), matter.case.records, matter.books)
    if found:
        return Check(key="records", text="转出成绩", state=BLOCK, detail=f"{'；'.join(found)}，请退回考生")
    return Check(key="records", text="转出成绩", state=OK, detail=f"{_count(content, matter)}，均可转出")

"""What became of every record: used, usable but not needed, not in this plan, held, not in force."""

from itertools import chain

from chalicelib.domain.degrees.activities import is_mark
from chalicelib.domain.degrees.cases import Case
from chalicelib.domain.degrees.demands import Place
from chalicelib.domain.degrees.guide import citation
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.reading import Reading, used_by
from chalicelib.domain.degrees.records import Choices, Record, dated
from chalicelib.domain.degrees.results import USE_TEXTS, Citation, RecordResult, Use
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED

_Fate = tuple[Use, str, Citation | None]


def record_results(program: Program, reading: Reading, case: Case) -> tuple[RecordResult, ...]:
    """Of all records, whether usable or not."""
    used = used_by(program, reading)
    return tuple(
        [
            _used(program, record, *used[record.id])
            if record.id in used
            else _result(record, _fate(program, reading, record, case), None)
            for record in case.records
        ]
    )


def _used(program: Program, record: Record, demand: int, act: int) -> RecordResult:
    rule = program.guide.citations[act]
    served = program.demands[demand]
    unit = None if served.place == Place.COUNTED else served.unit.id
    text = f"{rule.kind_text}：{rule.text}" if rule else USE_TEXTS[Use.USED]
    return _result(record, (Use.USED, text, rule), unit)


def _fate(program: Program, reading: Reading, record: Record, case: Case) -> _Fate:
    if record.id in case.choices.held:
        return Use.HELD, USE_TEXTS[Use.HELD], None
    if record.day > case.day:
        return Use.NOT_IN_FORCE, f"自 {dated(record.day)} 起计入", None
    if record.code in program.guide.users:
        return _spare(program, reading, record, case.choices)
    if record.code in program.dormant:
        cited = program.dormant[record.code]
        since, until = (
            cited.of.since and f"自 {dated(cited.of.since)} 起",
            cited.of.until and f"至 {dated(cited.of.until)} 止",
        )
        return Use.NOT_IN_FORCE, f"{cited.rule.text}（{since}{until}有效）", citation(cited)
    return Use.OUTSIDE, USE_TEXTS[Use.OUTSIDE], None


def _spare(program: Program, reading: Reading, record: Record, choices: Choices) -> _Fate:
    """Usable but not used, with the reason where there is one."""
    code = record.code
    stands = reading.records.get(code)
    if since := program.guide.asked_from.get(code):
        return Use.NOT_IN_FORCE, f"自 {dated(since)} 起毕业的考生才须通过", None
    if stands is not None and stands.id != record.id:
        return Use.SPARE, "同一课程已计入另一次合格成绩", None
    if stands is None and record.source == TRANSFERRED:
        return Use.SPARE, "使用转入成绩须先在本省（市）取得规定门数，目前不使用更近", None
    if any(exam.code == code for exams in reading.exams.values() for exam in exams):
        return Use.SPARE, "不计入本省（市）合格门数，参加本课程考试更近，目前不使用", None
    condition = program.guide.conditions.get(code, "")
    if condition and condition not in choices.facts:
        return Use.SPARE, f"仅限{condition}选考", None
    if any(_is_enabled(program, reading, act) for act in program.guide.users[code]):
        late = _too_late(program, record, choices)
        return (Use.NOT_IN_FORCE, late.reading, late) if late else (Use.SPARE, USE_TEXTS[Use.SPARE], None)
    rule = program.guide.citations[program.guide.users[code][0]]
    return Use.SPARE, f"条件尚未满足：{rule.text}" if rule else USE_TEXTS[Use.SPARE], rule


def _is_enabled(program: Program, reading: Reading, place: int) -> bool:
    """Whether all that an activity takes and needs is held; facts and dates are looked at elsewhere."""
    act, held = program.activities[place], reading.records.keys()
    needs = (clause for clause in act.needs if not any(is_mark(code) for code in clause))
    return held >= set(act.takes) and all(not held.isdisjoint(clause) for clause in needs)


def _too_late(program: Program, record: Record, choices: Choices) -> Citation | None:
    """The rule that asks for an older certificate, if nothing else would take this exemption."""
    obtained = choices.certificates.get(record.code, record.obtained or record.day)
    days = [day for code, day, _ in program.layout.dates if code == record.code]
    users = program.guide.users[record.code]
    rules = [program.guide.citations[act] for act in users if any(map(is_mark, chain(*program.activities[act].needs)))]
    young = record.source == EXEMPT and days and obtained >= max(days)
    return rules[0] if young and len(rules) == len(users) else None


def _result(record: Record, fate: _Fate, unit: CourseCode | None) -> RecordResult:
    use, text, rule = fate
    return RecordResult(
        record=record.id,
        code=record.code,
        name=record.name,
        source=record.source,
        session=record.session,
        ref=record.ref,
        score=record.score,
        use=use,
        text=text,
        unit=unit,
        citation=rule,
    )

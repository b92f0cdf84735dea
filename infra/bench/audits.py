"""Measures degree audits on one core (P16): verdicts and explained audits a second, and the time for 200,000 people.

People of every stage, over all plans, with courses of the old and the new version, exemptions and transfers. Time is
the processor's, so that other work on the machine counts little.
"""

import gc
import time
from collections.abc import Callable, Iterator
from random import Random

from chalicelib import data
from chalicelib.domain.degrees.audit import audit_degree, judge_degree
from chalicelib.domain.degrees.compile import compile_plan
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.ids import CourseCode, No, TicketRef
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import EXEMPT, TRANSFERRED, Grant, Sheet, SheetRow, Transcript
from infra.bench.figures import Figure

DAY, NOW = "2025-12-30", Instant(1_767_067_200_000)
SAMPLE, EVERYBODY, CHUNK, ROUNDS = 4_000, 200_000, 10_000, 3
VERDICTS, EXPLAINED, SECONDS = 5_000, 3_000, 60

Person = tuple[Program, Transcript]


def programs() -> list[Program]:
    maps = tuple(data.substitution_maps().values())
    return [compile_plan(plan, maps, day=DAY) for plan in data.plans().values()]


def people(count: int, seed: int, compiled: list[Program]) -> Iterator[Person]:
    """Each has passed a part of the plan: its own courses, those of the other version, and some of neither."""
    dice = Random(seed)  # noqa: S311 - figures, not secrets
    for _ in range(count):
        program = dice.choice(compiled)
        taken = sorted({code for act in program.activities for code in act.takes})
        share = dice.random()
        codes = [code for code in taken if dice.random() < share]
        yield program, _transcript([*codes, CourseCode("99998")], dice)


def _transcript(codes: list[CourseCode], dice: Random) -> Transcript:
    sheets: dict[str, list[SheetRow]] = {}
    grants: list[Grant] = []
    for code in codes:
        fate = dice.random()
        if fate < 0.05:
            grants.append(_grant(EXEMPT if fate < 0.03 else TRANSFERRED, code))
        else:
            session = f"{dice.randint(2018, 2025)}-{dice.choice(('04', '10'))}"
            sheets.setdefault(session, []).append(_row(code, dice.randint(45, 95)))
    return Transcript(
        tuple(
            Sheet(session=session, ref=TicketRef(1), stream="T", released=Instant(0), rows=tuple(rows))
            for session, rows in sorted(sheets.items())
        ),
        tuple(grants),
    )


def _row(code: CourseCode, score: int) -> SheetRow:
    return SheetRow(code=code, name="课程", kind="theory", score=score, credits2=8)


def _grant(effect: str, code: CourseCode) -> Grant:
    at = Instant(1_600_000_000_000)
    return Grant(effect=effect, code=code, name="课程", credits2=8, at=at, no=No("0" * 26), ref=TicketRef(1))


def seconds(work: Callable[[Program, Transcript], object], crowd: list[Person]) -> float:
    """The crowd is there before the clock starts: it is no garbage to look through while it runs."""
    gc.collect()
    gc.freeze()
    start = time.process_time()
    for program, transcript in crowd:
        work(program, transcript)
    spent = time.process_time() - start
    gc.unfreeze()
    return spent


def judge(program: Program, transcript: Transcript) -> object:
    return judge_degree(program, transcript, now=NOW)


def explain(program: Program, transcript: Transcript) -> object:
    return audit_degree(program, transcript, now=NOW)


def figures() -> list[Figure]:
    start = time.process_time()
    compiled = programs()
    compiling = time.process_time() - start
    sample = list(people(SAMPLE, 1, compiled))
    cold = seconds(judge, sample)
    explained = min(seconds(explain, sample) for _ in range(ROUNDS))
    whole = sum(seconds(judge, list(people(CHUNK, seed, compiled))) for seed in range(2, 2 + EVERYBODY // CHUNK))
    return [
        Figure("P16", "compile all plans with their maps (CPU s)", compiling, 2, 2),
        Figure("P16", "verdicts a second, nothing remembered yet", SAMPLE / cold),
        Figure("P16", "verdicts a second", EVERYBODY / whole, VERDICTS, at_least=True),
        Figure("P16", "audits a second with the whole explanation", SAMPLE / explained, EXPLAINED, at_least=True),
        Figure("P16", "200,000 people (CPU s)", whole, SECONDS, 1),
    ]

"""`import scores`: nothing is written before the whole file is judged; what is written can be written again."""

import argparse
import sys

import msgspec

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.imports import cells, window_tables
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.imports.corrections import Correction, differing
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.imports.report import Finding, Report
from chalicelib.domain.imports.scores import COLUMNS, SESSION, ScoreRules
from chalicelib.domain.instants import MINUTE, Instant, day_text, shanghai
from chalicelib.domain.portions import portions
from chalicelib.domain.releases import is_loading, require_ahead
from chalicelib.handlers import clock
from chalicelib.storage import bulk, courses, imports, released, transcripts
from chalicelib.storage.readers.tables import Limits, Table
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.correct_scores import correct_scores
from chalicelib.usecases.imports.release_sessions import release_sessions
from chalicelib.usecases.imports.write_sheets import write_sheets
from infra.imports import jobs
from infra.imports.jobs import Job, retried
from infra.imports.progress import followed
from infra.imports.sheets import CORRECT, PUT, Preparation

_REPLACED = "已装入另一个文件；同一准考证、考期的成绩单会被整份替换，确认请加 --again"
_CHECKPOINT = 20  # calls between checkpoints: at most so many are repeated, which changes nothing


def run(options: argparse.Namespace) -> int:
    """0 when every score of the file is written (or would be)."""
    session = _session(options.session) if options.session else None
    when = _moment(options.release) if options.release else None
    report = Report()
    table = Table(options.file, COLUMNS, report, Limits(options.rows))
    with jobs.opened(options, f"scores#{session}" if session else "scores", table.print.sha256) as job:
        if not job.is_done(again=options.again):
            if not _prepare(job, table, session, report, again=options.again):
                return 1
            _write(job)
            job.finish(corrected=_correct(job))
        if when:
            _release(job, when)
    return 0


def _prepare(job: Job, table: Table, session: str | None, report: Report, *, again: bool) -> bool:
    """Goes on with what a process before this one had ready, unless a session was released or replaced since."""
    current, now = released.fresh(), job.hold()
    held = job.words("loading")
    is_open = all(is_loading(current, one, now, margin=MINUTE) for one in held)
    if job.is_ready() and is_open and not any(_other(job, one) for one in held):
        print("继续上次中断的导入。", file=sys.stderr)
        return True
    job.spool.clear()
    seen = [one for one in current.at if not is_loading(current, one, now)]
    catalogue = courses.load().courses
    preparation = Preparation(catalogue, seen, report)
    preparation.read(table, ScoreRules(catalogue, session, _latest(now)), job.spool)
    preparation.gather(job.spool)
    for one in sorted(preparation.loading):
        if not is_loading(current, one, now, margin=MINUTE):
            raise ConflictError(f"{one} 的成绩即将公布，请在公布之后再导入")
        if not again and (before := _other(job, one)):
            report.add(0, Finding(SESSION.title, _REPLACED, f"{one}，{before.file}"))
    if not jobs.said(report):
        return False
    job.ready()
    return True


def _other(job: Job, session: str) -> Manifest | None:
    """Another file, whose sheets the session has."""
    before = imports.loaded(session)
    return before if before and before.sha256 != job.manifest.sha256 else None


def _latest(now: Instant) -> str:
    """A year ahead. What is later is a slip of the pen that nobody would ever release."""
    today = shanghai(now)
    return f"{today.year + 1}-{today.month:02}"


def _write(job: Job) -> None:
    """Blind puts, 25 a call; the order is that of the tickets, whose people's keys are random: no partition is hot."""
    if job.is_rehearsal:
        return
    sheets, written, sessions = job.figures()["sheets"], job.at("written"), job.words("loading")
    for one in sessions:
        imports.load(one, job.manifest)
    lines = followed(job.spool.work(PUT, job.at(PUT)), "写入", sheets, start=written)
    for calls, portion in enumerate(portions(lines, bulk.WRITE_MOST), 1):
        now = job.hold()
        write_sheets([line for _, line in portion], sessions, now)
        written += len(portion)
        if calls % _CHECKPOINT == 0 or written == sheets:
            job.reached(now, {PUT: portion[-1][0], "written": written})
    if written != sheets:
        raise ConflictError(f"写入了 {written:,} 份成绩单，应为 {sheets:,} 份；请用 --again 重新执行")


def _correct(job: Job) -> int:
    """How many scores change: person by person in one transaction; equal ones cost a share of one read."""
    changed = job.at("corrected")
    lines = followed(job.spool.work(CORRECT, job.at(CORRECT)), "更正", 0)
    for portion in portions(lines, transcripts.ASKED_MOST):
        asked = [msgspec.json.decode(line, type=Correction) for _, line in portion]
        for (seq, _), one, held in zip(portion, asked, transcripts.held(asked), strict=True):
            if rows := differing(held, one):
                changed += len(rows) if job.is_rehearsal else _corrected(one, job)
                job.reached(job.hold(), {CORRECT: seq, "corrected": changed})
    return changed


def _corrected(one: Correction, job: Job) -> int:
    return retried(lambda: correct_scores(one, job.manifest.sha256, OPERATOR, job.hold()))


def _release(job: Job, when: Instant) -> None:
    sessions = list(job.manifest.sessions) or job.words("sessions")
    if job.is_rehearsal:
        print(f"将设定 {'、'.join(sessions)} 于 {day_text(when)} 公布。")
        return
    release_sessions(sessions, when, Edit(OPERATOR, job.hold()))
    print(f"{'、'.join(sessions)} 将于 {day_text(when)} 公布。")


def _session(text: str) -> str:
    try:
        return cells.session(text)
    except CellError as refused:
        raise ConflictError(f"--session：{refused}") from refused


def _moment(text: str) -> Instant:
    """Shanghai time, to the minute. Raises ConflictError before anything is read."""
    try:
        when = window_tables.end(text)
    except CellError as refused:
        raise ConflictError(f"--release：{refused}") from refused
    require_ahead(when, clock.now())
    return when

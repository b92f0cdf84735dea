"""Measures an import of scores (P8) against csv and full validation of the same file, DynamoDB's network left out.

Every run has a process of its own; time is the processor's, less what the stand-in for DynamoDB takes. A killed import
is gone on with, and what both processes wrote is compared with an undisturbed run. The file: six columns, 2.4 rows a
ticket, far apart. Time covers reading, judging, sorting on disk, look-up of tickets, sheets, signing; the anchor is
`csv` and every cell by the same reader, nothing kept.
"""

import csv
import io
import json
import re
import resource
import tempfile
import time
from argparse import Namespace
from contextlib import redirect_stdout
from pathlib import Path
from random import Random
from typing import Any

from chalicelib import data
from chalicelib.domain.imports import cells
from chalicelib.domain.people import clean_id_number, id_number_fault
from infra import stages
from infra.bench import processes
from infra.bench.figures import Figure
from infra.demo_people import resident_number
from infra.unplugged import Unplugged, unplug

MANY, FEW, ROWS_A_TICKET = 1_000_000, 100_000, 2.4
NUMBER = resident_number("19900101", 1)
ROUNDS, TICKET = 2, re.compile(r"[0-9A-Z]{6,20}")
Result = dict[str, Any]


def make(path: Path, count: int) -> Path:
    """By course, as an office exports: the rows of one ticket lie far apart, in the columns that offices send.

    All tickets are of one ID number, because the stand-in for DynamoDB knows one only.
    """
    dice, people = Random(1), int(count / ROWS_A_TICKET)  # noqa: S311 - figures, not secrets
    courses = [course for _, course in sorted(data.courses().items()) if course.assessment == "笔试"]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("准考证号,证件号码,姓名,课程代码,课程名称,成绩\n")
        for row in range(count):
            turn, person = divmod(row, people)
            course = courses[(person + turn) % len(courses)]
            file.write(
                f"41{person * 7_919 % 10**10:010},{NUMBER},测试·演示,{course.code},{course.name},{_score(dice)}\n"
            )
    return path


def _score(dice: Random) -> str:
    return str(dice.randrange(101)) if dice.random() < 0.97 else "缺考"


def anchor(path: Path) -> Result:
    """What anybody would do: every row by `csv`, every cell by its reader, nothing remembered."""
    courses, start, faults = data.courses(), time.process_time(), 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for ticket, number, _, code, _, score in rows:
            try:
                is_sound = TICKET.fullmatch(cells.number_text(ticket)) and cells.course_code(code) in courses
                cells.score(score)
                faults += not is_sound or id_number_fault(clean_id_number(cells.number_text(number))) is not None
            except cells.CellError:
                faults += 1
    return {"seconds": time.process_time() - start, "faults": faults}


def ours(path: Path, spool: Path, stand_in: Unplugged) -> Result:
    """The command itself, but for the look-up of the stage."""
    from infra.imports import command, scores  # noqa: F401 - loaded before the clock starts

    unplug(stand_in, NUMBER)
    stages.enter = lambda stage: stage
    given = {"rows": None, "session": "2026-10", "release": None, "again": False, "dry_run": False}
    start = time.process_time()
    with redirect_stdout(io.StringIO()):
        code = command.run(Namespace(kind="scores", file=path, stage="bench", spool=spool, **given))
    return {
        "code": code,
        "seconds": time.process_time() - start - stand_in.seconds,
        "calls": stand_in.calls,
        "wru": stand_in.wru,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def run(what: str, path: Path, spool: Path, *more: str) -> Result:
    """In a process of its own; raises KilledError for one that was killed."""
    result: Result = json.loads(processes.output("imports", what, str(path), str(spool), *more))
    return result


def measured(path: Path, spool: Path) -> tuple[Result, Result]:
    """The quickest of the rounds, the two taking turns so that a busy machine slows both."""
    rounds = [(run("anchor", path, spool), run("import", path, spool)) for _ in range(ROUNDS)]
    plain, imported = zip(*rounds, strict=True)
    return min(plain, key=_seconds), min(imported, key=_seconds)


def _seconds(result: Result) -> float:
    return float(result["seconds"])


def interrupted(path: Path, folder: Path) -> tuple[int, int, int]:
    """Sheets lost, doubled under another key or with other content, and written twice with the same."""
    whole, parts = folder / "whole.log", folder / "parts.log"
    run("import", path, folder / "one", str(whole))
    try:
        run("import", path, folder / "two", str(parts), "777")
    except processes.KilledError:
        run("import", path, folder / "two", str(parts))
    else:
        raise RuntimeError("the process was to be killed")
    expected, written = (log.read_bytes().splitlines() for log in (whole, parts))
    lost, strange = set(expected) - set(written), set(written) - set(expected)
    return len(lost), len(strange), len(written) - len(set(written))


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="kaoji-bench-") as folder:
        return _figures(Path(folder))


def _figures(folder: Path) -> list[Figure]:
    many, few = make(folder / "many.csv", MANY), make(folder / "few.csv", FEW)
    plain, imported = measured(many, folder)
    smaller = run("import", few, folder)
    lost, strange, repeated = interrupted(few, folder)
    calls, growth = sum(imported["calls"].values()), imported["mebibytes"] / smaller["mebibytes"]
    return [
        Figure("P8", "csv + validation of 1,000,000 rows (CPU s)", plain["seconds"], digits=1),
        Figure("P8", "import of the same file (CPU s)", imported["seconds"], digits=1),
        Figure("P8", "import ÷ csv + validation", imported["seconds"] / plain["seconds"], 4, 2),
        Figure("P8", "write units a row", imported["wru"] / MANY, 0.45, 3),
        Figure("P8", "calls a row", calls / MANY, 0.025, 4),
        Figure("P8", "peak memory at 1,000,000 rows (MiB)", imported["mebibytes"]),
        Figure("P8", "… ÷ at 100,000 rows", growth, 1.1, 2),
        Figure("P8", "killed and gone on with: sheets lost", lost, 0),
        Figure("P8", "… with other key or content", strange, 0),
        Figure("P8", "… put twice with the same content", repeated, 500),
    ]


def child(what: str, path: str, spool: str, log: str = "", last: str = "") -> None:
    if what == "anchor":
        result = anchor(Path(path))
    else:
        stand_in = Unplugged(log=Path(log) if log else None, last=int(last) if last else None)
        result = ours(Path(path), Path(spool), stand_in)
    print(json.dumps(result))

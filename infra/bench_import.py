"""Measures an import of scores (P8) against csv and full validation of the same file, DynamoDB's network left out.

Every run has a process of its own; time is the processor's, less what the stand-in for DynamoDB takes. A killed import
is gone on with, and what both processes wrote is compared with an undisturbed run. `--write` keeps the table.
"""

import csv
import io
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from contextlib import redirect_stdout
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from infra.environment import LOCAL_KEYS, Place, variables  # noqa: E402

PLACE = Place(stage="bench", candidate_origin="https://bench.example.org", console_origin="https://b.example.org")
os.environ.update(variables(PLACE) | LOCAL_KEYS)

from chalicelib import data  # noqa: E402
from chalicelib.domain.imports import cells  # noqa: E402
from chalicelib.domain.people import clean_id_number, id_number_fault  # noqa: E402
from infra import stages  # noqa: E402
from infra.demo_people import resident_number  # noqa: E402
from infra.unplugged import Unplugged, unplug  # noqa: E402

TARGET = ROOT / "docs/measurements/imports.md"
MANY, FEW, ROWS_A_TICKET = 1_000_000, 100_000, 2.4
NUMBER = resident_number("19900101", 1)
ROUNDS, TICKET = 2, re.compile(r"[0-9A-Z]{6,20}")
ABOUT = """Six columns, 2.4 rows a ticket, far apart. Processor time of one core without the network: reading, judging,
sorting on disk, look-up of tickets, sheets, signing. Anchor: `csv`, and every cell by the same reader, nothing kept."""
Result = dict[str, Any]


class Figure(NamedTuple):
    what: str
    measured: float
    limit: float | None = None
    digits: int = 0

    @property
    def holds(self) -> bool:
        return self.limit is None or self.measured <= self.limit


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


def child(what: str, path: Path, spool: Path, *more: str) -> Result | None:
    """None of a process that was killed."""
    command = [sys.executable, __file__, "--child", what, str(path), str(spool), *more]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == -9:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    result: Result = json.loads(done.stdout)
    return result


def measured(path: Path, spool: Path) -> tuple[Result, Result]:
    """The quickest of the rounds, the two taking turns so that a busy machine slows both."""
    rounds = [(child("anchor", path, spool), child("import", path, spool)) for _ in range(ROUNDS)]
    plain, imported = ([one for one in found if one] for found in zip(*rounds, strict=True))
    return min(plain, key=_seconds), min(imported, key=_seconds)


def _seconds(result: Result) -> float:
    return float(result["seconds"])


def interrupted(path: Path, folder: Path) -> tuple[int, int, int]:
    """Sheets lost, doubled under another key or with other content, and written twice with the same."""
    whole, parts = folder / "whole.log", folder / "parts.log"
    child("import", path, folder / "one", str(whole))
    if child("import", path, folder / "two", str(parts), "777") is not None:
        raise RuntimeError("the process was to be killed")
    child("import", path, folder / "two", str(parts))
    expected, written = (log.read_bytes().splitlines() for log in (whole, parts))
    lost, strange = set(expected) - set(written), set(written) - set(expected)
    return len(lost), len(strange), len(written) - len(set(written))


def figures(folder: Path) -> list[Figure]:
    many, few = make(folder / "many.csv", MANY), make(folder / "few.csv", FEW)
    plain, imported = measured(many, folder)
    smaller = child("import", few, folder) or {}
    lost, strange, repeated = interrupted(few, folder)
    calls = sum(imported["calls"].values())
    return [
        Figure("csv + validation of 1,000,000 rows (CPU s)", plain["seconds"], digits=1),
        Figure("import of the same file (CPU s)", imported["seconds"], digits=1),
        Figure("import ÷ csv + validation", imported["seconds"] / plain["seconds"], 4, 2),
        Figure("write units a row", imported["wru"] / MANY, 0.45, 3),
        Figure("calls a row", calls / MANY, 0.025, 4),
        Figure("peak memory at 1,000,000 rows (MiB)", imported["mebibytes"]),
        Figure("… ÷ at 100,000 rows", imported["mebibytes"] / smaller["mebibytes"], 1.1, 2),
        Figure("killed and gone on with: sheets lost", lost, 0),
        Figure("… with other key or content", strange, 0),
        Figure("… put twice with the same content", repeated, 500),
    ]


def table(found: list[Figure]) -> str:
    lines = ["| | measured | limit |", "|---|--:|--:|"]
    for one in found:
        limit = "report" if one.limit is None else f"≤ {one.limit:g}"
        lines.append(f"| {one.what} | {one.measured:,.{one.digits}f} | {limit} |")
    return "\n".join(lines)


def _as_child(what: str, path: str, spool: str, log: str = "", last: str = "") -> None:
    if what == "anchor":
        result = anchor(Path(path))
    else:
        stand_in = Unplugged(log=Path(log) if log else None, last=int(last) if last else None)
        result = ours(Path(path), Path(spool), stand_in)
    print(json.dumps(result))


def main() -> int:
    if "--child" in sys.argv:
        _as_child(*sys.argv[sys.argv.index("--child") + 1 :])
        return 0
    with tempfile.TemporaryDirectory(prefix="kaoji-bench-") as folder:
        found = figures(Path(folder))
    text = table(found)
    print(text)
    if "--write" in sys.argv:
        head = f"# Imports of scores\n\n{ABOUT}\n\nMeasured by `infra/bench_import.py`, Python "
        TARGET.write_text(f"{head}{platform.python_version()}, {platform.machine()}, one core.\n\n{text}\n", "utf-8")
    return 0 if all(one.holds for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())

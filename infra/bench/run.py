"""Runs the parts in turn, each in a process of its own, and prints one table; a broken limit fails at the end."""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.bench import processes
from infra.bench.figures import Figure, table

TARGET = processes.ROOT / "docs/measurements/budgets.md"
PARTS = (
    "package",
    "instructions",
    "calls",
    "hot_keys",
    "imports",
    "pages",
    "pictures",
    "storage_tests",
    "score_hour",
    "server",
    "money",
    "audits",
)
# Reports without a limit, when they are asked for by name.
REPORTS = ("picture_inputs",)
_MARK = "<!-- measured -->"
_HELP = f"{', '.join(PARTS)}; without any all of these. Reports: {', '.join(REPORTS)}"


def main(arguments: list[str]) -> int:
    if "--child" in arguments:
        part, _, *rest = arguments
        _module(part).child(*rest)
        return 0
    options = _parser().parse_args(arguments)
    if options.to:
        options.to.write_text(json.dumps(list(_module(options.part[0]).figures())), "utf-8")
        return 0
    began = time.monotonic()
    found = [figure for part in options.part or PARTS for figure in _measured(part)]
    text = f"{_machine()} {time.monotonic() - began:.0f} s.\n\n{table(found)}\n"
    print(f"\n{text}")
    if options.write:
        kept = TARGET.read_text("utf-8").partition(_MARK)[0]
        TARGET.write_text(f"{kept}{_MARK}\n\n{text}", "utf-8")
    return 0 if all(figure.holds for figure in found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=".venv/bin/python infra/bench", description=__doc__)
    parser.add_argument("part", nargs="*", metavar="part", choices=[*PARTS, *REPORTS, []], help=_HELP)
    parser.add_argument("--write", action="store_true", help="keep the table in docs/measurements/budgets.md")
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    return parser


def _module(part: str) -> Any:
    return importlib.import_module(f"infra.bench.{part}")


def _measured(part: str) -> list[Figure]:
    """A part that breaks is a figure that does not hold: the others are measured all the same."""
    print(f"== {part}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kaoji-bench-") as folder:
        told = Path(folder) / "figures.json"
        command = [sys.executable, str(processes.FOLDER), part, "--to", str(told)]
        code = subprocess.run(command, env=processes.environment(), cwd=processes.ROOT, check=False).returncode
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
        if code:
            return [Figure("", f"`{part}` could not be measured: exit code", code, 0)]
        return [Figure(*row) for row in json.loads(told.read_text("utf-8"))]


def _machine() -> str:
    today = datetime.now(UTC).date().isoformat()
    kind = f"{os.cpu_count()} cores {_processor()}, {platform.system()} {platform.machine()}"
    return f"{today}, Python {platform.python_version()}, {kind}."


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text("utf-8").splitlines() if cpus.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())

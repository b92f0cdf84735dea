"""What the command is told. Imports nothing heavy: every other verb reads this too."""

import argparse
from pathlib import Path

KINDS = ("candidates", "scores", "transfers", "plans", "substitutions", "courses", "windows")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or (plans, rules) JSON, see docs/imports.md")
    parser.add_argument("--stage", required=True, help="whose tables; `demo` tries it on demo people in memory")
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen and write nothing")
    parser.add_argument("--again", action="store_true", help="write a file that went in before once more")
    parser.add_argument("--rows", type=int, metavar="N", help="how many rows the sender states, without the header")
    parser.add_argument("--spool", type=Path, metavar="FOLDER", help="where work is kept until it is done")
    scores = parser.add_argument_group("scores")
    scores.add_argument("--session", metavar="YYYY-MM", help="the session, unless the file has a column of them")
    scores.add_argument("--release", metavar="TIME", help="from when people see them, e.g. '2026-12-01 10:00'")

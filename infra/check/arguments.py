"""What the command is told. Imports nothing heavy: every other verb reads this too."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", required=True, help="whose tables; `demo` tries it on demo people in memory")
    parser.add_argument(
        "--sample", type=_count, default=100, metavar="N", help="open one of N pictures; 1 opens all (%(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of sentences")
    parser.add_argument("--locate", metavar="ID", help="only tell which key a finding of an earlier run is about")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number

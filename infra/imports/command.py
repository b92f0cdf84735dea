"""The command: enters the stage, runs the kind, and turns what it finds into sentences and an exit code."""

import argparse
import sqlite3
import sys

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.imports.report import UnreadableError
from infra import stages

_BROKEN_OFF = "导入中断，用同样的命令继续"


def run(options: argparse.Namespace) -> int:
    """0 when everything is written (or would be), 1 and sentences when nothing more was."""
    if stages.reached(options.stage, demo=True) is None:
        return 1
    from chalicelib.domain.errors import DomainError

    try:
        return _run(options)
    except UnreadableError as unreadable:
        print(f"{unreadable}。没有导入任何内容。", file=sys.stderr)
    except DomainError as refused:
        print(refused.message, file=sys.stderr)
    except (BotoCoreError, ClientError, PynamoDBException, OSError, sqlite3.Error) as broken:
        print(f"{_BROKEN_OFF}（{broken}）", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"\n{_BROKEN_OFF}", file=sys.stderr)
        return 130
    return 1


def _run(options: argparse.Namespace) -> int:
    """A kind reads the stage's settings when it is imported."""
    from infra.imports import candidates, references, scores, transfers

    runs = {"candidates": candidates.run, "scores": scores.run, "transfers": transfers.run}
    return runs.get(options.kind, references.run)(options)

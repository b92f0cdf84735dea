"""`python -m infra table`: plans or rules of a stage as the table that `import` reads, to be edited and sent back."""

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from infra import stages


def run(options: argparse.Namespace) -> int:
    """0, or 1 and a sentence."""
    if stages.reached(options.stage, demo=True) is None:
        return 1
    from chalicelib.storage import library

    current = library.fresh()
    found: dict[str, Any] = dict(current.plans) if options.kind == "plans" else dict(current.book.maps)
    if unknown := [id_ for id_ in options.id if id_ not in found]:
        print(f"没有 {'、'.join(unknown)}", file=sys.stderr)
        return 1
    _write(options.file, options.kind, [found[id_] for id_ in options.id or sorted(found)])
    print(f"已写入 {options.file}：{len(options.id or found)} 份，版次 {current.rev}")
    return 0


def _write(path: Path, kind: str, documents: Iterable[Any]) -> None:
    from chalicelib.domain.imports import plan_writing, rule_tables

    header, rows = (
        (plan_writing.header, plan_writing.rows) if kind == "plans" else (rule_tables.header, rule_tables.rows)
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header())
        writer.writerows(row for one in documents for row in rows(one))

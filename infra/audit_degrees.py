"""`python -m infra audit-degrees`: audits everybody of a stage; the table says who may graduate and what others lack.

No table is scanned. The file appears when it is whole: until then its rows stand in `FILE.part`, which only its owner
may read and which goes away with a run that fails.
"""

import argparse
import csv
import os
import sys
import time
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from infra import stages
from infra.imports.progress import followed


def run(options: argparse.Namespace) -> int:
    """0 and a summary, or 1 and a sentence; then there is no file."""
    try:
        stages.enter_demo() if options.stage == stages.DEMO else stages.enter(options.stage)
    except (BotoCoreError, ClientError, LookupError) as unreachable:
        print(f"连接不上环境 {options.stage}：{unreachable}", file=sys.stderr)
        return 1
    return write(options)


def write(options: argparse.Namespace) -> int:
    """In the stage that was entered."""
    from chalicelib.domain.errors import DomainError

    began, part = time.monotonic(), options.out.with_name(f"{options.out.name}.part")
    try:
        said = _written(options, part)
    except (BotoCoreError, ClientError, DomainError, OSError) as failed:
        print(f"{failed}。没有写出文件。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断，没有写出文件。", file=sys.stderr)
        return 130
    finally:
        part.unlink(missing_ok=True)
    print("\n".join([*said, f"已写入 {options.out}，用时 {time.monotonic() - began:.0f} 秒。"]))
    return 0


def _written(options: argparse.Namespace, part: Path) -> tuple[str, ...]:
    from chalicelib.domain.errors import UnknownError
    from chalicelib.handlers import clock
    from infra import audit_people
    from infra.audit_rows import COLUMNS, Summary

    summary, basis = Summary(), audit_people.basis(options.day, clock.now())
    everywhere = audit_people.places(options.school, options.major, basis)
    if not everywhere:
        raise UnknownError("没有找到准考证，请核对主考学校代码和专业代码")
    found = audit_people.rows(everywhere, basis, summary)
    with open(part, "w", encoding="utf-8-sig", newline="", opener=_private) as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        table.writerows(followed(found, "已核对", sum(place.tickets for place in everywhere)))
    part.replace(options.out)
    return summary.sentences()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

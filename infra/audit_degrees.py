"""`python -m infra audit-degrees`: audits everybody of a stage; the table says who may graduate and what others lack.

No table is scanned. The file appears when it is whole.
"""

import argparse
import sys
import time

from botocore.exceptions import BotoCoreError, ClientError

from infra import stages
from infra.imports.progress import followed
from infra.whole_files import whole_table


def run(options: argparse.Namespace) -> int:
    """0 and a summary, or 1 and a sentence; then there is no file."""
    if stages.reached(options.stage, demo=True) is None:
        return 1
    return write(options)


def write(options: argparse.Namespace) -> int:
    """In the stage that was entered."""
    from chalicelib.domain.errors import DomainError

    began = time.monotonic()
    try:
        said = _written(options)
    except (BotoCoreError, ClientError, DomainError, OSError) as failed:
        print(f"{failed}。没有写出文件。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已中断，没有写出文件。", file=sys.stderr)
        return 130
    print("\n".join([*said, f"已写入 {options.out}，用时 {time.monotonic() - began:.0f} 秒。"]))
    return 0


def _written(options: argparse.Namespace) -> tuple[str, ...]:
    from chalicelib.domain.errors import UnknownError
    from chalicelib.handlers import clock
    from infra import audit_people
    from infra.audit_rows import COLUMNS, Summary

    summary, basis = Summary(), audit_people.basis(options.day, clock.now())
    everywhere = audit_people.places(options.school, options.major, basis)
    if not everywhere:
        raise UnknownError("没有找到准考证，请核对主考学校代码和专业代码")
    found = audit_people.rows(everywhere, basis, summary)
    with whole_table(options.out) as write_rows:
        write_rows([COLUMNS])
        write_rows(followed(found, "已核对", sum(place.tickets for place in everywhere)))
    return summary.sentences()

"""`python -m infra export-transfers`: who has left the province in a term, as the table that other stages import."""

import argparse
import sys
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from infra import stages
from infra.whole_files import whole_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("term", help="half-year of the applications, such as 2026H2")
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help="replaced when all is done; only its owner reads it"
    )
    parser.add_argument("--stage", required=True, help="whose tables")
    parser.add_argument("--by", required=True, metavar="ACCOUNT", help="staff account of role office or operator")


def run(options: argparse.Namespace) -> int:
    """0 and how many there are, or 1 and a sentence; then there is no file."""
    if stages.reached(options.stage) is None:
        return 1
    from chalicelib.domain.errors import DomainError

    try:
        people, scores = _write(options)
    except (BotoCoreError, ClientError, DomainError, OSError) as failed:
        print(f"{failed}。没有写出文件。", file=sys.stderr)
        return 1
    print(f"共 {people} 人、{scores} 条成绩，已写入 {options.file}。文件含完整的证件号码，用后请删除。")
    return 0


def _write(options: argparse.Namespace) -> tuple[int, int]:
    from chalicelib.domain import transfer_files
    from chalicelib.domain.staff import Role, actor_of, require_role
    from chalicelib.handlers import clock
    from chalicelib.usecases.transfers.export_transfers import export_transfers
    from infra.accounts import member

    by = member(options.by)
    require_role(by, Role.OFFICE, Role.OPERATOR)
    people = scores = 0
    with whole_table(options.file) as write_rows:
        write_rows([transfer_files.titles()])
        for one in export_transfers(options.term, actor_of(by), clock.now()):
            write_rows(transfer_files.rows_of(one))
            people, scores = people + 1, scores + len(one.rows)
    return people, scores

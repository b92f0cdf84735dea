"""`python -m infra fees` and `reconcile`: how offices take money, and whether the channel took what we think it did."""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from infra import stages

if TYPE_CHECKING:
    from chalicelib.domain.reconciling import Row
    from chalicelib.usecases.orders.reconcile_day import Report, Sheet

_HEAD = ("渠道", "订单号", "收或退", "结果", "本平台（分）", "渠道（分）")
_TURNS = {"taken": "收款", "given_back": "退款", "revoked": "撤销"}


def add_fees(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    desk = actions.add_parser("set-desk", help="whether people pay here, and whom they may ring")
    desk.add_argument("--stage", required=True, help="whose tables")
    desk.add_argument("--by", required=True, metavar="ACCOUNT", help="staff account of role office or operator")
    desk.add_argument("--office", required=True, help="city, or a school code")
    desk.add_argument("--online", required=True, choices=["yes", "no"], help="whether people may pay here")
    desk.add_argument("--phone", default="", help="shown to those who have questions")


def add_reconcile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", required=True, help="whose orders")
    parser.add_argument(
        "--date", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="a day that is over"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.csv", help="every line of both sides; replaced")


def fees(options: argparse.Namespace) -> int:
    """0, or 1 and a sentence."""
    if stages.reached(options.stage) is None:
        return 1
    from chalicelib.domain.errors import DomainError
    from chalicelib.domain.fees import Desk
    from chalicelib.handlers import clock
    from chalicelib.usecases.orders.set_desk import set_desk
    from infra.accounts import member

    try:
        desk = Desk(online=options.online == "yes", phone=options.phone.strip())
        set_desk(options.office, desk, member(options.by), clock.now())
    except DomainError as refused:
        print("\n".join([refused.message, *(fault.message for fault in refused.fields)]), file=sys.stderr)
        return 1
    print(f"已保存 {options.office} 的缴费方式，约 30 秒后生效。")
    return 0


def reconcile(options: argparse.Namespace) -> int:
    """0 where all sides agree and nothing waits for people; otherwise 1."""
    if stages.reached(options.stage) is None:
        return 1
    from chalicelib.handlers import clock
    from chalicelib.usecases.orders.reconcile_day import reconcile_day

    report = reconcile_day(options.date, clock.now())
    if options.out:
        _write(report, options.out)
    return _told(report, options.date)


def _told(report: "Report", day: date) -> int:
    """Differences, what could not be compared and what waits for people, each by its name."""
    if not report.sheets:
        print(f"{day}：没有可用的支付渠道，当天也没有订单")
    agreeing = [_sheet(sheet, day) for sheet in report.sheets]
    for one in report.waiting:
        print(f"需人工处理  {one.no}  {one.text}")
    return 0 if all(agreeing) and not report.waiting else 1


def _sheet(sheet: "Sheet", day: date) -> bool:
    """Whether both sides agree."""
    from chalicelib.storage import payments

    name = payments.label(sheet.channel)
    if sheet.fault:
        print(f"{day} {name}：无法对账：{sheet.fault}", file=sys.stderr)
        return False
    differing = [row for row in sheet.rows if row.kind]
    print(f"{day} {name}：一致 {len(sheet.rows) - len(differing)} 笔，不一致 {len(differing)} 笔")
    for row in differing:
        print("  " + "  ".join(_cells(row)))
    return not differing


def _cells(row: "Row") -> tuple[str, ...]:
    from chalicelib.domain.reconciling import TEXTS

    kind = TEXTS[row.kind] if row.kind else "一致"
    amounts = ("" if amount is None else str(amount) for amount in (row.ours, row.theirs))
    return (row.no, _TURNS[row.turn], kind, *amounts)


def _write(report: "Report", file: Path) -> None:
    """In UTF-8 with BOM, as table programs want; in place only when it is whole."""
    part = file.with_suffix(".part")
    with part.open("w", encoding="utf-8-sig", newline="") as out:
        lines = ((sheet.channel, *_cells(row)) for sheet in report.sheets for row in sheet.rows)
        csv.writer(out).writerows([_HEAD, *lines])
    part.replace(file)

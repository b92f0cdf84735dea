"""`python -m infra accounts …`: what the office does about logins. Every act names the member of staff behind it."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from infra import stages

if TYPE_CHECKING:
    from chalicelib.domain.instants import Instant
    from chalicelib.domain.staff import Staff

ASK_NUMBER = "考生证件号码："
ASK_MOBILE = "重置用手机号码："


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    codes = actions.add_parser("print-codes", help="one activation code each for the ID numbers on standard input")
    codes.add_argument("--days", type=int, default=60, help="how long they hold, at most 180 (%(default)s)")
    actions.add_parser("desk-code", help="a code for somebody who showed the ID card: 24 hours, one use")
    actions.add_parser("set-mobile", help="the mobile that codes for a reset go to, as named in person")
    facts = actions.add_parser("allow-facts", help="what is enough at a first login, beside a code")
    facts.add_argument("--office", required=True, help="city, or a school code")
    facts.add_argument("--allow", action="append", default=[], choices=["ticket", "mobile"], help="repeat; or none")
    for action in actions.choices.values():
        action.add_argument("--stage", required=True, help="whose tables")
        action.add_argument("--by", required=True, metavar="ACCOUNT", help="staff account of role office or operator")


def run(options: argparse.Namespace) -> int:
    """0, or 1 and a sentence."""
    if stages.reached(options.stage) is None:
        return 1
    from chalicelib.domain.errors import DomainError
    from chalicelib.handlers import clock

    try:
        return _ACTIONS[options.action](options, member(options.by), clock.now())
    except DomainError as refused:
        print("\n".join([refused.message, *(fault.message for fault in refused.fields)]), file=sys.stderr)
        return 1


def member(account: str) -> "Staff":
    from chalicelib.domain.errors import UnknownError
    from chalicelib.storage import staff

    found = staff.find(account)
    if found is None or not found.hash:
        raise UnknownError("没有这个工作人员账号，或尚未启用")
    return found.staff


def _print_codes(options: argparse.Namespace, by: "Staff", now: "Instant") -> int:
    """A line for each number, to be cut up and handed out; a number that fails is named by its line."""
    from chalicelib.domain.codes import PRINT_DAYS_MOST
    from chalicelib.domain.errors import DomainError
    from chalicelib.domain.instants import DAY
    from chalicelib.usecases.accounts.issue_code import Order, issue_code

    life, failed = min(max(options.days, 1), PRINT_DAYS_MOST) * DAY, 0
    print("姓名\t证件号码\t激活码\t有效期至")
    for place, number in _numbers():
        try:
            issued = issue_code(Order(id_number=number, life=life, detail="print"), by, os.urandom(16), now)
        except DomainError as refused:
            failed += 1
            print(f"第 {place} 行：{refused.message}", file=sys.stderr)
        else:
            print(_line(issued))
    return 1 if failed else 0


def _numbers() -> Iterator[tuple[int, str]]:
    """From standard input, one a line: arguments would stay in the shell's history."""
    for place, line in enumerate(sys.stdin, 1):
        if line.strip():
            yield place, line.strip()


def _line(issued: Any) -> str:
    from chalicelib.domain.instants import shanghai

    return f"{issued.name}\t{issued.id_masked}\t{issued.code}\t{shanghai(issued.until):%Y-%m-%d %H:%M}"


def _desk_code(_options: argparse.Namespace, by: "Staff", now: "Instant") -> int:
    from chalicelib.usecases.accounts.issue_code import Order, issue_code

    issued = issue_code(Order(id_number=input(ASK_NUMBER)), by, os.urandom(16), now)
    print("已核对本人身份证后，请当面交给本人（可用于激活，也可用于「忘记密码」）：")
    print(_line(issued))
    return 0


def _set_mobile(_options: argparse.Namespace, by: "Staff", now: "Instant") -> int:
    from chalicelib.usecases.accounts.set_mobile import set_mobile

    set_mobile(input(ASK_NUMBER), input(ASK_MOBILE).strip(), by, now)
    print("已登记重置用手机。")
    return 0


def _allow_facts(options: argparse.Namespace, by: "Staff", now: "Instant") -> int:
    from chalicelib.domain.activation import Fact
    from chalicelib.usecases.accounts.allow_facts import allow_facts

    allow_facts(options.office, tuple(Fact(fact) for fact in options.allow), by, now)
    print(f"已保存 {options.office} 的首次登录核对方式：{'、'.join(['code', *options.allow])}")
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace, "Staff", "Instant"], int]] = {
    "print-codes": _print_codes,
    "desk-code": _desk_code,
    "set-mobile": _set_mobile,
    "allow-facts": _allow_facts,
}

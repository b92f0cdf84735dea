"""`python -m infra admin create`: puts a member of staff on a stage's register and prints a one-time link."""

import argparse
import os
import sys
from typing import Any

from infra import stages

CITY = "city"
_CITY_OFFICE = "市考办"


def create(options: argparse.Namespace) -> int:
    """0 and the link, or 1 and a sentence."""
    console = stages.reached(options.stage)
    if console is None:
        return 1
    from chalicelib.domain.errors import DomainError

    try:
        token = _add(options, _id_number())
    except DomainError as refused:
        faults = [f"{fault.field}：{fault.message}" for fault in refused.fields]
        print("\n".join([refused.message, *faults]), file=sys.stderr)
        return 1
    print(f"已登记 {options.account}（{options.name}）。")
    print("请把下面的链接当面或经可靠途径交给本人，24 小时内有效，只能使用一次：")
    print(f"{console}/enrol/#token={token}")
    return 0


def _id_number() -> str:
    """Never an argument: those stay in the shell's history. Only its keyed hash is kept."""
    return input("证件号码（只保存不可逆的摘要，用于避免审核本人的申请）：")


def _add(options: argparse.Namespace, id_number: str) -> str:
    from chalicelib.handlers import clock
    from chalicelib.usecases.staff.add_staff import add_staff

    return add_staff(_member(options, id_number), os.urandom(16), clock.now())


def _member(options: argparse.Namespace, id_number: str) -> Any:
    from chalicelib.domain.ids import SchoolCode
    from chalicelib.domain.staff import Role
    from chalicelib.usecases.staff.add_staff import NewStaff

    codes = () if options.scope == CITY else tuple(SchoolCode(code) for code in options.scope.split(","))
    return NewStaff(
        account=options.account,
        name=options.name,
        id_number=id_number,
        role=Role(options.role),
        scope_kind="school" if codes else CITY,
        schools=codes,
        organisation=options.organisation or _organisation(codes),
    )


def _organisation(codes: tuple[Any, ...]) -> str:
    """Four eyes are two organisations: schools by name, everybody of the city is one."""
    from chalicelib import data

    return "、".join(data.schools()[code].name for code in codes if code in data.schools()) or _CITY_OFFICE

"""What operators and offices change at the command line: imports, staff, logins."""

import argparse
import csv
import importlib
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain.ids import Cid, TicketRef
from chalicelib.domain.imports import course_tables, rule_tables
from chalicelib.domain.instants import MINUTE, later, shanghai
from chalicelib.storage import bulk, keys, tickets
from chalicelib.storage.tables import RegistryItem
from chalicelib.storage.tickets import Holder
from infra import __main__ as command
from tests.crashes.candidates import OLD, enter
from tests.crashes.scenarios import Doing, scenario
from tests.crashes.stand import Stand
from tests.crashes.visitors import OFFICE
from tests.infra.imports.reference_files import MAP, a_plan, as_json, table
from tests.security import world
from tests.stored import enrol

# What a process that died kept for itself, and how far it had come.
WORKING = (r"^sessions LEASE#import", r"^registry IMP#")
# While another process holds the lease; what it leaves ends after two minutes. Of two runs the later tells its own.
BUSY = ("1",)
IMPORT: dict[str, Any] = {"refusals": BUSY, "later": WORKING, "wait": 150}
PEOPLE = 30


def options_of(*words: str) -> argparse.Namespace:
    return command._parser().parse_args(list(words))


def typed(*words: str) -> Doing:
    """At the command line."""

    def doing() -> str:
        options = options_of(*words)
        module, _, name = command.DOORS[options.verb].partition(":")
        return str(getattr(importlib.import_module(module), name)(options))

    return doing


def importing(at: Stand, kind: str, content: str, *more: str) -> Doing:
    path = at.file(f"{kind}.csv", content)

    def doing() -> str:
        spool = str(at.folder / "spool")
        words = ("import", kind, str(path), "--stage", "test", "--spool", spool, *more)
        return typed(*words)()

    return doing


def numbers() -> Iterable[tuple[str, str]]:
    """ID numbers and tickets of more people than one batch takes."""
    return ((world.resident_number(100 + at), f"9909000000{at:02}") for at in range(PEOPLE))


# Whoever has a login has everything else; who has none yet is entered by the next run.
@scenario("import candidates", **IMPORT, crumbs=(r".",))
def enter_people(at: Stand) -> Doing:
    rows = [f"{number},演示,{ticket},X02,SH-120402-observed-2020\n" for number, ticket in numbers()]
    return importing(at, "candidates", "证件号码,姓名,准考证号,主考学校,专业计划\n" + "".join(rows))


@scenario("import candidates", "a known person with another ticket", **IMPORT, crumbs=WORKING)
def enter_again(at: Stand) -> Doing:
    header, (number, ticket) = "证件号码,姓名,准考证号,主考学校,专业计划\n", next(iter(numbers()))
    row = f"{number},演示,{ticket},X02,SH-120402-observed-2020\n"
    assert importing(at, "candidates", header + row)() == "0"
    other = f"{number},演示,{ticket[:-2]}99,X04,SH-120402-observed-2020\n"
    return importing(at, "candidates", header + row + other)


def ticketed(at: Stand) -> list[str]:
    found = [ticket for _, ticket in numbers()]
    lines = [
        bulk.line_of(tickets.item(one, Holder(Cid(one.zfill(32)), TicketRef(1), keys.person(one)))) for one in found
    ]
    for start in range(0, len(lines), bulk.WRITE_MOST):
        bulk.put(RegistryItem, lines[start : start + bulk.WRITE_MOST])
    return found


# Nobody sees a session before its release, which is set last.
@scenario("import scores", "with their release", **IMPORT, crumbs=(*WORKING, r"^records \S+ A#S#2026-10"))
def enter_scores(at: Stand) -> Doing:
    rows = "".join(f"{one},{code},61\n" for one in ticketed(at) for code in ("00015", "00034"))
    out = f"{shanghai(later(at.clock(), 59 * MINUTE)):%Y-%m-%d %H:%M}"
    return importing(at, "scores", "准考证号,课程代码,成绩\n" + rows, "--session", "2026-10", "--release", out)


@scenario("import scores", "corrections", **IMPORT, crumbs=WORKING)
def correct_scores(at: Stand) -> Doing:
    enter(at)
    number = world.FIRST.tickets[0].number
    holder = Holder(world.FIRST.cid, TicketRef(1), keys.person(world.FIRST.id_number))
    bulk.put(RegistryItem, [bulk.line_of(tickets.item(number, holder))])
    rows = f"准考证号,课程代码,成绩\n{number},00015,61\n{number},00034,55\n"
    out = f"{shanghai(later(at.clock(), 2 * MINUTE)):%Y-%m-%d %H:%M}"
    assert importing(at, "scores", rows, "--session", "2026-10", "--release", out)() == "0"
    at.clock.forward(minutes=5)
    return importing(at, "scores", rows.replace("61", "59").replace("55", "66"), "--session", "2026-10")


# Documents first, under the hash of their content; the head that names them last.
DOCUMENTS = (*WORKING, r"^registry PLAN#")


@scenario("import plans", **IMPORT, crumbs=DOCUMENTS)
def enter_plans(at: Stand) -> Doing:
    return importing(at, "plans", as_json(a_plan()))


@scenario("import substitutions", **IMPORT, crumbs=DOCUMENTS)
def enter_rules(at: Stand) -> Doing:
    one = msgspec.structs.replace(data.substitution_maps()[MAP], text="新的衔接办法")
    return importing(at, "substitutions", table(rule_tables.header(), rule_tables.rows(one)))


@scenario("import courses", **IMPORT, crumbs=DOCUMENTS)
def enter_courses(at: Stand) -> Doing:
    text = io.StringIO()
    header = [column.title for column in course_tables.COLUMNS]
    csv.writer(text).writerows([header, ["98701", "新课程", "4.5", "笔试", "", "上海市通知", "来源已核实"]])
    return importing(at, "courses", text.getvalue())


@scenario("import windows", **IMPORT, crumbs=WORKING)
def enter_windows(at: Stand) -> Doing:
    header = "业务,期次,开放时间,截止时间,补正截止,须知版本"
    return importing(at, "windows", f"{header}\n转出,2027H1,2027/3/1 8:30,2027/3/9 16:00,2027/3/9 16:00,2026-1\n")


@scenario("admin create", refusals=BUSY)
def create_staff(at: Stand) -> Doing:
    words = ("--account", "shen1", "--name", "演示", "--role", "reviewer", "--scope", "X02")
    return typed("admin", "create", "--stage", "test", *words)


def at_the_office(at: Stand, action: str, *more: str, verb: str = "accounts") -> Doing:
    """For FIRST."""
    enter(at, OLD)
    enrol(OFFICE, now=at.clock())
    return typed(verb, action, "--stage", "test", "--by", OFFICE.account, *more)


# A later code replaces the earlier one, which nobody was told, and each is on record.
CODES = (r"^audit P#", r"^records L#", r"^sessions CODE#")


@scenario("accounts desk-code", extras=CODES, refusals=BUSY)
def desk_code(at: Stand) -> Doing:
    return at_the_office(at, "desk-code")


@scenario("accounts print-codes", extras=CODES, refusals=BUSY)
def print_codes(at: Stand) -> Doing:
    return at_the_office(at, "print-codes")


@scenario("accounts set-mobile", extras=CODES, refusals=BUSY)
def set_mobile(at: Stand) -> Doing:
    return at_the_office(at, "set-mobile")


@scenario("accounts allow-facts", refusals=BUSY)
def allow_facts(at: Stand) -> Doing:
    return at_the_office(at, "allow-facts", "--office", "X02", "--allow", "ticket")

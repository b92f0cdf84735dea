"""python -m infra <verb>: the local stack, staff, logins, imports, tables, checks, audits, deployment, a browser."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from infra import accounts, fees, transfers
from infra.check import arguments as checking
from infra.deploy import arguments as deployment
from infra.imports.arguments import add_arguments

# Imported when asked for: most bring the application or a stand-in for AWS along.
DOORS = {
    "run": "infra.local.run:run",
    "browser": "infra.browser:run",
    "audit-degrees": "infra.audit_degrees:run",
    "check": "infra.check.command:run",
    "import": "infra.imports.command:run",
    "table": "infra.write_tables:run",
    "accounts": "infra.accounts:run",
    "admin": "infra.admin:create",
    "fees": "infra.fees:fees",
    "reconcile": "infra.fees:reconcile",
    "export-transfers": "infra.transfers:run",
    "openapi": "infra.openapi:run",
    **dict.fromkeys(deployment.HELP, "infra.deploy.verbs:run"),
}


def main() -> int:
    options = _parser().parse_args()
    module, _, name = DOORS[options.verb].partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(module), name)
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    _add_run(verbs.add_parser("run", help="site, API, tables and buckets on this machine, with demo people"))
    verbs.add_parser("browser", help="find or install the Chromium and the Chinese font of the browser tests")
    _add_audit(
        verbs.add_parser("audit-degrees", help="audit everybody: who may graduate, and what others lack, as CSV")
    )
    checking.add_arguments(verbs.add_parser("check", help="whether tables and pictures fit together; reads only"))
    add_arguments(verbs.add_parser("import", help="judge a file of an office whole, then write it"))
    _add_table(verbs.add_parser("table", help="write plans or rules as a table to edit and import"))
    accounts.add_arguments(verbs.add_parser("accounts", help="codes, reset mobiles and facts of candidates' logins"))
    fees.add_fees(verbs.add_parser("fees", help="how offices take money"))
    fees.add_reconcile(verbs.add_parser("reconcile", help="a day's orders against the channel's bill"))
    transfers.add_arguments(verbs.add_parser("export-transfers", help="who has left in a term, for the exchange"))
    described = verbs.add_parser("openapi", help="write the description of the API")
    described.add_argument("--out", type=Path, required=True, metavar="FILE.json", help="replaced")
    for verb, about in deployment.HELP.items():
        deployment.add_arguments(verbs.add_parser(verb, help=about), verb)
    admin = verbs.add_parser("admin", help="staff accounts").add_subparsers(dest="action", required=True)
    _add_create(admin.add_parser("create", help="create a staff account and print its one-time enrolment link"))
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    ports = [
        int(os.environ.get(name, default)) for name, default in (("KAOJI_PORT", 8000), ("KAOJI_CONSOLE_PORT", 8001))
    ]
    parser.add_argument("--port", type=int, default=ports[0], help="of the candidates' site (%(default)s)")
    parser.add_argument("--console-port", type=int, default=ports[1], help="of the staff console (%(default)s)")
    parser.add_argument(
        "--describe", type=Path, metavar="FILE", help="write people and addresses there as JSON once up"
    )
    parser.add_argument("--answer-captchas", action="store_true", help="for browser tests: tell what a captcha says")
    parser.add_argument(
        "--few", action="store_true", help="for browser tests: without who has applied for graduation or a transfer"
    )
    parser.add_argument("--verbose", action="store_true", help="show every request")


def _add_audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", required=True, help="whose tables; `demo` tries it on demo people in memory")
    parser.add_argument("--school", metavar="CODE", help="one school only")
    parser.add_argument("--major", metavar="CODE", help="one major only")
    parser.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of graduation (today)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="replaced when all is done")


def _add_table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["plans", "substitutions"])
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="written in UTF-8 with BOM, as table programs want")
    parser.add_argument("--stage", required=True, help="whose tables; `demo` has what ships")
    parser.add_argument("--id", action="append", default=[], metavar="ID", help="only this one; may be repeated")


def _add_create(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", default="prod", help="whose tables (%(default)s)")
    parser.add_argument("--account", required=True, help="the name to sign in with")
    parser.add_argument("--name", required=True, help="as colleagues see it")
    parser.add_argument("--role", required=True, choices=["reviewer", "supervisor", "office", "operator"])
    parser.add_argument("--scope", required=True, help="city, or school codes separated by commas")
    parser.add_argument("--organisation", default="", help="employer, if neither the schools nor the city office")


if __name__ == "__main__":
    sys.exit(main())

"""What the verbs of deployment take on the command line."""

import argparse
from pathlib import Path

HELP = {
    "plan": "say what `deploy` would do, and do nothing",
    "deploy": "tables and buckets, functions and API, edge, pages, in this order; then ask the service itself",
    "publish-site": "the pages of both hosts only",
    "status": "what is deployed where",
    "smoke": "ask the running service what must hold",
    "rollback": "the functions and pages of an earlier release",
}


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    parser.add_argument("--stage", required=True, help="`demo` rehearses in memory")
    if verb in ("plan", "deploy"):
        parser.add_argument(
            "--settings", type=Path, metavar="FILE.toml", help="the stage's choices; kept with its state"
        )
    if verb in ("deploy", "publish-site", "rollback"):
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    if verb == "rollback":
        parser.add_argument("--to", metavar="RELEASE", help="as `status` lists them (the one before the last)")

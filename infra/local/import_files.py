"""For browser tests only (`--answer-captchas`): imports a file into what this process keeps, as an operator does."""

import argparse
import tempfile
from http import HTTPStatus
from urllib.parse import unquote

from infra.local.gateway import LOCK
from infra.local.static_site import Answer

PATH = "/local/import/"


def answer(target: str) -> Answer:
    """`/local/import/transfers/<address of the file>`; what the command says stands in the log."""
    from infra.imports import arguments, transfers

    kind, _, file = unquote(target.removeprefix(PATH)).partition("/")
    parser = argparse.ArgumentParser()
    arguments.add_arguments(parser)
    with LOCK, tempfile.TemporaryDirectory() as spool:
        code = transfers.run(parser.parse_args([kind, f"/{file}", "--stage", "local", "--spool", spool]))
    return Answer(HTTPStatus.UNPROCESSABLE_ENTITY if code else HTTPStatus.NO_CONTENT, {})

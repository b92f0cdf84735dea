"""The list of everything that writes, taken from the application itself: routes, scheduled functions, verbs."""

import argparse
from collections.abc import Iterator

from chalicelib.handlers import http
from infra import __main__ as command
from infra.deploy import arguments as deployment
from infra.imports.arguments import KINDS

# Verbs that write no table of a stage; those of a deployment change stacks and functions, and have their own tests.
READING = {"run", "browser", "audit-degrees", "check", "openapi", "table", *deployment.HELP}


def operations() -> list[str]:
    from app import app

    routes = [f"{route.method} {route.path}" for route in http.ROUTES if route.is_mutation]
    return [*routes, *(source.name for source in app.event_sources), *verbs()]


def verbs() -> Iterator[str]:
    for verb, parser in _choices(command._parser()).items():
        if verb == "import":
            yield from (f"import {kind}" for kind in KINDS)
        elif verb not in READING:
            yield from (f"{verb} {action}" for action in _choices(parser)) if _choices(parser) else [verb]


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return dict(groups[0].choices) if groups else {}

"""Whether the process answers, whether its back ends do, and which release it is."""

import os

from chalice.app import Blueprint

from chalicelib.handlers import http
from chalicelib.handlers.calls import Answer, Call
from chalicelib.settings import SETTINGS
from chalicelib.usecases.health.check_readiness import check_readiness

blueprint = Blueprint(__name__)


@http.public(blueprint, "GET", "/healthz")
def healthz(_call: Call) -> dict[str, str]:
    return {"state": "ok"}


@http.public(blueprint, "GET", "/readyz", gives=dict[str, dict[str, bool]])
def readyz(_call: Call) -> Answer:
    """503 naming what does not answer, never why."""
    checks = check_readiness()
    return Answer({"checks": checks}, 0 if all(checks.values()) else 503)


@http.public(blueprint, "GET", "/version")
def version(_call: Call) -> dict[str, str]:
    return {"stage": SETTINGS.stage, "version": os.environ.get("KAOJI_VERSION", "")}

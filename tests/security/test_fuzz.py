"""Whatever is sent to an operation, it answers as docs/openapi.json says, and never with a crash (rows 7, 25, 81)."""

import re
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

import app as _every_area  # noqa: F401
from chalicelib.domain.errors import DomainError
from chalicelib.handlers import guards, http
from chalicelib.usecases.messages import set_channels
from tests.security import fuzz, world
from tests.security.scene import Scene

# Hypothesis wonders at the size of the whole description.
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
# Beside what must be tried of every operation: its example, each limit of its shape, each method it has not.
FEW, MANY = 1, 420
OFFICE, ELSEWHERE = "/office", "/(?!office)"


def fuzzed(scene: Scene, staff: str, examples: int, paths: str) -> None:
    ground, began = fuzz.Ground(scene, staff), time.process_time()
    told = fuzz.run(ground, examples, paths)
    assert not told, f"seed {fuzz.SEED}\n" + "\n".join(told)
    beyond = {name for name, status in ground.answers if status not in (401, 403)}
    named = {f"{route.method} {route.path}" for route in http.ROUTES if re.match(paths, route.path)}
    assert named - beyond == set()
    took = f"{time.process_time() - began:.0f} s of one core"
    sys.stderr.write(f"seed {fuzz.SEED}: {ground.answers.total()} requests to {len(named)} operations, {took}\n")


@pytest.mark.parametrize(("staff", "paths"), [("school", ELSEWHERE), ("office", OFFICE)])
def test_every_operation_keeps_what_is_described(staff: str, paths: str, scene: Scene) -> None:
    fuzzed(scene, staff, FEW, paths)


@pytest.mark.long
@pytest.mark.parametrize(("staff", "paths"), [("school", ELSEWHERE), ("city", "/review"), ("office", OFFICE)])
def test_every_operation_keeps_it_through_thousands_of_requests(staff: str, paths: str, scene: Scene) -> None:
    fuzzed(scene, staff, MANY, paths)


Plant = Callable[[pytest.MonkeyPatch, Scene], None]


def crash(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(set_channels.accounts, "mobile_of", lambda _account: 1 / 0)


def another_shape(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    patch.setattr(set_channels, "mask_mobile", lambda _number: None)


def another_status(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    def refused(_session: Any) -> None:
        raise DomainError

    patch.setattr("chalicelib.handlers.failures.STATUSES", {DomainError: 418})
    patch.setattr(set_channels.accounts, "of_session", refused)


def no_session_needed(patch: pytest.MonkeyPatch, scene: Scene) -> None:
    session = world.session_of(world.FIRST, scene.now)
    patch.setattr(guards, "candidate_session", lambda *_: (session, ()))


def any_shape_taken(patch: pytest.MonkeyPatch, _scene: Scene) -> None:
    form = set_channels.ChannelsForm(sms=False, email=False)
    patch.setattr(guards, "decoded", lambda _raw, _shape: form)


PLANTED: dict[str, tuple[str, Plant]] = {
    "a crash": ("not_a_server_error", crash),
    "another shape": ("response_schema_conformance", another_shape),
    "another status": ("status_code_conformance", another_status),
    "no session needed": ("ignored_auth", no_session_needed),
    "any shape taken": ("negative_data_rejection", any_shape_taken),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_it_would_be_noticed(fault: str, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    check, plant = PLANTED[fault]
    ground = fuzz.Ground(scene, "school")
    plant(monkeypatch, scene)
    assert {told.split(":")[0].split()[-1] for told in fuzz.run(ground, 1, "/channels")} >= {check}

"""A proof of work is good once, for one purpose and one account, for five minutes (M1-03)."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from altcha import Challenge, solve_challenge

from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.sessions import CaptchaWrongError
from chalicelib.storage import proofs
from tests.builders import NOW

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "LEAST", 10)
    monkeypatch.setattr(proofs, "MOST", 20)


def solved(purpose: str = "login", person: str = "1a", **changes: Any) -> str:
    made = proofs.challenge(purpose, person, NOW)
    solution = solve_challenge(Challenge.from_dict(made))
    assert solution
    return packed({"challenge": made, "solution": solution.to_dict()} | changes)


def packed(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_a_proof_is_spent_once() -> None:
    proof = solved()
    proofs.spend(proof, "login", "1a", NOW)
    with pytest.raises(CaptchaWrongError):
        proofs.spend(proof, "login", "1a", NOW)


@pytest.mark.parametrize(("purpose", "person"), [("reset", "1a"), ("login", "1b")])
def test_a_proof_serves_its_purpose_and_account_alone(purpose: str, person: str) -> None:
    with pytest.raises(CaptchaWrongError):
        proofs.spend(solved(), purpose, person, NOW)


def test_a_proof_lives_five_minutes() -> None:
    proofs.spend(solved(), "login", "1a", Instant(later(NOW, 5 * MINUTE) - 1))
    with pytest.raises(CaptchaWrongError):
        proofs.spend(solved(), "login", "1a", later(NOW, 5 * MINUTE))


def _cheaper(proof: dict[str, Any]) -> None:
    proof["challenge"]["parameters"]["keyPrefix"] = ""


def _longer(proof: dict[str, Any]) -> None:
    proof["challenge"]["parameters"]["expiresAt"] += 86_400


def _guessed(proof: dict[str, Any]) -> None:
    proof["solution"]["counter"] += 1


def _unsigned(proof: dict[str, Any]) -> None:
    del proof["challenge"]["signature"]


@pytest.mark.parametrize("forge", [_cheaper, _longer, _guessed, _unsigned])
def test_a_forged_proof_is_refused(forge: Callable[[dict[str, Any]], None]) -> None:
    proof = json.loads(base64.b64decode(solved()))
    forge(proof)
    with pytest.raises(CaptchaWrongError):
        proofs.spend(packed(proof), "login", "1a", NOW)


@pytest.mark.parametrize("text", ["x", "", "W10=", "bnVsbA==", "/" * 4000, packed({"challenge": {}}), "\ud800"])
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(CaptchaWrongError):
        proofs.spend(text, "login", "1a", NOW)

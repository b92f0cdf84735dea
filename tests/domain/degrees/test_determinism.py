"""Same input, same answer: under any hash seed, down to the last byte of the explanation."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib, msgspec
from tests.domain.degrees import real
from tests.domain.degrees.people import NOW
from chalicelib import data
from chalicelib.domain.degrees.audit import audit_degree

made = hashlib.sha256()
for plan_id in real.ALL:
    other = plan_id.replace("2024", "2021") if "2024" in plan_id else plan_id
    for _, codes in real.paths(data.plans()[other]):
        audit = audit_degree(real.program(plan_id), real.transcript(other, codes[::2]), now=NOW)
        made.update(msgspec.json.encode(audit))
print(made.hexdigest())
"""


def digest(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_hash_seed_changes_nothing() -> None:
    first, second, third = digest("0"), digest("1"), digest("4242")
    assert first == second == third
    assert len(first) == 65

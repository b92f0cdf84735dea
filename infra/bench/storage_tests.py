"""What a test costs that has tables (P12): the tests of storage and use cases, in units of one stubbed boto3 call."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.bench import durations
from infra.bench.figures import Figure
from infra.bench.processes import ROOT

FOLDERS = ("tests/storage", "tests/usecases")
# The goal was set for tests of three calls, at twelve times a stubbed one. Ours go through whole use cases.
A_CALL = 12 / 3


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "durations.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "infra.bench.durations", "-p", "no:cacheprovider"]
        env = os.environ | {durations.TO: str(told)}
        done = subprocess.run([*command, *FOLDERS], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout[-4_000:])
        found = json.loads(told.read_text("utf-8"))
    seconds, calls = (list(one) for one in zip(*found["tests"], strict=True))
    stubbed, mean = statistics.median(found["stubbed"]), statistics.mean(seconds)
    print(f"{len(seconds)} tests, {mean * 1e3:.1f} ms each; a stubbed call {stubbed * 1e3:.2f} ms")
    return [
        Figure("P12", "tests with tables, by call ÷ a stubbed call", sum(seconds) / sum(calls) / stubbed, A_CALL, 1),
        Figure("P12", "calls of such a test", statistics.mean(calls), digits=1),
        Figure("P12", "a whole test ÷ a stubbed call (≤ 12 wanted)", mean / stubbed, digits=1),
        Figure("P12", "1,000 such tests (CPU s; ≤ 25 wanted)", mean * 1_000, digits=1),
    ]

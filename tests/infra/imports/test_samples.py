"""The sample files of docs/imports.md go in as they are, on the demo people they speak of."""

import subprocess
import sys
from pathlib import Path

from chalicelib.handlers import clock
from chalicelib.storage import keys, people, tickets
from infra import seeds
from tests.infra.imports.conftest import Desk

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "docs" / "samples"


def test_samples_of_candidates_and_scores(desk: Desk) -> None:
    seeds.plant(clock.now())
    assert desk.run("candidates", SAMPLES / "candidates.csv") == 0
    assert "新建考生：2" in desk.said
    assert "有变化的考生：1" in desk.said
    assert desk.run("scores", SAMPLES / "scores.csv", session="2027-04") == 0
    assert "成绩单（每证每考期一份）：2" in desk.said
    assert "“315” 已补足前导零" in desk.said
    [holder] = tickets.find(["999503120002"]).values()
    assert holder.person == keys.person("000000199503120014")
    assert [one.ref for one in people.load(holder.cid).head.tickets] == [1, 2]


def test_the_command_can_be_tried_without_an_account() -> None:
    command = [sys.executable, "-m", "infra", "import", "candidates", "docs/samples/candidates.csv", "--stage", "demo"]
    done = subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "试运行：没有写入任何内容" in done.stdout

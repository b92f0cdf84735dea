"""An import that is killed in the middle of its writes and called again: nothing lost, nothing doubled."""

import base64
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infra.demo_people import resident_number
from infra.environment import resources
from tests.ministack import server
from tests.race.conftest import make_tables
from tests.race.operator_desk import PLACE

pytestmark = pytest.mark.race

PEOPLE, CODES, PAUSE = 400, ("00015", "00034"), 0.03
SESSIONS = ("2024-04", "2024-10", "2025-04", "2025-10", "2026-04", "2026-10")
NUMBERS = [resident_number("19900101", at) for at in range(PEOPLE)]
TABLES = resources(PLACE.stage, PLACE.account)
RECORDS, REGISTRY = TABLES["TableRecords"], TABLES["TableRegistry"]
SCRIPT = Path(__file__).with_name("operator_desk.py")


class Desk:
    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.table = server.client("dynamodb", url)

    def start(self, kind: str, content: str, pause: float = 0) -> "subprocess.Popen[str]":
        path = self.folder / f"{kind}.csv"
        path.write_text(content, "utf-8")
        given = ["import", kind, str(path), "--stage", PLACE.stage, "--spool", str(self.folder / "spool")]
        command = [sys.executable, str(SCRIPT), self.url, str(pause), *given]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def killed(self, kind: str, content: str, when: Callable[[], bool]) -> None:
        process = self.start(kind, content, PAUSE)
        while not when():
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.communicate()

    def finished(self, kind: str, content: str) -> str:
        process = self.start(kind, content)
        said = process.communicate(timeout=120)[0]
        assert process.returncode == 0, said
        return said

    def count(self, prefix: str) -> int:
        """Records of a sort key, counted by the engine: reading them takes longer than a whole import."""
        asked = {"FilterExpression": "begins_with(sk, :p)", "ExpressionAttributeValues": {":p": {"S": prefix}}}
        pages = self.table.get_paginator("scan").paginate(TableName=RECORDS, Select="COUNT", **asked)
        return sum(page["Count"] for page in pages)

    def items(self, table: str, prefix: str) -> list[dict[str, Any]]:
        """Whose sort key (or, for `L#` and the registry, partition key) begins so."""
        pages = self.table.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        found = (item for page in pages for item in page["Items"])
        return [one for one in found if one["sk"]["S"].startswith(prefix) or one["pk"]["S"].startswith(prefix)]


@pytest.fixture
def desk(ministack_url: str, tmp_path: Path) -> Desk:
    make_tables(ministack_url, PLACE)
    secrets = server.client("ssm", ministack_url)
    for name in ("master", "data-key"):
        value = base64.b64encode(bytes(range(32))).decode()
        secrets.put_parameter(Name=f"{PLACE.parameters}/{name}", Value=value, Type="SecureString", Overwrite=True)
    return Desk(ministack_url, tmp_path)


def test_kill_9_in_the_middle_of_both_imports(desk: Desk) -> None:
    header = "证件号码,姓名,准考证号,主考学校,专业计划\n"
    people = "".join(
        f"{number},演示{at},{880000000000 + at},X02,SH-120402-observed-2020\n" for at, number in enumerate(NUMBERS)
    )
    desk.killed("candidates", header + people, when=lambda: len(desk.items(REGISTRY, "TK#")) > 120)
    begun = len(desk.items(RECORDS, "L#"))
    assert begun < PEOPLE
    assert "继续上次中断的导入" in desk.finished("candidates", header + people)
    logins, tickets = desk.items(RECORDS, "L#"), desk.items(REGISTRY, "TK#")
    names = {one["pk"]["S"]: json.loads(one["body"]["S"])["name"] for one in desk.items(RECORDS, "A")}
    assert (len(logins), len(tickets)) == (PEOPLE, PEOPLE)
    assert Counter(names.values()) == Counter(f"演示{at}" for at in range(PEOPLE))

    rows = [
        f"{880000000000 + at},{code},{session},{at % 101}\n"
        for session in SESSIONS
        for code in CODES
        for at in range(PEOPLE)
    ]
    scores = "准考证号,课程代码,考期,成绩\n" + "".join(rows)
    desk.killed("scores", scores, when=lambda: desk.count("A#S#") > 300)
    assert desk.count("A#S#") < PEOPLE * len(SESSIONS)
    assert "继续上次中断的导入" in desk.finished("scores", scores)
    found = {
        (names[one["pk"]["S"]], one["sk"]["S"]): [
            (row["code"], row["score"]) for row in json.loads(one["body"]["S"])["rows"]
        ]
        for one in desk.items(RECORDS, "A#S#")
    }
    assert found == {
        (f"演示{at}", f"A#S#{session}#1#T"): [(code, at % 101) for code in CODES]
        for session in SESSIONS
        for at in range(PEOPLE)
    }

"""`check`: all is well and 0, or what is not and 1; never a key, never a number or a name."""

import argparse
import json
from typing import Any

import pytest

from chalicelib.domain.instants import Instant
from chalicelib.handlers import clock
from chalicelib.storage.tables import RecordItem
from infra.check import command


@pytest.fixture(autouse=True)
def _stage(now: Instant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.stages.enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr(clock, "now", lambda: now)


def run(**options: Any) -> int:
    given = {"stage": "test", "sample": 1, "json": False, "locate": None}
    return command.run(argparse.Namespace(**(given | options)))


def lose_a_lock() -> RecordItem:
    lock = next(item for item in RecordItem.scan() if item.sk.startswith("K#"))
    lock.delete()
    return lock


def test_a_good_stage_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("已检查 test（")
    assert "records 1" in first
    assert second == "没有发现问题。"


def test_what_does_not_hold_is_told_without_its_key(capsys: pytest.CaptureFixture[str]) -> None:
    lock = lose_a_lock()
    assert run() == 1
    said = capsys.readouterr().out
    assert "I1 每门课程至多一项正在办理的申请，锁与之一致：1 处" in said
    assert "records C#<cid> / X#<no>" in said
    assert lock.pk.removeprefix("C#") not in said


def test_machines_get_it_as_json_and_find_the_key(capsys: pytest.CaptureFixture[str]) -> None:
    lock = lose_a_lock()
    assert run(json=True) == 1
    [told] = json.loads(capsys.readouterr().out)["violations"]
    assert (told["invariant"], told["table"]) == ("I1", "records")
    assert run(locate=told["id"]) == 0
    assert capsys.readouterr().out.strip() == f"records {lock.pk} / X#{lock.holder}"
    assert run(locate="0" * 16) == 1


def test_what_is_found_only_once_was_on_its_way(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, looks = lose_a_lock(), [0]

    def now() -> Instant:
        """The lock is back when the check looks again."""
        looks[0] += 1
        if looks[0] == 2:
            lock.save()
        return Instant(0)

    monkeypatch.setattr(clock, "now", now)
    assert run() == 0
    assert "没有发现问题。" in capsys.readouterr().out


def test_a_stage_out_of_reach_is_neither(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(_stage: str) -> str:
        raise LookupError("没有找到访问凭证")

    monkeypatch.setattr("infra.stages.enter", unreachable)
    assert run() == 2
    assert capsys.readouterr().err == "连接不上环境 test：没有找到访问凭证\n"

"""An operator creates a member of staff; the printed link works once."""

import argparse
import os
import warnings
from typing import Any

import pytest

from chalicelib.handlers import clock
from chalicelib.storage import staff
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from infra import admin, data_stack, stages
from infra.demo_people import resident_number
from infra.environment import Place, variables

NUMBER = resident_number("19800101", 5)


def options(**changes: Any) -> argparse.Namespace:
    given = {
        "stage": "test",
        "account": "Shen1",
        "name": "演示",
        "role": "reviewer",
        "scope": "X02",
        "organisation": "",
    }
    return argparse.Namespace(**({"organisation": ""} | given | changes))


@pytest.fixture(autouse=True)
def _at_the_keyboard(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "enter", lambda _stage: "https://console.example.org")
    monkeypatch.setattr("builtins.input", lambda _prompt: NUMBER)


def test_the_printed_link_opens_the_account(capsys: pytest.CaptureFixture[str]) -> None:
    assert admin.create(options()) == 0
    link = capsys.readouterr().out.splitlines()[-1]
    origin, token = link.split("/enrol/#token=")
    assert origin == "https://console.example.org"
    assert open_enrolment(token, clock.now()).account == "shen1"


def test_a_school_names_the_organisation(capsys: pytest.CaptureFixture[str]) -> None:
    admin.create(options())
    found = staff.find("shen1")
    assert found
    assert (found.staff.organisation, found.staff.schools, found.staff.scope_kind) == ("复旦大学", ("X02",), "school")


def test_the_city_is_one_organisation(capsys: pytest.CaptureFixture[str]) -> None:
    admin.create(options(scope="city"))
    found = staff.find("shen1")
    assert found
    assert (found.staff.organisation, found.staff.schools, found.staff.scope_kind) == ("市考办", (), "city")


def test_the_same_human_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    admin.create(options())
    assert admin.create(options(account="another")) == 1
    assert "已经登记" in capsys.readouterr().err


def test_an_unknown_school_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert admin.create(options(scope="X99")) == 1
    assert "没有这些主考学校" in capsys.readouterr().err


def test_the_stage_is_entered_by_its_own_stack(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    place = Place(stage="entered", candidate_origin="https://a.cn", console_origin="https://b.cn")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data_stack.create(place)
    surroundings = dict(os.environ)
    monkeypatch.setattr("infra.admin.os.environ", surroundings)
    assert stages.enter("entered") == "https://b.cn"
    assert {name: surroundings[name] for name in variables(place)} == variables(place)


def test_a_stage_that_is_not_there_is_told_in_a_sentence(
    aws: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    assert admin.create(options(stage="nowhere")) == 1
    assert "连接不上环境 nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stage", "names", "told"),
    [
        ("demo", (), "它只供 import、table、audit-degrees、check、plan 试用"),
        ("prod", ("AWS_DEFAULT_REGION",), "请设置 AWS_DEFAULT_REGION"),
        ("prod", ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "没有找到访问凭证"),
    ],
)
def test_what_a_stage_needs_is_told_in_a_sentence(
    stage: str, names: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    assert admin.create(options(stage=stage)) == 1
    assert told in capsys.readouterr().err

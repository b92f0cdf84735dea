"""The verbs as an operator types them: a plan without an account, and refusals in a sentence."""

import re
from pathlib import Path

import pytest

from infra import __main__ as doors
from infra import stages
from infra.bench.processes import ROOT
from infra.deploy import arguments, packaging, rehearsal, verbs
from infra.deploy.plan import plan
from infra.deploy.rollout import Rollout
from infra.deploy.target import Target
from tests.infra.deploy.conftest import Built


def typed(verb: str, *more: str) -> int:
    return verbs.run(doors._parser().parse_args([verb, "--stage", "demo", *more]))


def told(text: str) -> list[str]:
    """What changes with every commit is a number or the package's name."""
    return re.sub(r"\d+", "#", re.sub(rf"{packaging.PREFIX}[0-9a-f]{{32}}", "package", text)).splitlines()


def test_the_page_for_operators_shows_the_plan_as_it_is(built: Built) -> None:
    """The package is built already; the account is empty, as an operator's is."""
    lines: list[str] = []
    with rehearsal.account() as session:
        assert plan(Rollout(Target("demo", session, built.file.parents[2]), rehearsal.CHOICES, lines.append))
    page = (ROOT / "docs/operators.md").read_text("utf-8")
    shown = page.split("$ .venv/bin/python -m infra plan --stage demo\n")[1].split("\n```")[0]
    assert told(shown) == told("\n".join(lines))


def test_nothing_but_a_plan_can_be_tried_without_an_account(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("deploy") == 1
    assert "只能 plan" in capsys.readouterr().err


def test_whoever_has_no_credentials_is_told_how_to_give_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert verbs.run(doors._parser().parse_args(["plan", "--stage", "fresh"])) == 1
    assert capsys.readouterr().err == f"fresh：{stages.NO_CREDENTIALS}\n"


def test_every_verb_opens_a_door() -> None:
    for verb in arguments.HELP:
        assert doors.DOORS[verb] == "infra.deploy.verbs:run"
    [action] = [one for one in doors._parser()._actions if one.dest == "verb"]
    assert set(doors.DOORS) == set(action.choices or ())


def test_a_first_deployment_without_settings_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with rehearsal.account():
        for given, said in (([], "--settings"), (["--settings", str(tmp_path / "none.toml")], "none.toml")):
            options = doors._parser().parse_args(["plan", "--stage", "fresh", *given])
            assert verbs.run(options) == 1
            assert said in capsys.readouterr().err

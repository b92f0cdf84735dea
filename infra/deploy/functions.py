"""Chalice's deployer with our configuration, policies and packager."""

import io
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.session import Session
from chalice.cli.factory import CLIFactory
from chalice.deploy.deployer import Deployer, DeploymentPackager
from chalice.utils import UI

from infra.deploy import packaging, policies
from infra.deploy.target import Choices, Target


@dataclass(frozen=True)
class Functions:
    """The stage's functions, API and schedules, as the sources of the target's project have them."""

    target: Target
    choices: Choices
    release: str

    @property
    def recorded(self) -> Path:
        """Where Chalice keeps what it deployed; the state bucket has the true one."""
        return self.target.project / ".chalice" / "deployed" / f"{self.target.stage}.json"

    def recall(self, deployed: bytes | None) -> None:
        self.recorded.unlink(missing_ok=True)
        if deployed:
            self.recorded.parent.mkdir(parents=True, exist_ok=True)
            self.recorded.write_bytes(deployed)

    def resources(self) -> dict[str, Any]:
        """What Chalice deployed, by name; empty before the first time."""
        if not self.recorded.is_file():
            return {}
        return {one["name"]: one for one in json.loads(self.recorded.read_text("utf-8"))["resources"]}

    def names(self) -> tuple[str, ...]:
        """Of the functions, at Lambda."""
        return tuple(one["lambda_arn"].rpartition(":")[2] for one in self.resources().values() if "lambda_arn" in one)

    def plan(self) -> list[str]:
        """What a deployment would do; the package is built, nothing else happens."""
        config, deployer = self._prepared()
        lister: Any = _Lister()
        deployer._executor, deployer._recorder = lister, lister
        deployer.deploy(config, self.target.stage)
        lines: list[str] = lister.lines
        return lines

    def deploy(self) -> None:
        """Raises ChaliceDeploymentError."""
        config, deployer = self._prepared()
        deployer.deploy(config, self.target.stage)

    def package(self) -> Path:
        python = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return Path(packaging.packager().create_deployment_package(str(self.target.project), python))

    def _prepared(self) -> tuple[Any, Deployer]:
        factory = Factory(self)
        config = factory.create_config_obj(self.target.stage)
        return config, factory.create_default_deployer(self.target.session, config, UI(out=io.StringIO()))

    def configuration(self) -> dict[str, Any]:
        """The stage's part of Chalice's configuration: nothing of it is tracked."""
        return {
            "environment_variables": self.target.variables(self.choices, self.release),
            "lambda_functions": {name: {"iam_policy_file": str(self._policy(name))} for name in policies.functions()},
        }

    def _policy(self, function: str) -> Path:
        file = self.target.project / ".chalice" / "deployments" / f"policies-{self.target.stage}" / f"{function}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        channels = {name: getattr(self.choices, name) for name, _ in policies.CHANNELS.values()}
        file.write_text(json.dumps(policies.rendered(function, self.target.names(self.choices), channels)), "utf-8")
        return file


class Factory(CLIFactory):
    """Merges the stage into what the repository has, and puts our packager in the place of Chalice's."""

    def __init__(self, functions: Functions) -> None:
        os.environ.setdefault("AWS_DEFAULT_REGION", functions.target.region)
        super().__init__(str(functions.target.project), environ=os.environ)
        self._functions = functions

    def load_project_config(self) -> dict[str, Any]:
        tracked: dict[str, Any] = super().load_project_config()
        return tracked | {"stages": {self._functions.target.stage: self._functions.configuration()}}

    def create_default_deployer(self, session: Session, config: Any, ui: UI) -> Deployer:
        deployer = super().create_default_deployer(session, config, ui)
        [step] = [one for one in deployer._build_stage._steps if isinstance(one, DeploymentPackager)]
        step._packager = packaging.packager(config.lambda_architecture, ui)
        return deployer


@dataclass
class _Lister:
    """Stands in for Chalice's executor and recorder: notes what would be done."""

    lines: list[str] = field(default_factory=list)
    resource_values: tuple[()] = ()

    def execute(self, plan: Any) -> None:
        self.lines += [message.strip() for message in plan.messages.values()]

    def record_results(self, *_: Any) -> None:
        return None

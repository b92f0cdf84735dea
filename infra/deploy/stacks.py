"""CloudFormation: makes a stack or changes it, and tells beforehand what would change."""

import json
import time
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

_ACTIONS = {"Add": "新建", "Modify": "修改", "Remove": "删除", "Dynamic": "待定"}


@dataclass(frozen=True)
class Stack:
    """`client` is CloudFormation's; `template` is in long form, `parameters` are texts.

    `kept` are parameters that an operator sets by hand: an update leaves them as they are.
    """

    client: Any
    name: str
    template: dict[str, Any]
    parameters: dict[str, str]
    kept: tuple[str, ...] = ()

    def outputs(self) -> dict[str, str] | None:
        """None where the stack does not exist."""
        try:
            [found] = self.client.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", ())}

    def changes(self) -> list[str]:
        """A line a resource; a new stack is all new, another is asked for a change set, which is thrown away."""
        if self.outputs() is None:
            return [_line("Add", one["Type"], name) for name, one in self.template["Resources"].items()]
        change = f"plan-{time.time_ns()}"
        self.client.create_change_set(StackName=self.name, ChangeSetName=change, **self._arguments())
        try:
            found = self._finished(change)
        finally:
            self.client.delete_change_set(StackName=self.name, ChangeSetName=change)
        told = [one["ResourceChange"] for one in found.get("Changes", ())]
        return [_line(one["Action"], one["ResourceType"], one["LogicalResourceId"]) for one in told]

    def apply(self) -> dict[str, str]:
        """The outputs afterwards. Raises botocore's WaiterError when CloudFormation took it back."""
        exists = self.outputs() is not None
        act = self.client.update_stack if exists else self.client.create_stack
        try:
            act(StackName=self.name, **self._arguments())
        except ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise
        else:
            self.client.get_waiter("stack_update_complete" if exists else "stack_create_complete").wait(
                StackName=self.name
            )
        return self.outputs() or {}

    def _arguments(self) -> dict[str, Any]:
        given: list[dict[str, Any]] = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in self.parameters.items()
        ]
        if self.outputs() is not None:
            given += [{"ParameterKey": key, "UsePreviousValue": True} for key in self.kept]
        return {"TemplateBody": json.dumps(self.template), "Parameters": given}

    def _finished(self, change: str) -> dict[str, Any]:
        """A change set without changes fails, which is its way to say so."""
        while True:
            found: dict[str, Any] = self.client.describe_change_set(StackName=self.name, ChangeSetName=change)
            if found["Status"] in ("CREATE_COMPLETE", "FAILED"):
                return found
            time.sleep(2)


def _line(action: str, kind: str, name: str) -> str:
    return f"{_ACTIONS.get(action, action)} {kind} {name}"

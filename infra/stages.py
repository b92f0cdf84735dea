"""Work on the tables of a stage from the command line."""

import os

import boto3

from infra import data_stack
from infra.environment import variables_from

DEMO = "demo"


def enter(stage: str) -> str:
    """Takes the application's environment from the stage's data stack; gives the console's origin.

    Only then may chalicelib be imported. Raises LookupError, BotoCoreError or ClientError.
    """
    session = boto3.Session()
    if session.region_name is None:
        raise LookupError("未设置 AWS_DEFAULT_REGION")
    outputs = data_stack.outputs(stage, session.client("cloudformation"))
    os.environ.update(variables_from(outputs, stage=stage, region=session.region_name))
    return outputs["ConsoleOrigin"]


def enter_demo() -> None:
    """A local stack inside this process, with the demo people: for trying a command, gone when it ends."""
    from infra.local.backend import local_place, start

    start(local_place(8000, 8001))
    from chalicelib.handlers import clock
    from infra import seeds

    seeds.plant(clock.now())

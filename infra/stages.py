"""Work on the tables of a stage from the command line."""

import os
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra import data_stack
from infra.environment import variables_from

DEMO = "demo"
NO_CREDENTIALS = "没有找到访问凭证，请设置 AWS_PROFILE，或 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY"


def enter(stage: str) -> str:
    """Takes the application's environment from the stage's data stack; gives the console's origin.

    Only then may chalicelib be imported. Raises LookupError, BotoCoreError or ClientError.
    """
    if stage == DEMO:
        raise LookupError("它只供 import、table、audit-degrees、check、plan 试用；账号请在 make run 的页面里试")
    session = boto3.Session()
    if session.region_name is None:
        raise LookupError("请设置 AWS_DEFAULT_REGION（数据栈所在的区域，例如 cn-north-1）")
    if session.get_credentials() is None:
        raise LookupError(NO_CREDENTIALS)
    outputs = data_stack.outputs(stage, session.client("cloudformation"))
    os.environ.update(variables_from(outputs, stage=stage, region=session.region_name))
    return outputs["ConsoleOrigin"]


def reached(stage: str, *, demo: bool = False) -> str | None:
    """As `enter`, for a command; None once a sentence says why not. `demo`: it may be tried there, console ""."""
    try:
        if demo and stage == DEMO:
            enter_demo()
            return ""
        return enter(stage)
    except (BotoCoreError, ClientError, LookupError) as unreachable:
        print(f"连接不上环境 {stage}：{unreachable}", file=sys.stderr)
        return None


def enter_demo() -> None:
    """A local stack inside this process, with the demo people: for trying a command, gone when it ends."""
    from infra.local.backend import local_place, start

    start(local_place(8000, 8001))
    from chalicelib.handlers import clock
    from infra import seeds

    seeds.plant(clock.now())

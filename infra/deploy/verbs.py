"""`python -m infra plan|deploy|publish-site|status|smoke|rollback --stage …`: a thin door to infra/deploy."""

import argparse
import subprocess
import sys
from collections.abc import Callable

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError
from chalice.deploy.deployer import ChaliceDeploymentError

from infra import stages
from infra.deploy import rehearsal, target
from infra.deploy.packaging import UnshippableError
from infra.deploy.plan import plan
from infra.deploy.rollback import rollback
from infra.deploy.rollout import Rollout
from infra.deploy.status import status

_FAULTS = (
    BotoCoreError,
    ChaliceDeploymentError,
    ClientError,
    LookupError,
    OSError,
    UnshippableError,
    ValueError,
    subprocess.CalledProcessError,
)


def run(options: argparse.Namespace) -> int:
    """0, or 1 and a sentence."""
    try:
        return _run(options)
    except _FAULTS as failed:
        said = failed.stderr if isinstance(failed, subprocess.CalledProcessError) else failed
        print(f"{options.stage}：{said}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    if options.stage != stages.DEMO:
        where = target.Target(options.stage, botocore.session.get_session())
        if where.session.get_credentials() is None:
            raise LookupError(stages.NO_CREDENTIALS)
        given = getattr(options, "settings", None)
        return _done(Rollout(where, given.read_text("utf-8") if given else None), options)
    if options.verb != "plan":
        raise ValueError("演示环境只能 plan：内存里没有边缘和函数可以部署")
    with rehearsal.account() as session:
        return _done(Rollout(target.Target(stages.DEMO, session), rehearsal.CHOICES), options)


def _done(rollout: Rollout, options: argparse.Namespace) -> int:
    is_dry = bool(getattr(options, "dry_run", False))
    doing: dict[str, Callable[[], bool]] = {
        "plan": lambda: plan(rollout),
        "deploy": lambda: plan(rollout) if is_dry else rollout.deploy(),
        "publish-site": lambda: rollout.publish(is_dry=is_dry),
        "status": lambda: status(rollout),
        "smoke": rollout.smoke,
        "rollback": lambda: rollback(rollout, options.to, is_dry=is_dry),
    }
    return 0 if doing[options.verb]() else 1

"""The edge stack of a stage: which template, and what its two hosts are told."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from infra import data_stack
from infra.deploy.site import Files, addresses
from infra.deploy.stacks import Stack
from infra.deploy.target import Choices, Target
from infra.headers import page_policy

FOLDER = Path(__file__).parents[1]
PATHS = FOLDER / "edge-paths.js"
HOSTS = ("candidate", "console")


def stack_name(stage: str) -> str:
    return f"kaoji-{stage}-edge"


def template_file(*, is_china: bool) -> Path:
    return FOLDER / ("edge-stack-china.yaml" if is_china else "edge-stack.yaml")


def stack(target: Target, chosen: Choices, files: Files, *, api: str, secret: str) -> Stack:
    """`api` is the host of API Gateway's own address."""
    told = {
        "Stage": target.stage,
        "SiteBucket": target.names(chosen)["BucketSite"],
        "ApiHost": api,
        "EdgeSecret": secret,
        "CandidateHost": urlsplit(chosen.candidate).netloc,
        "ConsoleHost": urlsplit(chosen.console).netloc,
        "CandidateCertificate": chosen.candidate_certificate,
        "ConsoleCertificate": chosen.console_certificate,
    }
    if not target.is_china:
        for host, policy in policies(target, chosen).items():
            told[f"{host.title()}Policy"] = policy
            told[f"{host.title()}Paths"] = paths(files, host)
    made = data_stack.read(template_file(is_china=target.is_china))
    client = target.client("cloudformation")
    return Stack(client, stack_name(target.stage), made, told, kept=("Closed",))


def policies(target: Target, chosen: Choices) -> dict[str, str]:
    """Content-Security-Policy by host: pictures are posted to one bucket and shown from another."""
    uploads, accepted = target.picture_origins(chosen)
    return {"candidate": page_policy(images=accepted, uploads=uploads), "console": page_policy(images=accepted)}


def paths(files: Files, host: str) -> str:
    """The function of a host with its pages and files filled in; assets have behaviours of their own."""
    known = [path for path in addresses(files, host) if not path.startswith("/assets/")]
    return PATHS.read_text("utf-8").replace("var PAGES = [];", f"var PAGES = {json.dumps(known)};")

"""The hand-written policies of .chalice/policies, one a function, with the names of a stage filled in."""

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / ".chalice" / "policies"
# Statements that a stage gets only with the channel switched on.
CHANNELS = {
    "SendSms": ("sms", "sns"),
    "SendEmail": ("email", "ses"),
}

Policy = dict[str, Any]


def functions() -> tuple[str, ...]:
    """Every function that Chalice deploys, by the name of its policy."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def rendered(function: str, names: dict[str, str], channels: dict[str, str]) -> Policy:
    """`names` are the stack's outputs with Partition, Region, Account, Stage and EmailFrom; `channels` says which
    adapter the stage has for sms and email. A merchant's keys may be read also where nothing is offered any more.

    Raises KeyError for a name that no output has.
    """
    text = (FOLDER / f"{function}.json").read_text("utf-8")
    policy: Policy = json.loads(re.sub(r"\$\{(\w+)\}", lambda match: names[match[1]], text))
    policy["Statement"] = [one for one in policy["Statement"] if _applies(one["Sid"], channels)]
    return policy


def _applies(sid: str, channels: dict[str, str]) -> bool:
    channel, adapter = CHANNELS.get(sid, ("", ""))
    return not channel or channels[channel] == adapter

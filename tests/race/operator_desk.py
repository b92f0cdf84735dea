"""An operator's process that can be killed: `python operator_desk.py ENDPOINT PAUSE import …` with all else as it is.

PAUSE, in seconds after every batch, gives whoever watches the tables the time to kill it.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from infra import stages
from infra.environment import Place, variables

PLACE = Place(stage="killed", candidate_origin="https://kaoji.example.org", console_origin="https://k.example.org")
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": PLACE.region}


def main(endpoint: str, pause: str, *arguments: str) -> int:
    os.environ.update(variables(PLACE) | KEYS | {"KAOJI_DYNAMODB_ENDPOINT": endpoint, "AWS_ENDPOINT_URL": endpoint})
    stages.enter = lambda stage: stage
    from chalicelib.storage import bulk
    from infra import __main__ as command

    events = bulk.sender().client.meta.events
    events.register("after-call.dynamodb.BatchWriteItem", lambda **_: time.sleep(float(pause)))

    sys.argv = ["infra", *arguments]
    return command.main()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

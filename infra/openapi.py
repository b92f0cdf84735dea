"""`python -m infra openapi`: write the description of the API. Nothing in it depends on a stage."""

import argparse
import os

from infra.environment import LOCAL_KEYS, Place, variables

_PLACE = Place(stage="any", candidate_origin="https://kaoji.example", console_origin="https://console.kaoji.example")


def run(options: argparse.Namespace) -> int:
    os.environ.update(variables(_PLACE) | LOCAL_KEYS)
    from infra import api_description

    options.out.write_text(api_description.text(), "utf-8")
    print(f"已写入 {options.out}")
    return 0

"""The tables, buckets and secrets of the local stack, inside this process."""

import os
import warnings
from typing import TYPE_CHECKING

from infra.environment import LOCAL_KEYS, Place, variables

if TYPE_CHECKING:
    from infra.local.paygate.server import Paygate


def local_place(port: int, console_port: int) -> Place:
    """The bucket answers on the candidate's origin, so that pictures need no second host."""
    origin = f"http://127.0.0.1:{port}"
    return Place(
        stage="local",
        candidate_origin=origin,
        console_origin=f"http://127.0.0.1:{console_port}",
        s3_endpoint=origin,
    )


def start(place: Place, gate: "Paygate | None" = None) -> None:
    """Sets the environment, then starts moto and creates the stack; chalicelib may be imported afterwards only.

    `gate` is the channel that takes the money; without one nobody pays here.
    """
    os.environ.update(variables(place) | LOCAL_KEYS)
    os.environ |= {"KAOJI_SMS": "console", "KAOJI_EMAIL": "console"}
    if gate:
        os.environ |= {"KAOJI_PAYMENTS": "wechat", "KAOJI_WECHAT_GATEWAY": gate.origin}
    os.environ["MOTO_S3_CUSTOM_ENDPOINTS"] = place.s3_endpoint or ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from moto import mock_aws

        # Once, before anything is created: entering it again would empty every table.
        mock_aws().start()
        from infra import data_stack

        data_stack.create_quickly(place)
        data_stack.add_versioning(place)
        data_stack.create_secrets(place)
        if gate:
            data_stack.create_channel_keys(place, gate.keyring.merchant())


def forget() -> None:
    """What a container remembers between requests is gone, as in a new one."""
    from chalicelib.storage import desks, library, payments, released, windows

    for store in (desks, library, payments, released, windows):
        store.forget()

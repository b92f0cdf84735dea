"""For browser tests only (`--answer-captchas`): everything stored becomes again what it was when the stack came up."""

import copy
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from infra.environment import Place
from infra.local import backend
from infra.local.gateway import LOCK
from infra.local.static_site import Answer

PATH = "/local/rewind"


def helper(place: Place, then: Callable[[], None]) -> Callable[[str], Answer]:
    """Keeps what is stored now and returns what answers the path by putting it back; `then` follows under the lock.

    A second start costs a dozen seconds of a processor, this a part of one.
    """
    kept = {name: copy.deepcopy(dict(held)) for name, held in _stored(place).items()}

    def answer(_target: str) -> Answer:
        with LOCK:
            for name, held in _stored(place).items():
                held.clear()
                # The store of a bucket's versions appends where others assign.
                dict.update(held, copy.deepcopy(kept[name]))
            backend.forget()
            then()
        return Answer(HTTPStatus.NO_CONTENT, {})

    return answer


def _stored(place: Place) -> dict[str, Any]:
    """Tables and buckets of moto by name, as the mappings it keeps them in."""
    from moto.backends import get_backend

    dynamodb: Any = get_backend("dynamodb")[place.account][place.region]
    s3: Any = get_backend("s3")[place.account]["aws"]
    tables = {f"table {name}": table.items for name, table in dynamodb.tables.items()}
    return tables | {f"bucket {name}": bucket.keys for name, bucket in s3.buckets.items()}

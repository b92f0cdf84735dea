"""What an approval keeps of its grounds, in one shape for every business."""

import hashlib

import msgspec

from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.kinds import Matter
from chalicelib.domain.subjects import Snapshot

MOST = 300_000


def taken(matter: Matter, kept: msgspec.Struct, *, plan_id: str, plan_rev: int) -> Snapshot:
    """Raises IncompleteError for one that no item could hold."""
    body = msgspec.json.encode(kept, order="deterministic")
    if len(body) > MOST:
        raise IncompleteError("审核的依据过大，无法保存，请联系维护人员")
    return Snapshot(
        no=matter.case.no,
        round=matter.case.round,
        sent=matter.case.digest,
        at=matter.now,
        plan_id=plan_id,
        plan_rev=plan_rev,
        body=msgspec.Raw(body),
        digest=hashlib.sha256(body).hexdigest(),
    )

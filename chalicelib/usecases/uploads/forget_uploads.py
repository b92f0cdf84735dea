"""Forget pictures that nobody used for 180 days; run as often as you like."""

from collections import Counter
from functools import partial

from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import Instant, later
from chalicelib.domain.uploads import KEPT, LEAVES_FOR
from chalicelib.storage import old_uploads
from chalicelib.usecases.clock.unbroken import unbroken

_SHARDS = "0123456789abcdef"


def forget_uploads(now: Instant) -> Counter[str]:
    """How many were `settled` (a case names them), `postponed` (a draft or a ticket does), `left`, `forgotten` and, for
    a reason that nobody foresaw, `crashed`.
    """
    due = [one for shard in _SHARDS for one in old_uploads.due(shard, now)]
    return Counter(
        unbroken(partial(_looked_after, cid, upload, now), "upload waits", upload=upload) for cid, upload in due
    )


def _looked_after(cid: Cid, upload: UploadId, now: Instant) -> str:
    if old_uploads.is_in_a_case(cid, upload):
        old_uploads.settle(cid, upload)
        return "settled"
    if old_uploads.is_in_a_draft(cid, upload) or old_uploads.is_a_photo(cid, upload):
        old_uploads.postpone(cid, upload, later(now, KEPT))
        return "postponed"
    if picture := old_uploads.left(cid, upload, now):
        old_uploads.forget(cid, picture, now)
        return "forgotten"
    old_uploads.leave(cid, upload, later(now, LEAVES_FOR))
    return "left"

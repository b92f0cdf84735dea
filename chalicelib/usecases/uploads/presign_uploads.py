"""Let the browser send pictures to the bucket."""

from collections.abc import Callable, Sequence

from chalicelib.domain import uploads
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.uploads import Offer
from chalicelib.storage import presigned
from chalicelib.storage import uploads as stored
from chalicelib.storage.presigned import Form

Entropy = Callable[[int], bytes]


def presign_uploads(cid: Cid, offers: Sequence[Offer], now: Instant, entropy: Entropy) -> list[Form]:
    """One form per file. Nothing is stored but the day's count, so that forms never used leave no trace."""
    uploads.judge_offers(offers)
    stored.reserve(cid, "files", len(offers), uploads.FILES_A_DAY, now)
    return [presigned.form(uploads.slip(cid, offer, now, entropy(16)), now) for offer in offers]

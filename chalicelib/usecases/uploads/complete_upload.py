"""Check a picture that has arrived and keep our own copy of it."""

from chalicelib.domain import uploads
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.storage import pixels, presigned
from chalicelib.storage import uploads as stored


def complete_upload(cid: Cid, upload: str, token: str, now: Instant) -> Picture:
    """The picture as accepted; asked again, the same. Raises UploadRefusedError with what to do about it."""
    slip = uploads.require_own(presigned.slip_of(token), cid, upload, now)
    stored.reserve(cid, "checks", 1, uploads.CHECKS_A_DAY, now)
    data = stored.fetch(slip.id)
    return stored.accept(cid, slip.id, pixels.inspect(data), now)

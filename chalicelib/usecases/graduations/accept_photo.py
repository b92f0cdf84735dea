"""Check a 毕业照片 that has arrived; it stands for its ticket until another does."""

from chalicelib.domain import people, uploads
from chalicelib.domain.credentials import Picture
from chalicelib.domain.graduation_photos import Photo
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.storage import photos, pixels, presigned
from chalicelib.storage import uploads as stored
from chalicelib.usecases.graduations.desks import terms_for


def accept_photo(head: Head, ref: int, upload: str, token: str, now: Instant) -> Picture:
    """Who was let in in time may finish. Asked again, the same. Raises UploadRefusedError with what to do about it."""
    ticket = people.ticket_of(head, ref)
    slip = uploads.require_own(presigned.slip_of(token), head.cid, upload, now, purpose=uploads.for_portrait(ref))
    stored.reserve(head.cid, "checks", 1, uploads.CHECKS_A_DAY, now)
    found = pixels.inspect_portrait(stored.fetch(slip.id), terms_for(ticket, now))
    picture = stored.accept(head.cid, slip.id, found, now)
    photos.save(head.cid, ref, Photo(picture=picture, at=now))
    return picture

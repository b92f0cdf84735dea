"""Let the browser send a 毕业照片 to the bucket, while its time has come."""

from collections.abc import Callable

from chalicelib.domain import graduation_photos, people, uploads
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head
from chalicelib.domain.uploads import Offer
from chalicelib.storage import presigned
from chalicelib.storage import uploads as stored
from chalicelib.storage import windows as stored_windows
from chalicelib.storage.presigned import Form
from chalicelib.usecases.graduations.desks import terms_for

Entropy = Callable[[int], bytes]


def offer_photo(head: Head, ref: int, offer: Offer, now: Instant, entropy: Entropy) -> Form:
    """Raises WindowClosedError outside its time, UploadRefusedError naming the limit that the file does not meet."""
    ticket = people.ticket_of(head, ref)
    graduation_photos.require_time(head, ticket, stored_windows.load(now), now)
    graduation_photos.judge_offer(offer, terms_for(ticket, now))
    stored.reserve(head.cid, "files", 1, uploads.FILES_A_DAY, now)
    return presigned.form(uploads.slip(head.cid, offer, now, entropy(16), purpose=uploads.for_portrait(ref)), now)

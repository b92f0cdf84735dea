"""`PH#<ref>`: the 毕业照片 of a ticket that stands now."""

import msgspec

from chalicelib.domain.graduation_photos import Photo
from chalicelib.domain.ids import Cid
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem

PREFIX = "PH#"


def save(cid: Cid, ref: int, photo: Photo) -> None:
    """The last one stands; the same again changes nothing."""
    RecordItem(people.partition(cid), f"{PREFIX}{ref}", body=msgspec.json.encode(photo).decode()).save()


def load(cid: Cid, ref: int) -> Photo | None:
    """One read."""
    try:
        item = RecordItem.get(people.partition(cid), f"{PREFIX}{ref}", consistent_read=True)
    except RecordItem.DoesNotExist:
        return None
    return msgspec.json.decode(item.body or "", type=Photo)

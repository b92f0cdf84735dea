"""Show a candidate his own pictures again."""

from collections.abc import Sequence

from chalicelib.domain.errors import MalformedError
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.uploads import LINKS_MOST
from chalicelib.storage import presigned, uploads
from chalicelib.storage.presigned import Link


def link_uploads(cid: Cid, epoch: int, wanted: Sequence[UploadId]) -> list[Link]:
    """Links of a minute, in the order asked for; ids that are not the candidate's are left out.

    Raises SignedOutError for a session that was ended elsewhere.
    """
    if len(wanted) > LINKS_MOST:
        raise MalformedError
    found = uploads.load(cid, wanted, epoch=epoch)
    return presigned.links(found[upload] for upload in dict.fromkeys(wanted) if upload in found)

"""Pictures: forms for the bucket, the check of what arrived, links to look at it again."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import UploadId
from chalicelib.domain.uploads import Offer
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.storage import people, presigned
from chalicelib.storage.presigned import Form, Link
from chalicelib.usecases.uploads.complete_upload import complete_upload
from chalicelib.usecases.uploads.link_uploads import link_uploads
from chalicelib.usecases.uploads.presign_uploads import presign_uploads

blueprint = Blueprint(__name__)


class Offered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    files: list[Offer]


class Arrived(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token: str


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ids: list[UploadId]


class Forms(msgspec.Struct, frozen=True):
    uploads: list[Form]


class Links(msgspec.Struct, frozen=True):
    links: list[Link]


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows of a picture; the hashes stay here."""

    id: UploadId
    width: int
    height: int
    bytes: int
    hints: tuple[str, ...]
    url: str
    thumb_url: str


@http.candidate(blueprint, "POST", "/uploads", body=Offered)
def presign(call: CandidateCall, body: Offered) -> Forms:
    people.load_head(call.cid, epoch=call.epoch)
    return Forms(presign_uploads(call.cid, body.files, call.now, call.entropy))


@http.candidate(blueprint, "POST", "/uploads/{upload}/complete", body=Arrived)
def complete(call: CandidateCall, upload: str, body: Arrived) -> Accepted:
    people.load_head(call.cid, epoch=call.epoch)
    return accepted(complete_upload(call.cid, upload, body.token, call.now))


def accepted(picture: Picture) -> Accepted:
    """With links of a minute."""
    [link] = presigned.links([picture])
    return Accepted(
        id=picture.id,
        width=picture.width,
        height=picture.height,
        bytes=picture.bytes,
        hints=picture.hints,
        url=link.url,
        thumb_url=link.thumb_url,
    )


@http.candidate(blueprint, "POST", "/uploads/links", body=Wanted)
def link(call: CandidateCall, body: Wanted) -> Links:
    return Links(link_uploads(call.cid, call.epoch, body.ids))

"""Forms and links that a browser uses at the buckets itself. Everything here is signed, nothing is stored or read."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.domain import pictures
from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.uploads import LINK_SECONDS, POST_SECONDS, Slip, policy_expires
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, signing

_PURPOSE = "upload"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser posts to S3 (`url`, `fields`, then the file) and brings back to us (`id`, `token`)."""

    id: UploadId
    token: str
    url: str
    fields: dict[str, str]
    expires: Instant


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Two links that live for a minute."""

    id: UploadId
    url: str
    thumb_url: str


def incoming_key(upload: UploadId) -> str:
    return f"incoming/{upload}"


def accepted_key(picture: Picture) -> str:
    """Names the very bytes, so that a repeated `complete` writes the same object and a changed file another."""
    return f"accepted/{_name(picture)}"


def thumb_key(picture: Picture) -> str:
    return f"thumb/{_name(picture)}"


def _name(picture: Picture) -> str:
    return f"{picture.id}-{picture.sha256[:16]}"


def form(slip: Slip, now: Instant) -> Form:
    """S3 lets in this key, this type and 1 byte to 1 MiB, for five minutes; it may be used more than once."""
    post = clients.s3().generate_presigned_post(
        Bucket=SETTINGS.uploads,
        Key=incoming_key(slip.id),
        Fields={"Content-Type": slip.content_type},
        Conditions=[
            {"Content-Type": slip.content_type},
            ["content-length-range", 1, pictures.BYTES_MOST],
        ],
        ExpiresIn=POST_SECONDS,
    )
    token = signing.sign(_PURPOSE, slip)
    return Form(id=slip.id, token=token, url=post["url"], fields=post["fields"], expires=policy_expires(now))


def slip_of(token: str) -> Slip | None:
    """None for what we did not sign."""
    return signing.read(_PURPOSE, token, Slip)


def links(seen: Iterable[Picture]) -> list[Link]:
    """For pictures whose owner, or whose case's reviewer, was authorised by the caller."""
    client = clients.s3()
    return [
        Link(id=one.id, url=_get(client, accepted_key(one)), thumb_url=_get(client, thumb_key(one))) for one in seen
    ]


def _get(client: Any, key: str) -> str:
    fixed = {"ResponseContentType": "image/jpeg", "ResponseContentDisposition": "inline"}
    made: str = client.generate_presigned_url(
        "get_object", Params={"Bucket": SETTINGS.accepted, "Key": key, **fixed}, ExpiresIn=LINK_SECONDS
    )
    return made

"""Uploads: what may be offered, how many a day, and what our slip for one of them says."""

from collections.abc import Sequence
from typing import Final

import msgspec

from chalicelib.domain import pictures
from chalicelib.domain.errors import FieldFault, MalformedError, TooManyError, UploadRefusedError
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import DAY, HOUR, SECOND, Instant, later, shanghai

TYPES: Final = ("image/jpeg", "image/png")
# The purpose of a 毕业照片; other uploads are pictures of credentials.
PORTRAIT: Final = "portrait"
AT_ONCE_MOST, LINKS_MOST = 6, 24
# 40 files of at most 1 MiB are also the 40 MB a day of reliability row 64: one counter keeps both.
FILES_A_DAY: Final = 40
# A finished upload may be asked for again after a lost answer, but not without end: each costs a decode.
CHECKS_A_DAY: Final = 120
POST_SECONDS, LINK_SECONDS = 300, 60
# An upload that no draft and no case names is forgotten after as long as the newest draft may live.
KEPT: Final = 180 * DAY
# From when nobody can name it any more until it is gone: far longer than a request that read it before.
LEAVES_FOR: Final = HOUR
# Longer than the form for S3: who sent the file in time may report it after a dropped connection.
_SLIP_LASTS: Final = HOUR


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file the browser wants to send; the size is its own word, S3 and `complete` measure it."""

    content_type: str
    bytes: int


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What we sign for one upload, so that nothing is stored before a picture is there.

    `purpose`: "" or `for_portrait`.
    """

    id: UploadId
    cid: Cid
    content_type: str
    bytes: int
    until: Instant
    purpose: str = ""


def judge_offers(offers: Sequence[Offer]) -> None:
    """Raises UploadRefusedError marking every file that is of no use, MalformedError for a list no page sends."""
    if not 1 <= len(offers) <= AT_ONCE_MOST:
        raise MalformedError(f"一次最多选择 {AT_ONCE_MOST} 张图片")
    faults = [FieldFault(f"files.{index}", text) for index, one in enumerate(offers) if (text := _fault(one))]
    if faults:
        raise UploadRefusedError(faults[0].message, faults)


def _fault(offer: Offer) -> str:
    if offer.content_type not in TYPES:
        return pictures.WRONG_TYPE
    try:
        pictures.judge_bytes(offer.bytes)
    except UploadRefusedError as refused:
        return refused.message
    return ""


def slip(cid: Cid, offer: Offer, now: Instant, entropy: bytes, *, purpose: str = "") -> Slip:
    """`entropy` are the 16 random bytes of the upload's id."""
    if len(entropy) != 16:
        raise ValueError("an upload id needs 16 random bytes")
    return Slip(
        id=UploadId(entropy.hex()),
        cid=cid,
        content_type=offer.content_type,
        bytes=offer.bytes,
        until=later(now, _SLIP_LASTS),
        purpose=purpose,
    )


def for_portrait(ref: int) -> str:
    """The purpose of a slip for the 毕业照片 of one ticket."""
    return f"{PORTRAIT}#{ref}"


def require_own(slip: Slip | None, cid: Cid, upload: str, now: Instant, *, purpose: str = "") -> Slip:
    """Raises UploadRefusedError: a forged, foreign or old slip, or one of another purpose, is one answer."""
    if slip is None or (slip.cid, slip.id, slip.purpose) != (cid, upload, purpose) or now >= slip.until:
        raise UploadRefusedError("这张图片的上传已过期，请重新上传")
    return slip


def quota_passed() -> TooManyError:
    return TooManyError(f"每人每天最多上传 {FILES_A_DAY} 张图片，请明天再试")


def day(now: Instant) -> str:
    """The day a quota counts for, in Shanghai."""
    return f"{shanghai(now):%Y%m%d}"


def policy_expires(now: Instant) -> Instant:
    return later(now, POST_SECONDS * SECOND)

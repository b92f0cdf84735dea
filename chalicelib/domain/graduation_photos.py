"""毕业照片: when it may be uploaded, and what it must be before and after decoding (教试中心函〔2021〕125号)."""

from math import ceil, floor

import msgspec

from chalicelib.domain import windows
from chalicelib.domain.credentials import Picture
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.ids import SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.people import Head, Ticket
from chalicelib.domain.pictures import Look
from chalicelib.domain.statuses import State
from chalicelib.domain.uploads import Offer
from chalicelib.domain.windows import Business, Window, Windows, correction_deadline, effective, is_open

BUSINESS = Business.PHOTO
TYPE = "image/jpeg"
# Of one colour: no person can be seen.
_CONTRAST_LEAST = 10


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """The photograph of a ticket that stands until another is uploaded; a round keeps the one it was sent with."""

    picture: Picture
    at: Instant


def window_of(current: Windows, school: SchoolCode, now: Instant) -> Window | None:
    """The photograph's own window that matters now."""
    return windows.current(effective(current, BUSINESS, school), now)


def is_time(head: Head, ticket: Ticket, current: Windows, now: Instant) -> bool:
    """Its own window, or a graduation that is being mended or asked for again."""
    lines = [line for line in head.lines.values() if (line.business, line.ref) == (Business.GRADUATION, ticket.ref)]
    for line in lines:
        until = correction_deadline(current, line.window, line.school)
        if line.state == State.RETURNED and until and now < until:
            return True
        rows = effective(current, Business.GRADUATION, line.school)
        if line.state == State.REJECTED and any(is_open(row, now) for row in rows):
            return True
    return any(is_open(row, now) for row in effective(current, BUSINESS, ticket.school))


def require_time(head: Head, ticket: Ticket, current: Windows, now: Instant) -> None:
    """Raises WindowClosedError."""
    if not is_time(head, ticket, current, now):
        windows.require_open(current, BUSINESS, ticket.school, now)


def judge_offer(offer: Offer, terms: Terms) -> None:
    """Raises UploadRefusedError naming the limit that is not met."""
    if offer.content_type != TYPE:
        raise UploadRefusedError("毕业照片只支持 JPG 格式")
    judge_bytes(offer.bytes, terms)


def judge_bytes(count: int, terms: Terms) -> None:
    if not terms.photo_least <= count <= terms.photo_most:
        least, most = terms.photo_least // 1024, terms.photo_most // 1024
        raise UploadRefusedError(f"毕业照片应为 {least} 至 {most} KB，这张照片为 {_kilobytes(count, terms)} KB")


def judge_sides(width: int, height: int, terms: Terms) -> None:
    if (width, height) != (terms.photo_width, terms.photo_height):
        wanted = f"宽 {terms.photo_width}、高 {terms.photo_height} 像素"
        raise UploadRefusedError(f"毕业照片应为{wanted}，这张照片为宽 {width}、高 {height} 像素")


def judge_look(look: Look) -> None:
    if look.contrast < _CONTRAST_LEAST:
        raise UploadRefusedError("照片上看不到内容，请重新选择")


def _kilobytes(count: int, terms: Terms) -> str:
    """To a tenth, rounded away from the limit that is not met."""
    tenths = count * 10 / 1024
    return f"{(ceil(tenths) if count > terms.photo_most else floor(tenths)) / 10:g}"

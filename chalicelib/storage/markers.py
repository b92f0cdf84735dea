"""Walks the markers of a JPEG and the chunks of a PNG, so that nothing hostile ever reaches a decoder."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from chalicelib.domain import pictures
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.domain.pictures import Frame

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# As libjpeg looks for the next marker: stuffed zeros, fill bytes and restarts are not markers.
_NEXT: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_TEM, _SOI, _EOI, _SOS = 0x01, 0xD8, 0xD9, 0xDA
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES: Final = frozenset({0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_RESERVED: Final = frozenset({_SOI, *range(0x02, 0xC0), *range(0xF0, 0xFE)})
_SEGMENTS_MOST: Final = 4_096
_CHUNKS_MOST: Final = 10_000
_CHUNK_NAME: Final = re.compile(rb"[A-Za-z]{4}")
_ANIMATION: Final = frozenset({b"acTL", b"fcTL", b"fdAT"})


def walk(data: bytes) -> Frame:
    """Size and structure of a picture from its bytes alone. Raises UploadRefusedError with a sentence for people."""
    pictures.judge_bytes(len(data))
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(_PNG):
        return _png(data)
    raise UploadRefusedError(pictures.WRONG_TYPE)


def _jpeg(data: bytes) -> Frame:
    size: tuple[int, int] | None = None
    scans = coded = 0
    for marker, start, end, skipped in _segments(data):
        coded += skipped if scans else 0
        if marker in _FRAMES:
            if size:
                raise UploadRefusedError(pictures.DAMAGED)
            size = _jpeg_size(data, start, end)
        elif marker == _SOS:
            scans += 1
            pictures.judge_scans(scans, *_known(size))
        elif marker == _EOI:
            width, height = _known(size)
            _judge_coded(coded, width, height)
            return Frame(format="JPEG", width=width, height=height, scans=scans, end=end)
    raise UploadRefusedError(pictures.DAMAGED)


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Marker, start and end of its content, and how many bytes (coded pixels or padding) were stepped over."""
    at = 2
    for _ in range(_SEGMENTS_MOST):
        found = _NEXT.search(data, at)
        if not found:
            return
        marker, start = data[found.start() + 1], found.end()
        length = 0 if marker in (_TEM, _EOI) else _segment_length(data, marker, start)
        yield marker, start, start + length, found.start() - at
        at = start + length


def _segment_length(data: bytes, marker: int, start: int) -> int:
    if marker in _OTHER_FRAMES:
        raise UploadRefusedError(pictures.UNUSUAL)
    length = int.from_bytes(data[start : start + 2])
    if marker in _RESERVED or length < 2 or start + length > len(data):
        raise UploadRefusedError(pictures.DAMAGED)
    return length


def _jpeg_size(data: bytes, start: int, end: int) -> tuple[int, int]:
    content = data[start + 2 : end]
    if len(content) < 6 or len(content) != 6 + 3 * content[5] or content[5] not in (1, 3, 4):
        raise UploadRefusedError(pictures.DAMAGED)
    if content[0] != 8:
        raise UploadRefusedError(pictures.UNUSUAL)
    height, width = int.from_bytes(content[1:3]), int.from_bytes(content[3:5])
    pictures.judge_sides("JPEG", width, height)
    return width, height


def _known(size: tuple[int, int] | None) -> tuple[int, int]:
    if size is None:
        raise UploadRefusedError(pictures.DAMAGED)
    return size


def _judge_coded(coded: int, width: int, height: int) -> None:
    """Every block of 8 × 8 takes at least one bit; libjpeg would paint what is missing grey and say nothing."""
    if coded * 8 < -(-width // 8) * -(-height // 8):
        raise UploadRefusedError(pictures.DAMAGED)


def _png(data: bytes) -> Frame:
    size: tuple[int, int] | None = None
    has_pixels = False
    for name, start, end in _chunks(data):
        if (size is None) != (name == b"IHDR"):
            raise UploadRefusedError(pictures.DAMAGED)
        if name == b"IHDR":
            size = _png_size(data[start:end])
        elif name in _ANIMATION:
            raise UploadRefusedError(pictures.ANIMATED)
        has_pixels = has_pixels or name == b"IDAT"
        if name == b"IEND" and has_pixels:
            width, height = _known(size)
            return Frame(format="PNG", width=width, height=height, scans=1, end=end + 4)
    raise UploadRefusedError(pictures.DAMAGED)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk's content; checksums are checked here, Pillow skips those of pixels."""
    at = len(_PNG)
    for _ in range(_CHUNKS_MOST):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        name = data[at + 4 : at + 8]
        if end + 4 > len(data) or not _CHUNK_NAME.fullmatch(name):
            return
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return
        yield name, at + 8, end
        at = end + 4


def _png_size(content: bytes) -> tuple[int, int]:
    if len(content) != 13:
        raise UploadRefusedError(pictures.DAMAGED)
    width, height = int.from_bytes(content[:4]), int.from_bytes(content[4:8])
    pictures.judge_sides("PNG", width, height)
    return width, height

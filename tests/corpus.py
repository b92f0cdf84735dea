"""Pictures made in code, good and hostile: what reliability § 5c lists. Same bytes at every call."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

MIB = 1_048_576
ORIENTATION = 0x0112
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


@cache
def document(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Lines of dark strokes on paper, a red block in the upper left corner, a little texture."""
    rng = random.Random(width * 10_007 + height)  # noqa: S311 - a picture, not a secret
    texture = Image.frombytes(
        "L", (width // 40 + 1, height // 40 + 1), rng.randbytes((width // 40 + 1) * (height // 40 + 1))
    )
    paper = texture.resize((width, height), Image.Resampling.BICUBIC).point(lambda value: 215 + value // 10)
    image = paper.convert("RGB")
    draw = ImageDraw.Draw(image)
    line = max(8, height // 30)
    for top in range(line * 4, height - line * 2, line * 2):
        left = width // 10
        while left < width * 9 // 10:
            stroke = rng.randint(2, line)
            draw.rectangle((left, top, left + stroke, top + line), fill=(40, 40, 48))
            left += stroke + rng.randint(3, line)
    draw.rectangle((0, 0, width // 4, height // 8), fill=(200, 20, 20))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 80} if kind == "JPEG" else {}) | options)
    return out.getvalue()


@cache
def jpeg(width: int = 800, height: int = 600, *, progressive: bool = False, quality: int = 80) -> bytes:
    return saved(document(width, height), progressive=progressive, quality=quality)


@cache
def portrait(width: int = 480, height: int = 640, **options: Any) -> bytes:
    """Of the size and weight of a 毕业照片 (480×640, 20 to 40 KB)."""
    return saved(document(width, height), **({"quality": 70} | options))


@cache
def photo(megapixels: int, *, progressive: bool = False) -> bytes:
    """4:3 and under 1 MiB, as a phone's camera makes it after strong compression."""
    width = {3: 2_000, 12: 4_000, 48: 8_000}[megapixels]
    return jpeg(width, width * 3 // 4, progressive=progressive, quality=10 if megapixels > 12 else 70)


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """The document stored lying so that a viewer who obeys `orientation` sees it upright."""
    undo: dict[int, list[Image.Transpose]] = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    image = document()
    for step in undo[orientation]:
        image = image.transpose(step)
    return saved(image, kind, exif=exif(orientation))


def exif(orientation: int = 1) -> Image.Exif:
    """With a home address as phones write it (GPS) and a maker's name."""
    made = Image.Exif()
    made[ORIENTATION] = orientation
    made[0x010F] = "SECRETPHONE"
    made.get_ifd(0x8825)[2] = (31.0, 13.0, 59.0)
    return made


def mpo() -> bytes:
    second = Image.new("RGB", (800, 600), (0, 200, 0))
    return saved(document(), "MPO", save_all=True, append_images=[second])


def apng() -> bytes:
    frames = [Image.new("RGB", (200, 200), (value, 0, 0)) for value in (10, 90, 200)]
    return saved(document(200, 200), "PNG", save_all=True, append_images=frames)


# --- PNG by hand


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(size: tuple[int, int], depth: int, colour: int, pixels: bytes, extra: bytes = b"") -> bytes:
    """`pixels` = filtered rows, not yet compressed; `extra` = chunks between the header and the pixels."""
    return _png(struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0), pixels, extra)


def _png(head: bytes, pixels: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(pixels, 9)
    return _PNG_MAGIC + chunk(b"IHDR", head) + extra + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def flat_png(width: int, height: int, *, depth: int = 8, colour: int = 2) -> bytes:
    """All of one shade and truly complete, however large: rows are compressed one at a time."""
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" * (1 + -(-width * bits // 8))
    packer = zlib.compressobj(9)
    block = row * 64
    parts = [packer.compress(block) for _ in range(height // 64)]
    packed = b"".join(parts) + packer.compress(row * (height % 64)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return _PNG_MAGIC + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def grey16(value: int = 32_768, side: int = 120) -> bytes:
    return png((side, side), 16, 0, (b"\0" + struct.pack(">H", value) * side) * side)


def rgb16(side: int = 120) -> bytes:
    return png((side, side), 16, 2, (b"\0" + struct.pack(">HHH", 65_535, 32_768, 0) * side) * side)


def interlaced_png(side: int = 120) -> bytes:
    """Adam7 of one grey."""
    passes = ((0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2), (1, 2, 0, 1))
    rows = b""
    for top, down, left, across in passes:
        rows += (b"\0" + b"\x80" * len(range(left, side, across))) * len(range(top, side, down))
    return _png(struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 1), rows)


def text_bomb() -> bytes:
    return _with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 200_000_000, 9))


def profile_bomb() -> bytes:
    return _with_chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"\0" * 200_000_000, 9))


def _with_chunk(name: bytes, content: bytes) -> bytes:
    return png((120, 120), 8, 0, (b"\0" + b"\x80" * 120) * 120, chunk(name, content))


def many_texts(count: int) -> bytes:
    info = PngImagePlugin.PngInfo()
    for number in range(count):
        info.add_text(f"key{number}", "value")
    return saved(document(120, 120), "PNG", pnginfo=info)


# --- JPEG by hand


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end (coded pixels included) of each part of a well-formed JPEG."""
    at = 2
    while at < len(data):
        marker, end = data[at + 1], at + 2
        if marker != 0xD9:
            end += int.from_bytes(data[end : end + 2])
        while marker == 0xDA and not (data[end] == 0xFF and data[end + 1] not in (0, *range(0xD0, 0xD8))):
            end += 1
        yield marker, at, end
        at = end


def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + data[2:]


def scan_bomb(scans: int, width: int = 800, height: int = 600) -> bytes:
    """A progressive JPEG whose last scan is repeated until there are `scans`; complete and decodable."""
    data = jpeg(width, height, progressive=True)
    found = [(start, end) for marker, start, end in segments(data) if marker == 0xDA]
    start, end = min(found[1:], key=lambda part: part[1] - part[0])
    return data[:end] + data[start:end] * (scans - len(found)) + data[end:]


def with_size(data: bytes, width: int, height: int) -> bytes:
    """The same JPEG whose header claims another size."""
    start = next(start for marker, start, _ in segments(data) if marker in (0xC0, 0xC2))
    return data[: start + 5] + struct.pack(">HH", height, width) + data[start + 9 :]


def with_bad_checksum(data: bytes) -> bytes:
    """Of the pixels: the last byte before IEND."""
    return data[:-13] + bytes((data[-13] ^ 1,)) + data[-12:]


def with_png_size(width: int, height: int) -> bytes:
    """A header that claims a size the pixels do not have; its checksum is right."""
    return png((width, height), 8, 2, b"\0" * 1_000)


def with_frame(data: bytes, marker: int) -> bytes:
    start = next(start for marker_, start, _ in segments(data) if marker_ == 0xC0)
    return data[: start + 1] + bytes((marker,)) + data[start + 2 :]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """One to four wounds: flipped, cut, doubled, swapped or invented bytes."""
    for _ in range(rng.randint(1, 4)):
        wound = rng.choice(_WOUNDS)
        data = wound(data, rng.randrange(len(data)), rng) if data else data
    return data


def _flipped(data: bytes, at: int, rng: random.Random) -> bytes:
    return data[:at] + bytes((data[at] ^ 1 << rng.randrange(8),)) + data[at + 1 :]


def _marked(data: bytes, at: int, rng: random.Random) -> bytes:
    return (
        data[:at]
        + bytes((0xFF, rng.choice((0xC0, 0xC2, 0xC4, 0xD8, 0xD9, 0xDA, 0xDB, 0xDD, 0xE1, 0xFE))))
        + data[at + 2 :]
    )


def _cut(data: bytes, at: int, rng: random.Random) -> bytes:
    return data[:at] + data[at + rng.randint(1, 64) :]


def _doubled(data: bytes, at: int, rng: random.Random) -> bytes:
    return data[: at + rng.randint(1, 400)] + data[at:]


def _invented(data: bytes, at: int, rng: random.Random) -> bytes:
    head = at if rng.random() < 0.5 else rng.randrange(min(700, len(data)))
    return data[:head] + rng.randbytes(rng.randint(1, 8)) + data[head + rng.randint(0, 8) :]


_WOUNDS: tuple[Callable[[bytes, int, random.Random], bytes], ...] = (_flipped, _marked, _cut, _doubled, _invented)

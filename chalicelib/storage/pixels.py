"""Turns an uploaded picture into our own JPEG and thumbnail: one decode, upright, on white, without metadata."""

import hashlib
import io
import warnings
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import msgspec

from chalicelib.domain import graduation_photos, pictures
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.pictures import OUTPUT_QUALITY, OUTPUT_SIDE, THUMB_SIDE, Frame, Look
from chalicelib.domain.uploads import PORTRAIT
from chalicelib.storage import markers

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

# A phone's 3,648 to 4,608 px wide photo may be decoded at half size: A4 keeps more than 150 dots per inch.
_LONG_LEAST: Final = 1_800
_ORIENTATION_TAG: Final = 0x0112
# Sharpness is judged at one size for all pictures: a blur that hides the text there hides it on a screen.
_JUDGED_SIDE: Final = 900
# What saving a grey picture as JPEG may move its chroma.
_TINT: Final = 6
# Down to the least that the office allows.
_PORTRAIT_QUALITIES: Final = (95, 92, 88, 84, 80, 75, 70, 65, 60)


class Inspected(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an upload. `sha256` is of `jpeg`, `pixels` of the grey values of the upright picture.

    `purpose`: what it was judged for (see Picture).
    """

    jpeg: bytes
    thumb: bytes
    sha256: str
    pixels: str
    width: int
    height: int
    hints: tuple[str, ...]
    purpose: str = ""


def inspect(data: bytes) -> Inspected:
    """The magic bytes decide the format, whatever the browser called it. Raises UploadRefusedError, nothing else."""
    frame = markers.walk(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = _decoded(data[: frame.end], frame)
            return _kept(image)
    except UploadRefusedError:
        raise
    except Exception as error:  # Pillow raises what its parsers raise: OSError, ValueError, SyntaxError, struct.error …
        raise UploadRefusedError(pictures.DAMAGED) from error


def inspect_portrait(data: bytes, terms: Terms) -> Inspected:
    """A 毕业照片: judged as it came, then kept in our own bytes within the same limits. Raises UploadRefusedError."""
    frame = markers.walk(data)
    if frame.format != "JPEG":
        raise UploadRefusedError("毕业照片只支持 JPG 格式")
    graduation_photos.judge_bytes(len(data), terms)
    graduation_photos.judge_sides(frame.width, frame.height, terms)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _kept_portrait(data[: frame.end], frame, terms)
    except UploadRefusedError:
        raise
    except Exception as error:
        raise UploadRefusedError(pictures.DAMAGED) from error


def _kept_portrait(data: bytes, frame: Frame, terms: Terms) -> Inspected:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=(frame.format,)) as image:
        image.load()
        if _turn(image) is not None:
            raise UploadRefusedError("照片的方向记在附加信息里，请转正后另存为 JPG 再上传")
        flat = image.convert("RGB")
    graduation_photos.judge_look(_look(flat.convert("L")))
    if _is_grey(flat):
        raise UploadRefusedError("毕业照片应为彩色照片")
    tries = (_kept(flat, quality) for quality in _PORTRAIT_QUALITIES)
    kept = next((one for one in tries if len(one.jpeg) <= terms.photo_most), None)
    if kept is None or len(kept.jpeg) < terms.photo_least:
        raise UploadRefusedError("照片的内容与文件大小不相称，请用原图重新生成 JPG 后上传")
    return msgspec.structs.replace(kept, hints=(), purpose=PORTRAIT)


def _is_grey(image: "Image") -> bool:
    """Of one tint, in whatever mode it was saved: a browser's canvas writes grey pictures in colour."""
    from PIL.ImageStat import Stat

    _, *chroma = Stat(image.convert("YCbCr")).extrema
    return all(most - least <= _TINT for least, most in chroma)


def _decoded(data: bytes, frame: Frame) -> "Image":
    from PIL import Image

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(data), formats=(frame.format,)) as image:
        if image.size != (frame.width, frame.height):
            raise UploadRefusedError(pictures.DAMAGED)
        if frame.format == "JPEG":
            image.draft(None, _draft_size(frame))
        image.load()
        turn = _turn(image)
        flat = _flat(image)
    flat.thumbnail((OUTPUT_SIDE, OUTPUT_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return flat if turn is None else flat.transpose(turn)


def _draft_size(frame: Frame) -> tuple[int, int]:
    """The size at the strongest of libjpeg's reductions that leaves the long side readable."""
    part = next(part for part in (8, 4, 2, 1) if part == 1 or max(frame.width, frame.height) // part >= _LONG_LEAST)
    return max(1, frame.width // part), max(1, frame.height // part)


def _turn(image: "Image") -> "Transpose | None":
    """A photo with a broken EXIF block is shown as it lies."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        return turns.get(int(image.getexif().get(_ORIENTATION_TAG, 1)))
    except Exception:
        return None


def _flat(image: "Image") -> "Image":
    """Grey or RGB; what is transparent lies on white; 16 bits are scaled, since `convert` would clip them."""
    from PIL import Image

    if image.mode in ("I", "I;16", "I;16B"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        layers = image.convert("RGBA")
        white = Image.new("RGB", layers.size, (255, 255, 255))
        white.paste(layers, mask=layers.getchannel("A"))
        return white
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def _kept(image: "Image", quality: int = OUTPUT_QUALITY) -> Inspected:
    grey = image if image.mode == "L" else image.convert("L")
    jpeg = _jpeg(image, quality)
    return Inspected(
        jpeg=jpeg,
        thumb=_jpeg(_thumb(image)),
        sha256=hashlib.sha256(jpeg).hexdigest(),
        pixels=hashlib.sha256(b"%d %d " % grey.size + grey.tobytes()).hexdigest(),
        width=image.width,
        height=image.height,
        hints=pictures.hints(_look(grey)),
    )


def _jpeg(image: "Image", quality: int = OUTPUT_QUALITY) -> bytes:
    image.info.clear()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _thumb(image: "Image") -> "Image":
    from PIL.Image import Resampling

    small = image.reduce(max(1, max(image.size) // THUMB_SIDE))
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Resampling.BICUBIC)
    return small


def _look(grey: "Image") -> Look:
    """The strongest 0.2 % of steps between neighbours, relative to the span of light: 0.4 ÷ the blur's radius."""
    from PIL import ImageChops

    small = grey.reduce(max(1, round(max(grey.size) / _JUDGED_SIDE)))
    width, height = small.size
    across = ImageChops.difference(small.crop((1, 0, width, height)), small.crop((0, 0, width - 1, height)))
    down = ImageChops.difference(small.crop((0, 1, width, height)), small.crop((0, 0, width, height - 1)))
    steps = [one + other for one, other in zip(across.histogram(), down.histogram(), strict=True)]
    lumas = small.histogram()
    paper = _level(lumas, 0.95)
    contrast = paper - _level(lumas, 0.01)
    sharpness = _level(steps, 0.998) / max(1, contrast)
    return Look(width=grey.width, height=grey.height, paper=paper, contrast=contrast, sharpness=sharpness)


def _level(histogram: list[int], share: float) -> int:
    """The value that `share` of all pixels do not exceed."""
    wanted = share * sum(histogram)
    return next(level for level, count in enumerate(accumulate(histogram)) if count >= wanted)

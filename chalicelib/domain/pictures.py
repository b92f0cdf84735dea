"""What a picture may measure before anything decodes it, and what is worth a hint once it is decoded."""

from typing import Final

import msgspec

from chalicelib.domain.errors import UploadRefusedError

BYTES_MOST: Final = 1_048_576
SIDE_LEAST, SIDE_MOST = 100, 12_000
MEGAPIXELS: Final = {"JPEG": 64, "PNG": 16}
# Decoding costs about 1.2 ms a scan and megapixel: 640 of them stay under a second (reliability row 57).
SCANS_MOST, SCAN_MEGAPIXELS_MOST = 32, 640
OUTPUT_SIDE, OUTPUT_QUALITY, THUMB_SIDE = 2_400, 85, 320

WRONG_TYPE: Final = "只支持 JPG、PNG 图片"
TOO_BIG: Final = "图片不能超过 1M"
DAMAGED: Final = "图片已损坏，无法打开"
ANIMATED: Final = "不支持动态图片，请上传静止的 JPG 或 PNG 图片"
UNUSUAL: Final = "不支持这种编码的图片，请另存为普通 JPG 图片后上传"
TOO_COMPLEX: Final = "图片编码过于复杂，请另存为普通 JPG 图片后上传"

HINTS: Final = {
    "blurred": "图片可能不清晰，请确认文字能看清",
    "dark": "图片偏暗，请确认文字能看清",
    "small": "图片尺寸较小，请确认文字能看清",
}


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What the headers say of a picture; `end` is the first byte after it (what follows is never decoded)."""

    format: str
    width: int
    height: int
    scans: int
    end: int


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Measured on the decoded picture. `paper` is the luma of its light parts (0-255); `sharpness` the slope
    of its strongest edges, 1 being a full change of brightness from one pixel to the next; `contrast` the
    span of luma; sides are those that will be shown."""

    width: int
    height: int
    paper: int
    contrast: int
    sharpness: float


def judge_bytes(count: int) -> None:
    """Raises UploadRefusedError for an empty file and for one over 1 MiB."""
    if count < 1:
        raise UploadRefusedError(DAMAGED)
    if count > BYTES_MOST:
        raise UploadRefusedError(TOO_BIG)


def judge_sides(kind: str, width: int, height: int) -> None:
    """Raises UploadRefusedError naming the limit that is passed."""
    if not (min(width, height) >= SIDE_LEAST and max(width, height) <= SIDE_MOST):
        raise UploadRefusedError(f"图片边长应为 {SIDE_LEAST} 至 {SIDE_MOST} 像素，这张图片为 {width}×{height}")
    most = MEGAPIXELS[kind]
    if width * height > most * 1_000_000:
        name = {"JPEG": "JPG"}.get(kind, kind)
        raise UploadRefusedError(f"图片像素过大（{name} 最多 {most * 100} 万像素），请缩小后重新上传")


def judge_scans(scans: int, width: int, height: int) -> None:
    if scans > SCANS_MOST or scans * width * height > SCAN_MEGAPIXELS_MOST * 1_000_000:
        raise UploadRefusedError(TOO_COMPLEX)


def hints(look: Look) -> tuple[str, ...]:
    """Advice only, nothing is refused for it."""
    found = {
        "blurred": look.contrast >= _CONTRAST_LEAST and look.sharpness * 100 < _SHARP_LEAST,
        "dark": look.paper < _PAPER_DARK,
        "small": max(look.width, look.height) < _LONG_LEAST or min(look.width, look.height) < _SHORT_LEAST,
    }
    return tuple(name for name, is_so in found.items() if is_so)


def looks() -> dict[str, int]:
    """The thresholds of the hints, for the page that looks before it sends; `sharp_least` is in hundredths."""
    return {
        "contrast_least": _CONTRAST_LEAST,
        "sharp_least": _SHARP_LEAST,
        "paper_dark": _PAPER_DARK,
        "long_least": _LONG_LEAST,
        "short_least": _SHORT_LEAST,
    }


# Calibrated on rendered documents (docs/measurements/pictures.md).
_CONTRAST_LEAST = 25
_SHARP_LEAST = 22
_PAPER_DARK = 100
_LONG_LEAST, _SHORT_LEAST = 1_000, 400

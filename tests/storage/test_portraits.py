"""毕业照片: 480×640, JPG, in colour, 20 to 40 KB, before and after; everything else is refused with its reason."""

import io
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PIL import Image, ImageOps

from chalicelib import data
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.domain.graduation_photos import judge_offer
from chalicelib.domain.uploads import Offer
from chalicelib.storage.pixels import inspect_portrait
from tests import corpus

[TERMS] = data.graduation_terms()
PLAIN = corpus.portrait()


def refusal(made: bytes) -> str:
    with pytest.raises(UploadRefusedError) as refused:
        inspect_portrait(made, TERMS)
    return refused.value.message


def test_a_photograph_is_kept_within_the_same_limits_without_anybodys_word() -> None:
    found = inspect_portrait(corpus.portrait(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"), TERMS)
    assert (found.width, found.height, found.purpose) == (480, 640, "portrait")
    assert TERMS.photo_least <= len(found.jpeg) <= TERMS.photo_most
    image = Image.open(io.BytesIO(found.jpeg))
    assert (image.size, image.mode, dict(image.getexif())) == ((480, 640), "RGB", {})
    assert b"Exif" not in found.jpeg


def test_the_same_file_is_the_same_photograph() -> None:
    assert inspect_portrait(PLAIN, TERMS).sha256 == inspect_portrait(PLAIN, TERMS).sha256


SIZE = "毕业照片应为宽 480、高 640 像素，这张照片为宽 "
MISMATCH = "照片的内容与文件大小不相称，请用原图重新生成 JPG 后上传"


def padded(picture: bytes, to: int = 30_000) -> bytes:
    """A comment makes it as heavy as wanted."""
    extra = b"\xff\xfe" + (to - len(picture)).to_bytes(2) + b" " * (to - len(picture) - 2)
    return picture[:2] + extra + picture[2:]


def flat(shade: int = 200) -> bytes:
    return corpus.saved(Image.new("RGB", (480, 640), (shade, shade, shade)))


def gradient() -> Image.Image:
    return ImageOps.colorize(Image.linear_gradient("L").resize((480, 640)), "#103060", "#f0e0c0")


def lying() -> bytes:
    exif = Image.Exif()
    exif[corpus.ORIENTATION] = 6
    return corpus.portrait(exif=exif.tobytes())


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: corpus.saved(corpus.document(480, 640), "PNG"), "毕业照片只支持 JPG 格式"),
        (lambda: corpus.portrait(640, 480), SIZE + "640、高 480 像素"),
        (lambda: corpus.portrait(479, 640), SIZE + "479、高 640 像素"),
        (lambda: corpus.portrait(quality=10), "毕业照片应为 20 至 40 KB，这张照片为 "),
        (lambda: corpus.portrait(quality=90), "毕业照片应为 20 至 40 KB，这张照片为 49.7 KB"),
        (lying, "照片的方向记在附加信息里，请转正后另存为 JPG 再上传"),
        (lambda: corpus.saved(corpus.document(480, 640, "L"), quality=80), "毕业照片应为彩色照片"),
        (lambda: corpus.saved(corpus.document(480, 640, "L").convert("RGB"), quality=78), "毕业照片应为彩色照片"),
        (lambda: padded(flat()), "照片上看不到内容，请重新选择"),
        (lambda: padded(corpus.saved(gradient())), MISMATCH),
        (lambda: PLAIN[: len(PLAIN) * 3 // 4], "图片已损坏，无法打开"),
        (lambda: b"", "图片已损坏，无法打开"),
        (lambda: b"<html>" * 4_000, "只支持 JPG、PNG 图片"),
    ],
)
def test_what_is_no_such_photograph_is_refused_with_its_reason(make: Callable[[], bytes], said: str) -> None:
    assert refusal(make()).startswith(said)


@pytest.mark.parametrize("at", range(0, len(PLAIN), len(PLAIN) // 60))
def test_a_damaged_file_is_refused_or_kept_within_the_limits(at: int) -> None:
    broken = PLAIN[:at] + bytes([PLAIN[at] ^ 0xFF]) + PLAIN[at + 1 :]
    try:
        found = inspect_portrait(broken, TERMS)
    except UploadRefusedError:
        return
    assert (found.width, found.height) == (480, 640)
    assert TERMS.photo_least <= len(found.jpeg) <= TERMS.photo_most


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"content_type": "image/png"}, "毕业照片只支持 JPG 格式"),
        ({"bytes": 20_479}, "毕业照片应为 20 至 40 KB，这张照片为 19.9 KB"),
        ({"bytes": 40_961}, "毕业照片应为 20 至 40 KB，这张照片为 40.1 KB"),
        ({"bytes": 3_500_000}, "毕业照片应为 20 至 40 KB，这张照片为 3418 KB"),
        ({"bytes": 0}, "毕业照片应为 20 至 40 KB，这张照片为 0 KB"),
    ],
)
def test_an_offer_says_the_limit_before_anything_is_sent(changes: dict[str, Any], said: str) -> None:
    offer = msgspec.structs.replace(Offer("image/jpeg", 30_000), **changes)
    with pytest.raises(UploadRefusedError) as refused:
        judge_offer(offer, TERMS)
    assert refused.value.message == said


@pytest.mark.parametrize("count", [20_480, 40_960])
def test_both_limits_are_inclusive(count: int) -> None:
    judge_offer(Offer("image/jpeg", count), TERMS)

"""Every kind of picture people and attackers send: our own plain JPEG comes out, or a refusal with a reason (S10)."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image

from chalicelib.domain import pictures
from chalicelib.domain.errors import UploadRefusedError
from chalicelib.storage.pixels import Inspected, inspect
from tests import corpus

Make = Callable[[], bytes]

HTML = b"<html><script>alert(1)</script></html>"
PNG_LIMIT = "图片像素过大（PNG 最多 1600 万像素），请缩小后重新上传"
JPEG_LIMIT = "图片像素过大（JPG 最多 6400 万像素），请缩小后重新上传"
SIDE_LIMIT = "图片边长应为 100 至 12000 像素，这张图片为 "


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def assert_ours(found: Inspected) -> None:
    """A baseline JPEG of at most 2,400 px that holds tables and pixels, no word of anybody."""
    for data, most in ((found.jpeg, 2_400), (found.thumb, 320)):
        names = [marker for marker, _, _ in corpus.segments(data)]
        assert set(names) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}
        assert names.count(0xC0) == names.count(0xDA) == 1
        assert names[-1] == 0xD9
        image = opened(data)
        assert max(image.size) <= most
        assert image.mode in ("L", "RGB")
        assert not image.getexif()
    assert opened(found.jpeg).size == (found.width, found.height)


def refusal(data: bytes) -> str:
    with pytest.raises(UploadRefusedError) as caught:
        inspect(data)
    return caught.value.message


def small(kind: str) -> bytes:
    return corpus.saved(corpus.document(200, 200), kind)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("evil.html", HTML)
    return out.getvalue()


ACCEPTED: dict[str, Make] = {
    "plain": lambda: corpus.jpeg(),
    "progressive": lambda: corpus.jpeg(progressive=True),
    "grey": lambda: corpus.saved(corpus.document(mode="L")),
    "cmyk": lambda: corpus.saved(corpus.document(mode="CMYK")),
    "no subsampling": lambda: corpus.saved(corpus.document(), subsampling=0),
    "restarts": lambda: corpus.saved(corpus.document(), restart_marker_rows=1),
    "large comment": lambda: corpus.saved(corpus.document(), comment=b"x" * 60_000),
    "colour profile": lambda: corpus.saved(corpus.document(), icc_profile=b"\0" * 3_000),
    "broken exif": lambda: corpus.saved(corpus.document(), exif=b"Exif\0\0MM\0*\0\0\xff\xff\xff\xff"),
    "two frames (MPO)": corpus.mpo,
    "3 MP": lambda: corpus.photo(3),
    "12 MP": lambda: corpus.photo(12),
    "12 MP progressive": lambda: corpus.photo(12, progressive=True),
    "48 MP": lambda: corpus.photo(48),
    "48 MP progressive": lambda: corpus.photo(48, progressive=True),
    "html appended": lambda: corpus.jpeg() + HTML,
    "zip appended": lambda: corpus.jpeg() + archive(),
    "html in COM": lambda: corpus.with_segment(corpus.jpeg(), 0xFE, HTML),
    "html behind a PNG": lambda: corpus.grey16() + HTML,
    "padding between segments": lambda: corpus.jpeg()[:20] + b"\0" * 9 + corpus.jpeg()[20:],
    "png rgb": lambda: corpus.saved(corpus.document(), "PNG"),
    "png rgba": lambda: corpus.saved(corpus.document(mode="RGBA"), "PNG"),
    "png grey and alpha": lambda: corpus.saved(corpus.document(mode="LA"), "PNG"),
    "png palette": lambda: corpus.saved(corpus.document().quantize(16), "PNG"),
    "png palette with alpha": lambda: corpus.saved(corpus.document().quantize(16), "PNG", transparency=b"\0\x80\xff"),
    "png 1 bit": lambda: corpus.saved(corpus.document(mode="1"), "PNG"),
    "png 16-bit grey": corpus.grey16,
    "png 16-bit colour": corpus.rgb16,
    "png interlaced": corpus.interlaced_png,
    "png 16 MP": lambda: corpus.flat_png(4_000, 4_000),
    "smallest": lambda: corpus.jpeg(100, 100),
    "longest": lambda: corpus.jpeg(12_000, 100),
    "12 scans": lambda: corpus.scan_bomb(12),
    "32 scans": lambda: corpus.scan_bomb(32),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_people_send_becomes_our_own_plain_picture(name: str) -> None:
    data = ACCEPTED[name]()
    assert len(data) <= pictures.BYTES_MOST
    assert_ours(inspect(data))


REFUSED: dict[str, tuple[Make, str]] = {
    "empty": (lambda: b"", pictures.DAMAGED),
    "one byte": (lambda: b"\xff", pictures.WRONG_TYPE),
    "html": (lambda: HTML, pictures.WRONG_TYPE),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.WRONG_TYPE),
    "eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", pictures.WRONG_TYPE),
    "pdf": (lambda: b"%PDF-1.7\n", pictures.WRONG_TYPE),
    "gif": (lambda: small("GIF"), pictures.WRONG_TYPE),
    "bmp": (lambda: small("BMP"), pictures.WRONG_TYPE),
    "tiff": (lambda: small("TIFF"), pictures.WRONG_TYPE),
    "webp": (lambda: small("WEBP"), pictures.WRONG_TYPE),
    "one byte too many": (lambda: corpus.jpeg().ljust(corpus.MIB + 1, b"\0"), pictures.TOO_BIG),
    "no EOI": (lambda: corpus.jpeg()[:-2], pictures.DAMAGED),
    "png cut": (lambda: corpus.saved(corpus.document(), "PNG")[:-20], pictures.DAMAGED),
    "png checksum": (lambda: corpus.with_bad_checksum(corpus.grey16()), pictures.DAMAGED),
    "png of no size": (lambda: corpus.flat_png(0, 0), SIDE_LIMIT + "0×0"),
    "png without pixels": (lambda: corpus.grey16()[:33] + corpus.chunk(b"IEND", b""), pictures.DAMAGED),
    "png with two headers": (lambda: corpus.grey16()[:33] + corpus.grey16()[8:], pictures.DAMAGED),
    "animated": (corpus.apng, pictures.ANIMATED),
    "text bomb": (corpus.text_bomb, pictures.DAMAGED),
    "profile bomb": (corpus.profile_bomb, pictures.DAMAGED),
    "png 9,400²": (
        lambda: corpus.with_png_size(9_400, 9_400),
        PNG_LIMIT,
    ),
    "png 15,000²": (
        lambda: corpus.with_png_size(15_000, 15_000),
        SIDE_LIMIT + "15000×15000",
    ),
    "jpeg of 9,000² in 8 KB": (
        lambda: corpus.with_size(corpus.jpeg(100, 100), 9_000, 9_000),
        JPEG_LIMIT,
    ),
    "jpeg of 7,900² in 8 KB": (lambda: corpus.with_size(corpus.jpeg(100, 100), 7_900, 7_900), pictures.DAMAGED),
    "side of 99": (lambda: corpus.jpeg(99, 400), SIDE_LIMIT + "99×400"),
    "33 scans": (lambda: corpus.scan_bomb(33), pictures.TOO_COMPLEX),
    "1 MB of scans": (lambda: corpus.scan_bomb(40_000, 400, 300)[: corpus.MIB], pictures.TOO_COMPLEX),
    "11 scans of 60 MP": (lambda: corpus.with_size(corpus.scan_bomb(11), 8_000, 7_500), pictures.TOO_COMPLEX),
    "lossless frame": (lambda: corpus.with_frame(corpus.jpeg(), 0xC3), pictures.UNUSUAL),
    "arithmetic frame": (lambda: corpus.with_frame(corpus.jpeg(), 0xC9), pictures.UNUSUAL),
    "two frames of pixels": (lambda: corpus.jpeg()[:-2] + corpus.jpeg()[2:], pictures.DAMAGED),
    "reserved marker": (lambda: corpus.with_segment(corpus.jpeg(), 0x42, b"x"), pictures.DAMAGED),
    "1 MB of fill bytes": (lambda: b"\xff\xd8" + b"\xff" * (corpus.MIB - 2), pictures.DAMAGED),
    "1 MB of stuffing": (lambda: b"\xff\xd8" + b"\xff\0" * (corpus.MIB // 2 - 1), pictures.DAMAGED),
    "1 MB of empty segments": (lambda: b"\xff\xd8" + b"\xff\xe5\0\2" * (corpus.MIB // 4 - 1), pictures.DAMAGED),
    "1 MB of empty chunks": (
        lambda: corpus.grey16()[:33] + corpus.chunk(b"teXt", b"") * (corpus.MIB // 12 - 4),
        pictures.DAMAGED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_with_its_reason(name: str) -> None:
    make, message = REFUSED[name]
    assert refusal(make()) == message


@pytest.mark.parametrize("share", [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99])
@pytest.mark.parametrize("kind", ["jpeg", "progressive", "png"])
def test_a_picture_cut_on_its_way_is_refused(kind: str, share: int) -> None:
    whole = corpus.saved(corpus.document(), "PNG") if kind == "png" else corpus.jpeg(progressive=kind == "progressive")
    assert refusal(whole[: len(whole) * share // 100]) == pictures.DAMAGED


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photos_are_turned_upright_and_forget_where_they_were_taken(kind: str, orientation: int) -> None:
    found = inspect(corpus.turned(orientation, kind))
    assert_ours(found)
    assert (found.width, found.height) == (800, 600)
    assert opened(found.jpeg).getpixel((20, 20)) == pytest.approx((200, 20, 20), abs=12)
    assert b"SECRETPHONE" not in found.jpeg + found.thumb


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped_to_white() -> None:
    assert opened(inspect(corpus.grey16(32_768)).jpeg).getpixel((60, 60)) == pytest.approx(128, abs=2)


def test_what_is_transparent_lies_on_white() -> None:
    clear = corpus.saved(Image.new("RGBA", (200, 200), (0, 0, 0, 0)), "PNG")
    assert opened(inspect(clear).jpeg).getpixel((100, 100)) == (255, 255, 255)


def test_cmyk_keeps_its_colours() -> None:
    found = inspect(ACCEPTED["cmyk"]())
    assert opened(found.jpeg).getpixel((20, 20)) == pytest.approx((200, 20, 20), abs=40)


def test_the_first_picture_of_two_is_kept() -> None:
    assert inspect(corpus.mpo()).pixels == inspect(corpus.saved(corpus.document(), quality=75)).pixels


def test_the_same_pixels_are_recognised_under_other_metadata() -> None:
    plain, dressed = corpus.jpeg(), corpus.saved(corpus.document(), exif=corpus.exif(), comment=b"hello")
    assert plain != dressed
    assert inspect(plain).pixels == inspect(dressed + HTML).pixels
    assert inspect(plain).sha256 == inspect(dressed).sha256
    assert inspect(plain).pixels != inspect(corpus.jpeg(quality=40)).pixels


def test_nothing_of_a_polyglot_survives() -> None:
    for name in ("html appended", "zip appended", "html in COM"):
        found = inspect(ACCEPTED[name]())
        assert b"script" not in found.jpeg + found.thumb


BASES: tuple[Make, ...] = (
    lambda: corpus.jpeg(120, 160),
    lambda: corpus.jpeg(160, 120, progressive=True),
    lambda: corpus.saved(corpus.document(120, 120, "L"), exif=corpus.exif(6)),
    lambda: corpus.saved(corpus.document(120, 120, "CMYK")),
    lambda: corpus.saved(corpus.document(120, 120), "MPO", save_all=True, append_images=[corpus.document(120, 120)]),
    lambda: corpus.saved(corpus.document(120, 120), "PNG", exif=corpus.exif(3)),
    lambda: corpus.saved(corpus.document(120, 120).quantize(16), "PNG"),
    corpus.interlaced_png,
)


def run_mutations(count: int, seed: int) -> tuple[int, int]:
    """How many of `count` wounded pictures were accepted and refused; anything else is an error of ours."""
    rng = random.Random(seed)  # noqa: S311 - the same wounds at every run
    bases = [make() for make in BASES]
    accepted = 0
    for number in range(count):
        try:
            assert_ours(inspect(corpus.mutated(bases[number % len(bases)], rng)))
            accepted += 1
        except UploadRefusedError:
            pass
    return accepted, count - accepted


def test_wounded_pictures_are_accepted_clean_or_refused() -> None:
    accepted, refused = run_mutations(300, seed=20_261_018)
    assert accepted > 10
    assert refused > 100


@pytest.mark.long
def test_twenty_thousand_wounded_pictures_are_accepted_clean_or_refused() -> None:
    accepted, refused = run_mutations(20_000, seed=7)
    assert accepted > 500
    assert refused > 10_000

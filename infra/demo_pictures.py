"""Draws invented certificates for the local stack: what a candidate's photograph would show, marked 演示."""

import io
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_SIZE = (1600, 1130)
_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Medium.ttc", "wqy-microhei.ttc", "PingFang.ttc", "msyh.ttc")
_FOLDERS = ("/usr/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def certificate(title: str, name: str, lines: tuple[str, ...], *, blurred: bool = False) -> bytes:
    """A JPEG of about 150 KB; a blurred one gives the reviewer something to return."""
    paper = Image.new("RGB", _SIZE, "#f4efe2")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((40, 40, _SIZE[0] - 40, _SIZE[1] - 40), outline="#8c2f2f", width=10)
    pen.rectangle((64, 64, _SIZE[0] - 64, _SIZE[1] - 64), outline="#c9a25d", width=3)
    _write(pen, 170, title, 76, "#8c2f2f")
    _write(pen, 330, name, 60, "#1f2329")
    for place, line in enumerate(lines):
        _write(pen, 470 + 90 * place, line, 44, "#1f2329")
    pen.ellipse((1130, 760, 1400, 1030), outline="#c4161c", width=12)
    _write(pen, 1000, "演示样张，不是真实证书  SPECIMEN", 40, "#c4161c")
    if blurred:
        paper = paper.resize((_SIZE[0] // 16, _SIZE[1] // 16)).resize(_SIZE)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=88)
    return out.getvalue()


def portrait(name: str) -> bytes:
    """A drawn head on light blue with paper's grain, 480×640 and 20 to 40 KB; nobody is meant."""
    paper = Image.new("RGB", (480, 640), "#bcd7ee")
    pen = ImageDraw.Draw(paper)
    pen.ellipse((60, 470, 420, 900), fill="#33415c")
    pen.ellipse((140, 130, 340, 400), fill="#e8c9a8")
    pen.pieslice((130, 105, 350, 330), 180, 360, fill="#2b2b2b")
    _write(pen, 560, f"{name} 演示", 34, "#ffffff")
    grain = Image.frombytes("L", paper.size, random.Random(1).randbytes(480 * 640)).convert("RGB")  # noqa: S311
    out = io.BytesIO()
    Image.blend(paper, grain, 0.06).save(out, "JPEG", quality=80)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, size: int, colour: str) -> None:
    font = _font(size)
    shown = text if isinstance(font, ImageFont.FreeTypeFont) and _file() else text.encode("ascii", "ignore").decode()
    pen.text(((pen.im.size[0] - pen.textlength(shown, font=font)) / 2, top), shown, fill=colour, font=font)


@cache
def _font(size: int) -> Font:
    file = _file()
    return ImageFont.truetype(str(file), size) if file else ImageFont.load_default(size)


@cache
def _file() -> Path | None:
    """Any font with Chinese characters; without one the specimens carry Latin letters and digits only."""
    found = {path.name: path for folder in _FOLDERS for path in Path(folder).rglob("*.tt[cf]")}
    return next((found[name] for name in _FONTS if name in found), None)

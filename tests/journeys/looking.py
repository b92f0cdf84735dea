"""What every journey does with a page it reaches, and with the credential cards of the upload page."""

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from infra.demo_pictures import certificate
from tests.browsing import axe, fits, screenshots

ENGLISH, HISTORY = "英语(二)（00015）", "中国近现代史纲要（03708）"


def make_photographs(folder: Path) -> dict[str, Path]:
    """What a telephone makes: 12 megapixels, over 1 MB, held upright (EXIF says so, the pixels lie)."""
    paper = Image.open(io.BytesIO(certificate("合格证书", "张三·演示", ("编号 201706113100245", "2017年6月"))))
    grain = Image.effect_noise((4000, 3000), 40).convert("RGB")
    photo = Image.blend(paper.resize((4000, 3000)), grain, 0.2)
    lying = Image.Exif()
    lying[0x0112] = 6
    made = {"telephone": folder / "telephone.jpg", "small": folder / "small.png", "wrong": folder / "wrong.jpg"}
    photo.transpose(Image.Transpose.ROTATE_90).save(made["telephone"], quality=90, exif=lying)
    photo.resize((1200, 900)).convert("L").save(made["small"])
    made["wrong"].write_bytes(b"%PDF-1.7 not a picture at all")
    assert made["telephone"].stat().st_size > 1_048_576
    return made


def seen(page: Page, name: str) -> None:
    """Accessible, nothing sticking out, and kept as a picture to be looked at."""
    axe(page)
    fits(page)
    screenshots(page, f"thread-{name}")


def credential(page: Page, place: int = 0) -> Locator:
    return page.get_by_role("group", name=re.compile("^凭证")).nth(place)


def add_picture(card: Locator, path: Path) -> None:
    before = card.locator("[data-pics] img").count()
    card.locator("input[type=file]").set_input_files(path)
    expect(card.locator("[data-pics] img")).to_have_count(before + 1, timeout=30_000)


def number(page: Page) -> Locator:
    """编号 of the first credential."""
    return credential(page).get_by_label(re.compile("^编号"))


def whole_certificate(page: Page, picture: Path, typed: str) -> None:
    """Everything an English certificate asks for, in the first credential, and a picture more."""
    card = credential(page)
    card.get_by_label("凭证", exact=True).select_option(label="大学外语四、六级合格证书（CET4、CET6 等）")
    card.get_by_label("级别").select_option(label="英语四级")
    number(page).fill(typed)
    card.get_by_label("年", exact=True).fill("2017")
    card.get_by_label("月", exact=True).select_option("6")
    card.get_by_label("获取凭证省份").select_option(label="上海市")
    add_picture(card, picture)
    card.get_by_label(re.compile("^备注")).focus()

"""上传毕业照片: cut and judged in the browser, kept by the server, replaced; and what is refused by name.

The manual does not tell of it; its measure is 教试中心函〔2021〕125号. Home leads there (M2-03).
"""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from infra.demo_pictures import portrait
from tests.browsing import axe, fits, screenshots, sign_in
from tests.stack import Stack

FOUND = "canvas => canvas.toDataURL()"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A photograph of a telephone with its grain, one that is too small, and no picture at all."""
    folder = tmp_path_factory.mktemp("portraits")
    made = {"telephone": folder / "telephone.jpg", "small": folder / "small.png", "wrong": folder / "photo.jpg"}
    drawn = Image.open(io.BytesIO(portrait("张三·演示")))
    wide = Image.new("RGB", (2000, 1600), "#bcd7ee")
    wide.paste(drawn.resize((1200, 1600)), (400, 0))
    Image.blend(wide, Image.effect_noise(wide.size, 60).convert("RGB"), 0.1).save(made["telephone"], quality=92)
    drawn.resize((479, 638)).save(made["small"])
    made["wrong"].write_bytes(b"%PDF-1.7 not a picture at all")
    return made


def seen(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"photo-{name}")


def kept(page: Page, stack: Stack) -> Image.Image:
    """The photograph that the page shows, as it is stored."""
    shown = page.get_by_role("img", name="我的毕业照片")
    url = str(shown.get_attribute("src"))
    body = page.request.get(url if url.startswith("http") else stack.candidate + url).body()
    assert 20 * 1024 <= len(body) <= 40 * 1024
    return Image.open(io.BytesIO(body))


def choose(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)


def send(page: Page) -> None:
    button = page.get_by_role("button", name="上传照片")
    expect(page.get_by_text("符合要求")).to_be_visible()
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text("毕业照片已上传", exact=True)).to_be_visible()


def test_a_photograph_is_cut_to_measure_and_another_takes_its_place(
    page: Page, stack: Stack, files: dict[str, Path]
) -> None:
    """M2-03: from home; by keys, buttons and the mouse; 480×640, JPG, 20 to 40 KB, whatever the telephone made."""
    sign_in(page, stack, "zhangsan")
    page.get_by_role("link", name="去办理：上传毕业照片").click()
    expect(page.get_by_text("还没有上传毕业照片")).to_be_visible()
    expect(page.get_by_text("宽 480、高 640 像素的 JPG，20 至 40 KB")).to_be_visible()
    seen(page, "empty")
    choose(page, files["telephone"])
    frame = page.get_by_role("img", name="裁切框")
    expect(page.get_by_role("heading", name="裁切照片")).to_be_focused()
    expect(page.get_by_text("符合要求")).to_be_visible()
    seen(page, "cut")
    _moves(page)
    expect(frame).to_be_visible()
    send(page)
    expect(page.get_by_role("heading", name="我的毕业照片")).to_be_focused()
    first = kept(page, stack)
    assert (first.format, first.size, first.mode) == ("JPEG", (480, 640), "RGB")
    seen(page, "sent")
    choose(page, files["telephone"])
    for _ in range(3):
        page.get_by_role("button", name="放大").click()
    shown = page.get_by_role("img", name="我的毕业照片")
    before = str(shown.get_attribute("src"))
    send(page)
    expect(shown).not_to_have_attribute("src", before)
    second = kept(page, stack)
    assert second.tobytes() != first.tobytes()
    page.reload()
    expect(page.get_by_text("已上传", exact=True)).to_be_visible()
    assert kept(page, stack).tobytes() == second.tobytes()


def _moves(page: Page) -> None:
    """Each way of moving changes what the frame shows, and 还原 brings it back."""
    frame = page.get_by_role("img", name="裁切框")
    before = shown = frame.evaluate(FOUND)
    frame.focus()
    for key in ("+", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
        assert frame.evaluate(FOUND) != shown
        shown = frame.evaluate(FOUND)
    for name in ("放大", "右移", "上移", "旋转", "还原"):
        page.get_by_role("button", name=name).click()
        assert frame.evaluate(FOUND) != shown
        shown = frame.evaluate(FOUND)
    assert shown == before
    page.get_by_label("缩放", exact=True).fill("50")
    shown = frame.evaluate(FOUND)
    frame.scroll_into_view_if_needed()
    box: Any = frame.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 80)
    page.mouse.up()
    assert frame.evaluate(FOUND) != shown


def test_what_cannot_become_a_photograph_is_told_by_name(page: Page, stack: Stack, files: dict[str, Path]) -> None:
    """Nothing is stored, and another file can be chosen at once."""
    sign_in(page, stack, "sunba")
    page.goto(f"{stack.candidate}/graduation/photo/?t=1")
    choose(page, files["small"])
    expect(page.get_by_role("alert")).to_have_text(
        "照片太小：宽 479、高 638 像素，至少应为宽 480、高 640 像素，请选择更清晰的原图"
    )
    choose(page, files["wrong"])
    expect(page.get_by_role("alert")).to_have_text("只支持 JPG、PNG 图片，请重新选择")
    expect(page.get_by_role("button", name="上传照片")).to_have_count(0)
    seen(page, "refused")
    page.reload()
    expect(page.get_by_text("还没有上传毕业照片")).to_be_visible()


def test_after_its_time_nothing_is_taken_and_the_page_says_since_when(
    page: Page, stack: Stack, files: dict[str, Path]
) -> None:
    """By the server in the middle of it, and by the page from then on."""
    sign_in(page, stack, "fenger")
    page.goto(f"{stack.candidate}/graduation/photo/?t=1")
    choose(page, files["telephone"])
    expect(page.get_by_text("符合要求")).to_be_visible()
    assert page.request.get(f"{stack.candidate}/local/window/photo/shut").status == 204
    page.get_by_role("button", name="上传照片").click()
    expect(page.get_by_role("alert")).to_contain_text("上传毕业照片已于")
    seen(page, "late")
    page.reload()
    expect(page.get_by_text("现在不在办理时间内")).to_be_visible()
    expect(page.get_by_text(re.compile("上传毕业照片已于 .* 截止"))).to_be_visible()
    expect(page.get_by_role("button", name="开放时提醒我：上传毕业照片")).to_be_visible()
    expect(page.locator("input[type=file]")).to_be_hidden()
    seen(page, "shut")

"""A file of 转考档案 for one demo person, and what candidates and reviewers do with it, by the labels of the manual."""

import csv
import re
import urllib.request
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from chalicelib.domain import transfer_files
from infra.demo_people import PEOPLE
from tests.browsing import DESK, PHONE, screenshots
from tests.journeys.reviewing import waiting
from tests.judging import judged
from tests.stack import Stack

TAKEN = [("00312", "政治学概论", 71, "6"), ("00316", "西方政治制度", 68, "6"), ("03708", "中国近现代史纲要", 80, "2")]
REFUSED = [("00034", "社会学概论", 77, "6"), ("01848", "公务员制度", 66, "5"), ("00009", "政治经济学", 73, "6")]


def imported(stack: Stack, key: str, folder: Path) -> None:
    """By the operator's own command."""
    file = folder / "transfers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(transfer_files.titles())
        writer.writerows(_row(key, score) for score in (*TAKEN, *REFUSED))
    address = f"{stack.candidate}/local/import/transfers{file}"
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        assert answer.status == 204


def _row(key: str, score: tuple[str, str, int, str]) -> list[str]:
    (person,) = (one for one in PEOPLE if one.key == key)
    code, name, mark, worth = score
    there = ["32", "990126010001", "120402", "行政管理"]
    here = ["31", f"99{person.birthday[2:]}0001", "5", "120402", "行政管理"]
    return [
        "JS-2026-000017",
        "2026-11-20",
        person.id_number,
        person.name,
        *there,
        *here,
        code,
        name,
        "理论",
        "考试",
        str(mark),
        worth,
        "2024-10",
    ]


def looked_at(page: Page, name: str) -> None:
    """In every size of window and text; kept as a picture. Ends on a telephone."""
    page.wait_for_load_state("networkidle")
    found = judged(page)
    assert not found, "\n".join(found)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    screenshots(page, f"arrival-{name}")


def menu(page: Page) -> None:
    """M3.3-01: 顶部菜单【考籍转移】-【外省转入】."""
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.locator("summary", has_text="考籍转移").click()
    page.get_by_role("link", name="外省转入", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("外省转入")


def listed(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/transfers/in/?t=1")
    expect(page.locator("main [data-loading]:visible")).to_have_count(0)


def course(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def at(page: Page, title: str) -> Locator:
    """A step of the way."""
    steps = page.get_by_role("list").filter(has_text="已收到电子档案").get_by_role("listitem")
    return steps.filter(has=page.get_by_text(re.compile(f"^{title}$")))


def take(desk: Page, stack: Stack) -> None:
    """The oldest one; the next is not opened by itself. Nothing can be sent back for mending."""
    waiting(desk, stack, "transfer_in").get_by_role("button", name="领取下一件").click()
    expect(desk.get_by_role("button", name="不通过", exact=True)).to_be_enabled()
    expect(desk.get_by_role("button", name="退回补正")).to_be_hidden()
    desk.get_by_label("决定后自动打开下一件").uncheck()


def passed(desk: Page, label: str) -> None:
    """Everything ticked, then the pass by the name that it has on the button."""
    for box in desk.locator("#checks").get_by_role("checkbox").all():
        box.check()
    desk.get_by_role("button", name=re.compile(f"^{label}")).click()

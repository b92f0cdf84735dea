"""The office's desk: files that come in, lists that go out, people who are looked for, colleagues and their rights."""

import csv
import io
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from infra.demo_people import MAIN_PLAN, resident_number
from tests.browsing import DESK, axe, fits, screenshots, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.judging import NARROW, faults, fits_with_text_twice_as_large, is_easy_to_hit
from tests.stack import Stack

HEADER = "证件号码,姓名,准考证号,主考学校,专业计划"
NEWCOMER = resident_number("19900101", 7)
# 周九 with a name that is a formula
CHANGED, TICKET = "=周九·演示", "999404030001"


def looked_at(page: Page, name: str) -> None:
    """Also on a narrow telephone, and with text twice as large."""
    axe(page)
    assert list(faults(page, fits, fits_with_text_twice_as_large, is_easy_to_hit)) == []
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    fits(page)
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    screenshots(page, f"office-{name}")


def at_desk(contexts: Contexts, stack: Stack, account: str, name: str) -> Page:
    page = contexts(viewport=DESK, accept_downloads=True).new_page()
    sign_in_staff(page, stack, account)
    page.goto(f"{stack.console}/office/{name}/")
    return page


def headed(page: Page, name: str) -> Locator:
    heading = page.get_by_role("heading", name=name)
    expect(heading).to_be_focused()
    return heading


def rehearsed(page: Page, path: Path, *rows: str) -> None:
    path.write_text("\n".join((HEADER, *rows, "")), "utf-8")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text(path.name)).to_be_visible()
    page.get_by_role("button", name="试运行").click()


def test_a_clerk_brings_a_file_in_once_its_bad_rows_are_mended_and_takes_a_list_out(
    contexts: Contexts, stack: Stack, tmp_path: Path
) -> None:
    """M6-03: candidates and tickets from a file, judged row by row; what leaves is text to a spreadsheet."""
    page, person = at_desk(contexts, stack, "kaoji1", "imports"), stack.people["zhoujiu"]
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_role("link", name="请选择文件")).to_be_visible()
    looked_at(page, "imports")
    known = f"{person['id_number']},{CHANGED},{TICKET},X02,{MAIN_PLAN}"
    new = f"{NEWCOMER},新考生·演示,990199001017,X02,{MAIN_PLAN}"
    path = tmp_path / "candidates.csv"
    bad = (new.replace(NEWCOMER, NEWCOMER[:-1] + "0"), new.replace("X02", "某大学"), new.replace("990199001017", "9"))
    rehearsed(page, path, known, *bad)
    headed(page, "检查发现 3 处错误，没有导入任何内容")
    expect(page.locator(".findings b")).to_have_text(["第 3 行 · 证件号码", "第 4 行 · 主考学校", "第 5 行 · 准考证号"])
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    looked_at(page, "imports-bad")
    rehearsed(page, path, known, new)
    headed(page, "试运行通过，尚未导入")
    looked_at(page, "imports-judged")
    stopped(page)
    page.get_by_role("button", name="确认导入").click()
    headed(page, "导入完成")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.locator("[data-report] dl")).to_contain_text("新建1有变化1")
    looked_at(page, "imports-done")
    rehearsed(page, path, known, new)
    headed(page, "内容与现有的相同，没有变化")
    exported(page)


def stopped(page: Page) -> None:
    """After a part: what is written is said, and the next press goes on. Such files are larger than any here."""
    part = {"left": 21, "faults": 0, "figures": {"new": 93, "changed": 7}, "is_written": True}
    answers = [{"json": part}, {"status": 409, "json": {"code": "conflict", "message": "另一个导入正在进行"}}]
    page.route("**/api/office/imports", lambda route: route.fulfill(**answers.pop(0)), times=len(answers))
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("alert")).to_contain_text("另一个导入正在进行")
    expect(page.get_by_role("heading", name="已写入一部分，尚未完成")).to_be_visible()
    expect(page.get_by_text("已写入 100 人，还有 21 人没有写入。再按“确认导入”")).to_be_visible()
    looked_at(page, "imports-stopped")


def exported(page: Page) -> None:
    page.get_by_role("link", name="导出名单").click()
    page.get_by_label("用途").fill("核对")
    page.get_by_role("button", name="导出", exact=True).click()
    expect(page.get_by_role("link", name="请写明用途，5 至 200 字，您填写了 2 字")).to_be_visible()
    looked_at(page, "exports")
    page.get_by_label("用途").fill("核对本期待审核的免考申请")
    rows = {form: taken(page, form) for form in ("XLSX 工作簿", "CSV 表格")}
    looked_at(page, "exports-done")
    [book] = load_workbook(io.BytesIO(rows["XLSX 工作簿"])).worksheets
    names = [cell for row in book.iter_rows() for cell in row if CHANGED in str(cell.value)]
    assert {(cell.value, cell.data_type) for cell in names} == {(f"'{CHANGED}", "s")}
    table = list(csv.DictReader(io.StringIO(rows["CSV 表格"].decode("utf-8-sig"))))
    assert [one["姓名"] for one in table].count(f"'{CHANGED}") == len(names) > 0
    assert all(one["准考证号"].startswith("\t") for one in table)


def taken(page: Page, form: str) -> bytes:
    page.get_by_label(form).check()
    with page.expect_download() as found:
        page.get_by_role("button", name="导出", exact=True).click()
    headed(page, "已导出")
    return Path(found.value.path()).read_bytes()


def test_what_is_too_large_for_one_person_waits_for_another(contexts: Contexts, stack: Stack) -> None:
    """F122: told at once, and where it can be fetched. The answer is the application's, the list is smaller here."""
    page = at_desk(contexts, stack, "fudan2", "exports")
    page.route("**/api/office/exports", lambda route: route.fulfill(json={"rows": 1312, "ask": "0" * 26}))
    page.get_by_label("用途").fill("核对本期待审核的免考申请")
    page.get_by_role("button", name="导出", exact=True).click()
    headed(page, "须由另一位考籍管理人员批准")
    expect(page.get_by_text("符合条件的有 1,312 件，超过一人每天 200 件。")).to_be_visible()
    expect(page.get_by_text("没有等待批准的请求。")).to_be_visible()


def test_a_colleague_is_asked_for_by_one_and_granted_by_another(contexts: Contexts, stack: Stack) -> None:
    """F113, F114: rights by two people, taken away by one, at once."""
    asker = at_desk(contexts, stack, "kaoji1", "staff")
    asker.get_by_text("登记工作人员").click()
    asker.get_by_role("button", name="提出登记").click()
    expect(asker.get_by_role("link", name="请选择角色")).to_be_visible()
    looked_at(asker, "staff-wrong")
    form = asker.locator("[data-adding]")
    form.get_by_label("账号").fill("fudan3")
    form.get_by_label("姓名").fill("庚老师·演示")
    form.get_by_label("证件号码").fill(resident_number("19860717", 9))
    form.get_by_label("角色").select_option(label="审核人员")
    form.get_by_label("主考学校", exact=True).check()
    form.get_by_label("复旦大学").check()
    form.get_by_role("button", name="提出登记").click()
    expect(asker.get_by_role("heading", name="登记工作人员：庚老师·演示")).to_be_visible()
    expect(asker.get_by_role("button", name="批准")).to_have_count(0)
    looked_at(asker, "staff-asked")
    link = granted(at_desk(contexts, stack, "kaoji2", "staff"))
    guest = contexts().new_page()
    guest.goto(link)
    expect(guest.get_by_text("庚老师·演示（账号 fudan3）")).to_be_visible()
    the_link_is_not_enough(guest)
    let_go(asker)


def the_link_is_not_enough(guest: Page) -> None:
    guest.get_by_label("证件号码").fill(resident_number("19860717", 10))
    for label in ("新密码", "再次输入新密码"):
        guest.get_by_label(label, exact=True).fill("案牍劳形之后仍需清醒 3")
    guest.get_by_label("动态验证码").fill("000000")
    guest.get_by_role("button", name="完成启用").click()
    expect(guest.get_by_role("link", name=re.compile("与登记账号时的证件号码不一致"))).to_be_visible()
    looked_at(guest, "enrol-wrong")


def granted(page: Page) -> str:
    """The link is told once: pressed on a second page, the button says how to come by another."""
    again = page.context.new_page()
    again.goto(page.url)
    grants(page)
    headed(page, "启用链接（只显示这一次）")
    looked_at(page, "staff-granted")
    grants(again)
    headed(again, "已批准，启用链接不再显示")
    looked_at(again, "staff-granted-twice")
    link = page.get_by_label("启用链接").input_value()
    page.reload()
    expect(page.get_by_text("庚老师·演示（fudan3）")).to_have_count(1)
    expect(page.get_by_label("启用链接")).to_have_count(0)
    return link


def grants(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^批准：登记工作人员")).click()
    page.get_by_role("dialog").get_by_role("button", name="确认批准").click()


def let_go(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("没有等待批准的请求。")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="fudan3").filter(has_text="等待启用")
    row.get_by_text("变更或停用").click()
    row.get_by_role("button", name="提出变更").click()
    expect(row.get_by_role("link", name="角色和范围没有变化")).to_be_visible()
    looked_at(page, "staff-row")
    row.get_by_role("button", name="停用账号").click()
    page.get_by_role("dialog").get_by_role("button", name="确认停用").click()
    row = page.get_by_role("listitem").filter(has_text="fudan3").filter(has_text="已停用")
    expect(row).to_be_visible()


def test_somebody_is_found_by_what_the_window_was_told_and_nothing_stands_in_the_address(
    contexts: Contexts, stack: Stack
) -> None:
    """F116: masked, on record, and from there to the case for whoever decides it."""
    page, person = at_desk(contexts, stack, "fudan2", "search"), stack.people["wangwu"]
    expect(page.get_by_text("每次查询都会记录")).to_be_visible()
    sought(page, "123")
    expect(page.get_by_role("link", name="请填写完整的受理编号")).to_be_visible()
    looked_at(page, "search")
    sought(page, person["id_number"])
    headed(page, "找到 1 人")
    assert person["id_number"] not in page.locator("[data-found]").inner_text() + page.url
    looked_at(page, "search-found")
    sought(page, "王五·演示")
    headed(page, "找到 1 人")
    page.get_by_role("link", name="英语(二)").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("英语(二)")


def sought(page: Page, text: str) -> None:
    page.get_by_label("受理编号、准考证号、证件号码或姓名").fill(text)
    page.get_by_role("button", name="查询").click()

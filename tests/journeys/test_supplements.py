"""Chapter 4 of the manual: 成绩补登 of each kind, 编辑 while 待审核, one reviewer, and the record counts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import DESK, PHONE, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys.conftest import Contexts
from tests.journeys.looking import add_picture, make_photographs
from tests.stack import Stack

SCORE, EXEMPT, TRANSFER = "公务员制度（01848）", "英语(二)（00015）", "中国近现代史纲要（03708）"
WRONG = "rgb(179, 38, 30)"  # --bad


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_photographs(tmp_path_factory.mktemp("photographs"))


def seen(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"supplement-{name}")


def missing(page: Page) -> int:
    """Units that the degree still wants."""
    page.goto(re.sub(r"^(https?://[^/]+)/.*", r"\1/scores/?t=1", page.url))
    answer = "fetch('/api/t/1/degree-audit').then((it) => it.json())"
    units: int = page.evaluate(f"{answer}.then((it) => it.audit.verdict.units)")
    return units


def choose(page: Page, form: str, typed: str, title: str) -> None:
    box = page.locator(f"[data-form={form}]").get_by_role("combobox", name="课程")
    box.fill(typed)
    page.get_by_role("option", name=title).click()
    expect(box).to_have_value(title)


def when(page: Page, form: str, label: str, year: str, month: str) -> None:
    group = page.locator(f"[data-form={form}]").get_by_role("group", name=label)
    group.get_by_label("年", exact=True).fill(year)
    group.get_by_label("月", exact=True).select_option(month)


def send(page: Page) -> None:
    page.get_by_role("button", name="保存并提交").click()
    page.wait_for_url("**/applications/**")
    expect(page.get_by_text("受理编号", exact=True)).to_be_visible()


def test_each_kind_from_the_form_to_a_record_that_counts(
    contexts: Contexts, stack: Stack, photographs: dict[str, Path]
) -> None:
    """M4-01 to M4-05."""
    page = contexts(viewport=PHONE).new_page()
    sign_in(page, stack, "sunba")
    before = missing(page)
    _score(page, photographs)
    _exempt(page, stack)
    _transfer(page, stack)
    _change_while_waiting(page, stack)
    school = contexts(viewport=DESK).new_page()
    sign_in_staff(school, stack, "fudan1")
    for title in (SCORE, EXEMPT, TRANSFER):
        _approve(school, stack, title)
    _counted(page, stack)
    assert missing(page) == before - 3


def _score(page: Page, photographs: dict[str, Path]) -> None:
    """M4-01 and M4-02: 「+登记成绩」, course by its first characters, 通过时间, 成绩, 说明, picture."""
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    page.locator("summary", has_text="申办项目").click()
    page.get_by_role("link", name="成绩补登", exact=True).first.click()
    expect(page.get_by_role("heading", name="还没有登记")).to_be_visible()
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    seen(page, "empty")
    page.get_by_role("link", name="+登记成绩").click()
    expect(page.get_by_text("只能补登 2002 年及以前的成绩").first).to_be_visible()
    expect(page.locator("[data-notices]")).to_be_visible()
    box = page.locator("[data-form=score]").get_by_role("combobox", name="课程")
    box.press_sequentially("行政")
    expect(page.get_by_role("option").first).to_be_visible()
    seen(page, "options")
    choose(page, "score", "公务员", SCORE)
    when(page, "score", "通过时间", "1999", "10")
    page.get_by_label("成绩", exact=True).fill("65")
    page.locator("[data-form=score]").get_by_label(re.compile("^说明")).fill("老准考证 0001")
    add_picture(page.locator("[data-form=score]"), photographs["small"])
    seen(page, "score")
    send(page)
    expect(page.get_by_role("heading", name="已提交")).to_be_visible()
    seen(page, "receipt")


def _exempt(page: Page, stack: Stack) -> None:
    """M4-03: the second tab; the list's date follows the kind."""
    page.goto(f"{stack.candidate}/supplements/form/?t=1")
    page.get_by_role("link", name="免考", exact=True).click()
    form = page.locator("[data-form=exempt]")
    expect(form.get_by_text("仅限 2020 年以前已办理免考")).to_be_visible()
    choose(page, "exempt", "00015", EXEMPT)
    when(page, "exempt", "办理免考时间", "2006", "6")
    form.get_by_label("证件类型").select_option(label="大学外语四、六级合格证书（CET4、CET6 等）")
    when(page, "exempt", "取得凭证时间", "2005", "10")
    form.get_by_label("凭证编号").fill("２０１７ 061131")
    form.get_by_label("取得凭证地点").select_option(label="江苏省")
    seen(page, "exempt")
    send(page)
    expect(page.get_by_role("main")).to_contain_text("2017061131")


def _transfer(page: Page, stack: Stack) -> None:
    """M4-04."""
    page.goto(f"{stack.candidate}/supplements/form/?t=1&kind=transferred")
    form = page.locator("[data-form=transferred]")
    expect(form.get_by_text("仅限 2020 年以前已办理转入")).to_be_visible()
    when(page, "transferred", "办理转入时间", "2005", "3")
    form.get_by_label("来源省").select_option(label="江西省")
    form.get_by_label("来源准考证号").fill("110000000311")
    form.get_by_label("转入专业").fill("金融学(专升本)")
    choose(page, "transferred", "zgjxds", TRANSFER)
    seen(page, "transfer")
    send(page)


def _change_while_waiting(page: Page, stack: Stack) -> None:
    """M4-01: 序号 … 操作, and 「编辑」 while 待审核; the notice that counts is the one that was read."""
    page.goto(f"{stack.candidate}/supplements/?t=1")
    expect(page.get_by_text("待审核")).to_have_count(3)
    expect(page.get_by_text("草稿", exact=True)).to_have_count(0)
    for text in ("转入-理论课", "免考", "理论", "1999年10月", "2006年06月", "2005年03月", "65"):
        expect(page.get_by_role("main")).to_contain_text(text)
    seen(page, "list")
    page.get_by_role("row").filter(has_text=SCORE).get_by_role("link", name="编辑").click()
    box = page.locator("[data-form=score]").get_by_role("combobox", name="课程")
    expect(box).to_have_value(SCORE)
    expect(page.locator("[data-notices]")).to_be_hidden()
    expect(page.get_by_label("成绩", exact=True)).to_have_value("65")
    page.get_by_label("成绩", exact=True).fill("70")
    seen(page, "edit")
    send(page)
    expect(page.get_by_text("第 2 次", exact=True)).to_be_visible()


def _approve(page: Page, stack: Stack, title: str) -> None:
    page.goto(f"{stack.console}/queue/?business=supplement")
    page.get_by_role("row").filter(has_text=title).filter(has_text="孙").get_by_role("link").first.click()
    expect(page.get_by_role("button", name="学校审核通过")).to_be_visible()
    take = page.get_by_role("button", name=re.compile("^领取"))
    if take.count():
        take.first.click()
    expect(page.get_by_role("button", name="退回补正")).to_be_enabled()
    page.get_by_label("决定后自动打开下一件").uncheck()
    for box in page.locator("#checks").get_by_role("checkbox").all():
        box.check()
    if title == SCORE:
        expect(page.locator("#content")).to_contain_text("原为：65")
        axe(page)
        screenshots(page, "supplement-case")
    page.locator("[data-outcome=pass]").click()
    expect(page.get_by_role("heading", name="已作出决定：审核通过")).to_be_visible()


def _counted(page: Page, stack: Stack) -> None:
    """M4-05: in the scores, and as what it is."""
    page.goto(f"{stack.candidate}/scores/?t=1&view=all")
    rows = page.get_by_role("row")
    for title, effect in ((SCORE, "补登"), (EXEMPT, "免考"), (TRANSFER, "转入")):
        expect(rows.filter(has_text=title)).to_contain_text(effect)
    for text in ("70", "1999年10月"):
        expect(rows.filter(has_text=SCORE)).to_contain_text(text)
    seen(page, "counted")
    page.goto(f"{stack.candidate}/supplements/?t=1")
    expect(page.get_by_text("审核通过")).to_have_count(3)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page: Page, stack: Stack) -> None:
    """M4-02 and M4-03: 2003, 2020, 101, a course that is not chosen, no picture."""
    sign_in(page, stack, "zhoujiu")
    page.goto(f"{stack.candidate}/supplements/form/?t=1&kind=score")
    form = page.locator("[data-form=score]")
    form.get_by_role("combobox", name="课程").fill("没有这门课")
    expect(form.get_by_text("没有找到，请换一种写法")).to_be_visible()
    when(page, "score", "通过时间", "2003", "1")
    page.get_by_label("成绩", exact=True).fill("101")
    page.get_by_role("button", name="保存并提交").click()
    expect(page.get_by_role("heading", name="提交前请修改以下 4 处")).to_be_visible()
    for text in (
        "请从列表中选择课程",
        "只能补登 2002 年及以前的成绩",
        "成绩应为 60 至 100 的整数",
        "请上传成绩信息的凭证",
    ):
        expect(page.locator("[data-summary]")).to_contain_text(text)
    expect(page.get_by_label("成绩", exact=True)).to_have_css("border-top-color", WRONG)
    seen(page, "faults")
    expect(page.get_by_text(re.compile("已保存"))).to_be_visible()
    page.reload()
    expect(form.get_by_role("combobox", name="课程")).to_have_value("没有这门课")
    expect(page.get_by_label("成绩", exact=True)).to_have_value("101")
    expect(form.get_by_role("group", name="通过时间").get_by_label("年", exact=True)).to_have_value("2003")
    page.get_by_role("link", name="免考", exact=True).click()
    when(page, "exempt", "办理免考时间", "2020", "1")
    page.get_by_role("button", name="保存并提交").click()
    expect(page.locator("[data-summary]")).to_contain_text("仅限补登 2020 年以前办理的免考")
    page.goto(f"{stack.candidate}/supplements/?t=1")
    page.get_by_role("button", name="删除草稿：没有这门课").click()
    page.get_by_role("button", name="确定删除").click()
    expect(page.get_by_text("没有这门课")).to_have_count(0)
    expect(page.get_by_text("草稿", exact=True)).to_have_count(1)

"""Chapter 3.4 of the manual, label by label: 本市转出 from the menu to records that are gone (F65 to F67)."""

import re

from playwright.sync_api import Page, expect

from tests.browsing import DESK, axe, fits, screenshots, sign_in, sign_in_staff
from tests.journeys import leaving
from tests.journeys.conftest import Contexts
from tests.journeys.leaving import NO_THESIS, NUMBER, THESIS, looked_at, onward, step, told
from tests.journeys.reviewing import answer, decided, take
from tests.stack import Stack

PLACE = "自学考试办公室（演示）"
WORDS = "准考证号与转入地核对不上，请对照准考证重新填写"
WRONG = "320126010009"


def test_a_transfer_with_a_score_that_stays_a_rejection_the_signature_and_nothing_left(
    contexts: Contexts, stack: Stack
) -> None:
    """M3.4-01 to M3.4-03."""
    page = contexts(reduced_motion="reduce").new_page()
    sign_in(page, stack, "hesan")
    from_the_menu_to_what_it_means(page)
    where_to(page)
    which_scores(page)
    summary_and_receipt(page, stack)
    desk, city = (contexts(viewport=DESK, reduced_motion="reduce").new_page() for _ in range(2))
    sign_in_staff(desk, stack, "shangwai1")
    sign_in_staff(city, stack, "shikao1")
    the_school_refuses(desk, stack)
    asked_again_with_everything_kept(page, stack)
    passed(desk, stack, "学校初审通过", "审核中")
    when_and_where_to_sign(page, stack)
    passed(desk, stack, "登记现场签字", "审核中")
    passed(city, stack, "市考办复审通过", "审核通过")
    expect(city.get_by_role("heading", name="已作出决定：审核通过")).to_be_visible()
    the_records_are_gone(page, stack)


def from_the_menu_to_what_it_means(page: Page) -> None:
    """M3.4-01, F67: 【考籍转移】-【本市转出】, 「立即申请」, 考生须知, 「我已知晓，继续申请」, the interruption."""
    leaving.menu(page)
    expect(page.get_by_text("这个准考证有 7 门合格成绩，其中 6 门可以转出")).to_be_visible()
    looked_at(page, "list")
    leaving.begin(page)
    expect(page.get_by_role("main")).to_contain_text("审核通过后，所选成绩从本市考籍转出")
    expect(page.get_by_role("listitem").filter(has_text=THESIS)).to_have_text(f"{THESIS}：{NO_THESIS}")
    looked_at(page, "consequences")
    onward(page, "我已了解，继续填写")


def where_to(page: Page) -> None:
    """M3.4-02: what is wrong is said by name; the majors follow the level; nothing typed is lost."""
    step(page, 1, "填写转入信息")
    onward(page)
    told(
        page,
        "请选择转入地",
        "请填写转入准考证号",
        "请选择转入层次",
        "请从列表中选择转入专业",
        "请选择转出原因",
        "请填写联系电话",
    )
    looked_at(page, "target-faults")
    place = page.get_by_label("转入地", exact=True)
    expect(place.locator("option", has_text="江苏省")).to_have_count(1)
    expect(place.locator("option", has_text=re.compile("上海市|台湾|香港|澳门"))).to_have_count(0)
    leaving.fill_target(page)
    page.get_by_label("转入层次").select_option(label="专科/高职专科")
    expect(page.get_by_label("转入专业")).to_have_value("")
    leaving.fill_target(page)
    leaving.type_number(page, " 3201 2601 0009", NUMBER)
    page.get_by_label("转出原因").select_option(label="其他")
    onward(page)
    told(page, "两次输入的转入准考证号不一致，请核对", "选择“其他”时请填写原因说明")
    page.get_by_label("原因说明").fill("随家人迁居")
    leaving.type_number(page, WRONG)
    expect(page.locator("[data-summary]")).to_be_hidden()
    expect(page.get_by_text(re.compile("^已保存 "))).to_be_visible()
    page.reload()
    expect(page.get_by_label("转入准考证号", exact=True)).to_have_value(WRONG)
    expect(page.get_by_label("转入专业")).to_have_value("120402")
    expect(page.get_by_label("原因说明")).to_have_value("随家人迁居")
    expect(page.get_by_text("没有找到想要转入的专业？请拨打客服电话")).to_be_visible()
    looked_at(page, "target")
    onward(page)


def which_scores(page: Page) -> None:
    """M3.4-02, F66: the manual's columns; the thesis says why it stays."""
    step(page, 2, "勾选成绩")
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    expect(page.get_by_role("columnheader")).to_have_text(["序号", "课程", "类型", "成绩", "学分", "通过时间"])
    refused = leaving.row(page, THESIS)
    expect(refused).to_contain_text(f"不能转出：{NO_THESIS}")
    expect(refused.get_by_role("checkbox")).to_have_count(0)
    twice = leaving.row(page, "英语翻译（00087）")
    expect(twice).to_contain_text(re.compile(r"同一课程另有 理论 75 分（\d{4}年\d{2}月），转出后一并不再计入本市"))
    onward(page)
    told(page, "请勾选要转出的成绩")
    leaving.tick(page, "英语写作（00603）")
    expect(page.get_by_text(re.compile("^已选 1 门，共 "))).to_be_visible()
    onward(page, "全选可转出的成绩")
    expect(page.get_by_text(re.compile("^已选 6 门，共 "))).to_be_visible()
    looked_at(page, "scores")
    onward(page)


def summary_and_receipt(page: Page, stack: Stack) -> None:
    """M3.4-03: 「确认无误，提交申请」; home and scores say that the 考籍 is about to leave."""
    step(page, 3, "核对并提交")
    main = page.get_by_role("main")
    for text in ("江苏省", WRONG, "本科/专升本", "行政管理（120402）", "其他", "随家人迁居", "另有 1 门的成绩留在本市"):
        expect(main).to_contain_text(text)
    looked_at(page, "summary")
    leaving.submit(page)
    looked_at(page, "receipt")
    page.get_by_role("link", name="完成").click()
    expect(leaving.at(page, "学校初审")).to_contain_text("正在办理")
    page.goto(f"{stack.candidate}/?t=1")
    expect(page.get_by_text("考籍正在办理转出")).to_be_visible()
    page.goto(f"{stack.candidate}/scores/?t=1")
    expect(page.get_by_text("正在转出", exact=True)).to_have_count(3)
    looked_at(page, "scores-leaving")


def the_school_refuses(desk: Page, stack: Stack) -> None:
    """What leaves stands on the desk as the record has it; nothing is empty where no picture was sent."""
    take(desk, stack, "transfer_out")
    grounds = desk.locator("[data-grounds]")
    expect(grounds).to_contain_text("转往江苏省（行政管理） · 转出成绩 6 门")
    expect(grounds.get_by_role("row").filter(has_text="英语写作（00603）")).to_contain_text("64 分")
    expect(desk.locator("[data-viewer]")).to_be_hidden()
    expect(desk.locator("#blockers")).to_contain_text("转入地、转入准考证号、层次和专业准确")
    judged_at_the_desk(desk, "school")
    desk.get_by_role("button", name="不通过").click()
    form = desk.locator("[data-form=reject]")
    form.get_by_label(re.compile("^转入地准考证号有误或不存在")).check()
    form.get_by_label(re.compile("^整体说明")).fill(WORDS)
    form.get_by_role("button", name="确认不通过").click()
    decided(desk, "审核未通过")


def judged_at_the_desk(desk: Page, name: str) -> None:
    expect(desk.get_by_text("正在读取审核依据")).to_have_count(0)
    for width in (1366, 1000, 390):
        desk.set_viewport_size({"width": width, "height": 800})
        axe(desk)
        fits(desk)
    desk.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    screenshots(desk, f"console-transfer-{name}")


def asked_again_with_everything_kept(page: Page, stack: Stack) -> None:
    """M3.4-03: the red part leads to the reason, 「重新申请」 to the form as it was sent."""
    leaving.listed(page, stack)
    looked_at(page, "rejected")
    page.get_by_role("link", name="审核未通过，查看原因").click()
    expect(page.locator("[data-reasons]")).to_contain_text("转入地准考证号有误或不存在")
    expect(page.locator("[data-reasons]")).to_contain_text(WORDS)
    page.get_by_role("link", name="重新申请", exact=True).click()
    step(page, 1, "填写转入信息")
    expect(page.get_by_label("再次输入转入准考证号")).to_have_value(WRONG)
    leaving.type_number(page, NUMBER)
    onward(page)
    step(page, 2, "勾选成绩")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(6)
    onward(page)
    expect(page.get_by_role("main")).to_contain_text(NUMBER)
    leaving.submit(page)


def passed(desk: Page, stack: Stack, label: str, state: str) -> None:
    """Everything answered, then the pass by the name that it has on the button."""
    take(desk, stack, "transfer_out")
    answer(desk)
    expect(desk.locator("[data-grounds]")).to_contain_text("转出成绩 6 门")
    desk.get_by_role("button", name=re.compile(f"^{label}")).click()
    decided(desk, state)


def when_and_where_to_sign(page: Page, stack: Stack) -> None:
    """M3.4-03: what to bring, until when and where, on home, on the list and on the application."""
    page.goto(f"{stack.candidate}/?t=1")
    expect(page.get_by_text(PLACE)).to_be_visible()
    leaving.listed(page, stack)
    expect(page.get_by_role("heading", name="请到主考学校现场签字")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("请带身份证、本市准考证和转入地准考证到主考学校核对")
    expect(page.get_by_text(PLACE)).to_be_visible()
    looked_at(page, "signature")
    page.get_by_role("link", name="查看申请").click()
    expect(page.get_by_text(PLACE)).to_be_visible()
    expect(leaving.at(page, "现场签字")).to_contain_text("请到主考学校核对并签字")
    looked_at(page, "application")


def the_records_are_gone(page: Page, stack: Stack) -> None:
    """M3.4-03: 「审核通过，查看详情」; what left is shown nowhere, and the ticket asks for nothing more."""
    leaving.listed(page, stack)
    expect(page.get_by_role("link", name=re.compile("立即申请|重新申请"))).to_have_count(0)
    page.get_by_role("link", name="审核通过，查看详情").click()
    expect(page.get_by_text("考籍已经转出，所转成绩不再计入本市").first).to_be_visible()
    expect(leaving.at(page, "转出")).to_contain_text("已完成")
    looked_at(page, "approved")
    page.goto(f"{stack.candidate}/scores/?t=1")
    expect(page.get_by_text("考籍已转出。")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_text([THESIS])
    expect(leaving.row(page, THESIS)).to_contain_text("实践")
    looked_at(page, "scores-left")
    page.goto(f"{stack.candidate}/?t=1")
    expect(page.get_by_text("考籍已转出", exact=True)).to_be_visible()

"""Ways in and out: without the picture, at the first login, with a forgotten password, after too many tries.

Rows M1-02 to M1-05, M2-01.
"""

import re

from playwright.sync_api import Page, expect

from infra.demo_people import resident_number
from tests.browsing import axe, captcha, fits, screenshots, sign_in
from tests.journeys.conftest import Contexts
from tests.stack import Stack

OWN = "竹外桃花三两枝 2026"


def looked_at(page: Page, name: str) -> None:
    axe(page)
    fits(page)
    screenshots(page, f"identity-{name}")


def begin_to_sign_in(page: Page, stack: Stack, number: str, password: str) -> None:
    """With the picture; what comes of it is the caller's."""
    with page.expect_response("**/api/session/captcha") as drawn:
        page.get_by_label("证件号码").fill(number)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_label("验证码", exact=True).fill(captcha(stack, drawn.value.json()["id"]))
    page.get_by_role("button", name="登录", exact=True).click()


def choose_password(page: Page, password: str, again: str = "") -> None:
    page.get_by_label("新密码", exact=True).fill(password)
    page.get_by_label("再次填写新密码").fill(again or password)


def test_the_first_login_ends_in_a_password_of_ones_own(page: Page, stack: Stack) -> None:
    """M1-02: 初始密码 opens the activation; the printed code and a good password open the rest."""
    person = stack.people["weiwu"]
    page.goto(f"{stack.candidate}/login/")
    begin_to_sign_in(page, stack, person["id_number"], person["password"])
    expect(page.get_by_role("heading", name="激活账户")).to_be_focused()
    page.get_by_label("准考证号").check()
    expect(page.get_by_label("准考证号", exact=True).last).to_be_visible()
    page.get_by_label("激活码（推荐）").check()
    looked_at(page, "activation")
    page.get_by_role("button", name="激活并登录").click()
    expect(page.get_by_role("link", name="请填写激活码")).to_be_visible()
    expect(page.get_by_role("link", name="请填写新密码")).to_be_visible()
    page.get_by_label("激活码", exact=True).fill("AAAA-BBBB-CCCC")
    choose_password(page, f"x{person['id_number'][6:14]}yz")
    page.get_by_role("button", name="激活并登录").click()
    expect(page.get_by_role("link", name="密码不能包含账号、姓名或证件号码中的内容")).to_be_visible()
    choose_password(page, OWN, OWN[:-1])
    page.get_by_role("button", name="激活并登录").click()
    expect(page.get_by_role("link", name="两次填写的密码不一样，请重新填写")).to_be_visible()
    choose_password(page, OWN)
    page.get_by_role("button", name="激活并登录").click()
    expect(page.get_by_text("激活码不正确，或者已使用、已过期")).to_be_visible()
    looked_at(page, "activation-wrong")
    page.get_by_label("激活码", exact=True).fill(person["code"].lower())
    page.get_by_role("button", name="激活并登录").click()
    expect(page.get_by_text("卫五·演示，您好")).to_be_visible()


def test_a_forgotten_password_comes_back_by_message(page: Page, contexts: Contexts, stack: Stack) -> None:
    """M1-04: 忘记密码?; the other device is out, the old password is dead."""
    person = stack.people["zhangsan"]
    other = contexts().new_page()
    sign_in(other, stack, "zhangsan")
    page.goto(f"{stack.candidate}/login/")
    page.get_by_role("link", name="忘记密码?").click()
    page.get_by_label("证件号码").fill(person["id_number"])
    page.get_by_role("button", name="无障碍验证").click()
    looked_at(page, "reset")
    page.get_by_role("button", name="发送验证码").click()
    expect(page.get_by_text("如果这个证件号码登记了重置用手机")).to_be_visible()
    expect(page.get_by_label("短信验证码", exact=True).last).to_be_focused()
    looked_at(page, "reset-sent")
    [code] = re.findall(r"\b\d{6}\b", stack.message("0001"))
    page.locator("#reset-code").fill("000000" if code != "000000" else "000001")
    choose_password(page, OWN)
    page.get_by_role("button", name="重置密码并登录").click()
    expect(page.get_by_text("证件号码或验证码、重置码不正确")).to_be_visible()
    page.locator("#reset-code").fill(code)
    page.get_by_role("button", name="重置密码并登录").click()
    expect(page.get_by_text("张三·演示，您好")).to_be_visible()
    other.reload()
    other.wait_for_url("**/login/**")
    assert "已重置密码" in stack.message("0001")


def test_a_forgotten_password_comes_back_by_the_desk(page: Page, stack: Stack) -> None:
    """M1-04: 重置码 from the 主考学校, with the picture of digits."""
    person = stack.people["wushi"]
    page.goto(f"{stack.candidate}/reset/")
    with page.expect_response("**/api/session/captcha") as drawn:
        page.get_by_role("radio", name=re.compile("^重置码")).check()
    page.get_by_label("证件号码").fill(person["id_number"])
    page.get_by_label("验证码", exact=True).fill(captcha(stack, drawn.value.json()["id"]))
    page.locator("#reset-code").fill(person["code"])
    choose_password(page, OWN)
    looked_at(page, "reset-desk")
    page.get_by_role("button", name="重置密码并登录").click()
    expect(page.get_by_text("吴十·演示，您好")).to_be_visible()


def test_a_new_password_ends_all_other_devices(page: Page, contexts: Contexts, stack: Stack) -> None:
    other = contexts().new_page()
    sign_in(other, stack, "qianqi")
    sign_in(page, stack, "qianqi")
    page.goto(f"{stack.candidate}/me/?t=1")
    expect(page.get_by_role("button", name="退出所有设备")).to_be_visible()
    looked_at(page, "me")
    page.get_by_role("link", name="修改密码").click()
    page.get_by_label("当前密码").fill("wrong-one-entirely")
    choose_password(page, OWN)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("link", name="当前密码不正确")).to_be_visible()
    looked_at(page, "password")
    page.get_by_label("当前密码").fill(stack.people["qianqi"]["password"])
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("heading", name="密码已修改")).to_be_focused()
    page.get_by_role("link", name="返回我的").click()
    expect(page.get_by_text("钱七·演示")).to_be_visible()
    other.reload()
    other.wait_for_url("**/login/**")
    page.get_by_role("button", name="退出所有设备").click()
    page.wait_for_url("**/login/?out=1")
    expect(page.get_by_text("其他设备上的登录也一并退出")).to_be_visible()


def test_people_read_who_saw_their_record(page: Page, stack: Stack) -> None:
    """我的数据, from the footer: role and organisation, and nobody's name."""
    sign_in(page, stack, "wangwu")
    page.get_by_role("link", name="个人信息").click()
    expect(page.get_by_role("heading", name="谁查看或更改过我的信息")).to_be_visible()
    expect(page.get_by_text(re.compile("审核人员（复旦大学）：查看了完整证件号码")).first).to_be_visible()
    expect(page.get_by_text("甲老师")).to_have_count(0)
    expect(page.get_by_role("heading", name="保存哪些信息")).to_be_visible()
    looked_at(page, "my-data")
    page.get_by_role("link", name="无障碍声明").click()
    expect(page.get_by_role("heading", level=1, name="无障碍声明")).to_be_visible()
    looked_at(page, "accessibility")


def test_too_many_tries_say_how_long_to_wait(page: Page, stack: Stack) -> None:
    """M1-05, for a number that nobody has: the words are those for everybody. 登录 waits for a late 无障碍验证."""
    page.route("**/candidate-work.*.js", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.goto(f"{stack.candidate}/login/")
    page.get_by_label("证件号码").fill(resident_number("19700101", 1))
    page.get_by_role("button", name="无障碍验证").click()
    statuses: list[int] = []
    while 429 not in statuses and len(statuses) < 9:
        page.get_by_label("密码", exact=True).fill("not-this-one-at-all")
        with page.expect_response("**/api/session") as answer:
            page.get_by_role("button", name="登录", exact=True).click()
        statuses.append(answer.value.status)
        expect(page.locator("[data-summary]")).to_be_visible()
    assert statuses[:5] == [401] * 5
    expect(page.get_by_text(re.compile(r"尝试次数过多，请 \d+ 秒后再试"))).to_be_visible()
    looked_at(page, "locked")


def test_who_cannot_read_the_picture_lets_the_browser_count(page: Page, stack: Stack) -> None:
    """M1-03: 无障碍验证, by keyboard; a wrong password costs another round and nothing typed but the password."""
    person = stack.people["sunba"]
    page.goto(f"{stack.candidate}/login/")
    page.get_by_label("证件号码").fill(person["id_number"])
    page.get_by_role("button", name="无障碍验证").press("Enter")
    expect(page.get_by_label("验证码", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="改用图片验证码")).to_be_focused()
    looked_at(page, "work")
    page.get_by_label("密码", exact=True).fill("not-this-one-at-all")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("progressbar", name="无障碍验证")).to_be_visible()
    expect(page.get_by_text("证件号码、密码或验证码错误")).to_be_visible()
    expect(page.get_by_label("证件号码")).to_have_value(person["id_number"])
    page.get_by_label("密码", exact=True).fill(person["password"])
    page.get_by_label("密码", exact=True).press("Enter")
    expect(page.get_by_text(re.compile(r"正在验证，已完成 \d\d%"))).to_be_attached()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_the_picture_comes_back_when_wanted(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.candidate}/login/")
    page.get_by_role("button", name="无障碍验证").click()
    page.get_by_role("button", name="改用图片验证码").click()
    expect(page.get_by_label("验证码", exact=True)).to_be_focused()
    expect(page.locator("[data-captcha] img")).to_be_visible()

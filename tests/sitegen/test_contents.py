"""What pages say: the manual's labels, the province's words, the catalogue's limits."""

import re
from collections.abc import Callable

import msgspec
import pytest
from sitegen import publish
from sitegen.content import Content

from chalicelib import data
from chalicelib.domain import attestations, catalogue, codes
from tests.security import scanner
from tests.sitegen.conftest import SITE, Tree

Trees = dict[str, Tree]


@pytest.mark.parametrize(
    "text",
    [
        "系统介绍",
        "联系我们",
        "使用说明",
        "历史成绩",
        "免考申请",
        "考籍转移",
        "毕业申请",
        "证书样例",
        "建议使用",
        "主考学校联系方式",
    ],
)
def test_login_page_carries_what_the_manual_shows(candidate: Trees, text: str) -> None:
    """M0-01."""
    assert text in candidate["/login/"].html


@pytest.mark.parametrize("label", ["证件号码", "密码", "验证码"])
def test_login_page_asks_for_three_things(candidate: Trees, label: str) -> None:
    """M1-01."""
    assert label in [one.text for one in candidate["/login/"].all("label")]


def test_login_page_says_the_initial_password_and_where_to_go_without_one(candidate: Trees, content: Content) -> None:
    """M1-02, M1-04."""
    page = candidate["/login/"]
    assert content.password_hint in page.html
    assert {"忘记密码?", "自学考试报名平台"} <= {one.text for one in page.all("a")}


def test_help_and_the_reset_page_agree_on_whose_password_it_is(candidate: Trees) -> None:
    """M1-02: only the initial password is that of the registration platform."""
    assert "首次登录使用与自学考试报名平台相同的初始密码" in candidate["/help/"].html
    for page in (candidate["/help/"], candidate["/reset/"]):
        assert "只改变本平台的密码，不改变自学考试报名平台的密码" in page.html


def test_the_notice_and_the_rule_say_the_same_of_a_foreign_language(content: Content) -> None:
    """What one reprinted notice says is said with its doubt."""
    (rule,) = (caution for caution in data.exemption_rules().cautions if caution.id == "SH-W3")
    (notice,) = (notice for notice in content.notices if notice.business == "exemption")
    assert f"{rule.text}。" in notice.paragraphs


def test_contacts_come_from_the_configuration_alone(candidate: Trees, content: Content) -> None:
    """M0-01: no template holds a number that the office may change."""
    numbers = [content.contacts.phone, content.contacts.consulting, *content.contacts.qq]
    templates = [path.read_text() for path in (SITE / "templates").rglob("*.html")]
    assert not [text for text in templates if re.search(r"\d{3,4}-\d{4}|\d{9,}", text)]
    assert all(number in candidate["/login/"].html for number in numbers)


def test_schools_to_ask_are_those_of_the_data(candidate: Trees, content: Content) -> None:
    """M0-01: 主考学校联系方式 leads to a page that names every one of them."""
    assert {one.name for one in content.schools} == {one.name for one in data.schools().values()}
    (link,) = [one for one in candidate["/login/"].all("a") if one.text == "主考学校联系方式"]
    assert [one.text for one in candidate[link["href"]].all("h2")] == [
        *(one.name for one in content.schools),
        "联系我们",
    ]


def test_whoever_meets_a_fault_can_ask_everybody(candidate: Trees, content: Content) -> None:
    """F19: the same block of contacts where people help themselves and where something went wrong."""
    for address in ("/login/", "/help/", "/schools/", "/404.html", "/500.html", "/maintenance.html"):
        links = {one["href"] for one in candidate[address].all("a")}
        assert {f"tel:{content.contacts.phone}", f"tel:{content.contacts.consulting}", "/schools/"} <= links, address
        assert all(number in candidate[address].html for number in content.contacts.qq), address


def test_every_page_of_candidates_says_whom_to_call(candidate: Trees, content: Content) -> None:
    for address, tree in candidate.items():
        assert f"tel:{content.contacts.phone}" in [one["href"] for one in tree.all("a")], address


def test_old_browsers_are_told_which_ones_work(candidate: Trees) -> None:
    """M0-02: a plain page, without a script that could fail."""
    page = candidate["/unsupported/"]
    assert page.all("script") == []
    assert all(name in page.html for name in ("微信", "Chrome", "Safari", "Edge", "Firefox", "360"))
    pages_with_script = [one for one in candidate.values() if any(two["type"] == "module" for two in one.all("script"))]
    assert all(any("nomodule" in script.attributes for script in one.all("script")) for one in pages_with_script)


def test_menu_leads_to_the_exemptions(candidate: Trees) -> None:
    """M3.1-01: 【申办项目】-【申请免考】."""
    menu = [one for one in candidate["/"].all("a") if one["data-business"] == "exemption"]
    assert [(one["href"], one.text) for one in menu] == [("/exemptions/", "申请免考")]
    assert [one.text for one in candidate["/exemptions/notice/"].all("button") if "data-accept" in one.attributes] == [
        "我已知晓，继续申请"
    ]


@pytest.mark.parametrize("label", ["凭证", "获取凭证省份", "年", "月", "拍照或选择图片"])
def test_credential_form_asks_what_the_manual_asks(candidate: Trees, label: str) -> None:
    """M3.1-03."""
    assert label in [one.text for one in candidate["/exemptions/upload/"].all("label")]


def test_credential_form_offers_every_type_and_province_in_order(candidate: Trees) -> None:
    options = [one["value"] for one in candidate["/exemptions/upload/"].all("option") if one["value"]]
    types, provinces = list(data.credential_types()), list(data.provinces())
    assert options[: len(types)] == types
    assert options[-len(provinces) :] == provinces


OF_ALL_COURSES = ("courses_most", "certificates_most")


def test_limits_of_forms_are_those_of_the_catalogue(candidate: Trees) -> None:
    (main,) = candidate["/exemptions/upload/"].all("main")
    of_one_course = {name: limit for name, limit in catalogue.limits().items() if name not in OF_ALL_COURSES}
    assert len(of_one_course) > 3
    for name, limit in of_one_course.items():
        assert main[f"data-{name.replace('_', '-')}"] == str(limit)


def test_patterns_of_numbers_mean_the_same_to_browsers() -> None:
    """Only classes, ranges and counts: what Python and JavaScript read alike."""
    simple: Callable[[str], object] = re.compile(r"(?:\[[0-9A-Za-z-]+\]|[0-9A-Za-z]|\{\d+(?:,\d*)?\})*").fullmatch
    assert not [one.id for one in data.credential_types().values() if not simple(one.pattern)]


def test_notice_shows_every_version_of_the_exemptions(candidate: Trees, content: Content) -> None:
    shown = {one["data-version"] for one in candidate["/exemptions/notice/"].elements if one["data-version"]}
    assert shown == {one.version for one in content.notices if one.business == "exemption"}


def test_a_demonstration_says_so_on_every_page(trees: Trees, content: Content) -> None:
    for address, tree in trees.items():
        notes = [one for one in tree.elements if one["class"] == "demo"]
        assert [(one["role"], one.text) for one in notes] == [("note", content.demo)], address


def test_a_site_in_earnest_has_no_strip(content: Content) -> None:
    files = publish.site(SITE, msgspec.structs.replace(content, demo=""))
    assert not [name for name, body in files.items() if name.endswith(".html") and b'class="demo"' in body]


def test_checks_before_an_exemption_name_the_rules_of_the_data(content: Content) -> None:
    """F18: what the page says before is what the service says afterwards."""
    book = data.exemption_rules()
    known = {one.text for one in (*book.gates, *book.no_need, *book.cautions)}
    (topic,) = (one for one in content.help if one.id == "exemption")
    named = [answer.stops for question in topic.checks for answer in question.answers if answer.stops]
    assert book.gates[0].text in named
    assert set(named) <= known


def test_every_business_has_three_questions_and_a_way_on(candidate: Trees, content: Content) -> None:
    """F18: each question can be answered without being stopped, and each can stop."""
    topics = [one for one in content.help if one.checks]
    assert {one.id for one in topics} == {
        "scores",
        "exemption",
        "supplement",
        "graduation",
        "transfer_out",
        "transfer_in",
    }
    for question in [question for one in topics for question in one.checks]:
        assert {bool(answer.stops) for answer in question.answers} == {True, False}, question.text
    assert {len(one.checks) for one in topics} == {3}
    linked = {one["href"] for tree in candidate.values() for one in tree.all("a")}
    assert {"/help/#exemption", "/help/#scores"} <= linked


def test_every_sample_is_drawn_with_a_mark_for_each_field(files: dict[str, bytes]) -> None:
    """M5-01: the six of the manual, each marked 样例, the n-th field at mark n."""
    samples = msgspec.json.decode(_file(files, "samples."))
    assert [one["title"] for one in samples] == [
        "PETS3 合格证书",
        "PETS3 成绩通知单",
        "CET4 合格证书",
        "PETS2 证书",
        "教育部学历证书电子注册备案表",
        "中国高等教育学历认证报告",
    ]
    for sample in samples:
        drawing = files["candidate" + sample["picture"]].decode()
        marks = sorted(re.findall(r'fill="#fff" text-anchor="middle">(\d)<', drawing))
        assert marks == [str(number + 1) for number in range(len(sample["points"]))], sample["id"]
        assert ">样例<" in drawing, sample["id"]
        assert f'viewBox="0 0 360 {sample["height"]}"' in drawing


def test_samples_name_types_that_exist_and_the_fields_they_have(files: dict[str, bytes]) -> None:
    types = data.credential_types()
    for sample in msgspec.json.decode(_file(files, "samples.")):
        for kind in (types[one] for one in sample["types"]):
            assert sum("编号" in point["field"] for point in sample["points"]) == bool(kind.number_label), kind.id
            assert any("级别" in point["field"] for point in sample["points"]) == bool(kind.levels), kind.id
            assert any("时间" in point["field"] for point in sample["points"]) == bool(kind.date_label), kind.id


def _file(files: dict[str, bytes], name: str) -> bytes:
    (found,) = (body for path, body in files.items() if path.startswith(f"candidate/assets/{name}"))
    return found


def test_no_page_and_no_data_file_tells_of_anybody(files: dict[str, bytes]) -> None:
    """Threat row 80: what everybody can fetch holds no number of a person, no mobile and no secret."""
    told = {name: scanner.found(body.decode("latin-1")) for name, body in files.items()}
    assert {name: found for name, found in told.items() if found} == {}


def test_pages_know_a_code_by_what_the_rules_say_of_it(candidate: Trees) -> None:
    """F83: its length and letters where it is typed, the months where it is made, and both in the words of the help."""
    (form,) = candidate["/verify/"].all("form")
    assert (form["data-length"], form["data-letters"]) == (str(attestations.LENGTH), codes.LETTERS)
    (place,) = [one for one in candidate["/applications/"].elements if one["data-attestation"]]
    least, most = attestations.MONTHS_LEAST, attestations.MONTHS_MOST
    assert place["data-months"].split(",") == [str(count) for count in range(least, most + 1)]
    for address in ("/verify/", "/help/"):
        assert f"{least} 至 {most} 个月" in candidate[address].html, address


def test_whoever_checks_a_code_needs_no_account(candidate: Trees) -> None:
    """The page is found from every foot, asks for nothing but the code, and says what it does not stand for."""
    page = candidate["/verify/"]
    assert [one.text for one in page.all("label")] == ["查验码"]
    assert "学信网" in page.html
    assert all(
        "/verify/" in [one["href"] for one in tree.all("a")] for path, tree in candidate.items() if tree.all("footer")
    )

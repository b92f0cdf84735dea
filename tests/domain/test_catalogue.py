"""What people type about credentials: every fault at once, with field, limit and count."""

from datetime import datetime

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib import data
from chalicelib.domain import catalogue, instants
from chalicelib.domain.credentials import Credential
from chalicelib.domain.ids import CourseCode, UploadId

NOW = instants.of(datetime(2026, 11, 3, 9, 0, tzinfo=instants.SHANGHAI))
TYPES, PROVINCES = data.credential_types(), data.provinces()


def a_credential(**changes: object) -> Credential:
    pets = Credential(
        type="pets_certificate",
        level="三级",
        number="1234567890",
        year="2017",
        month="9",
        province="31",
        uploads=(UploadId("a"),),
    )
    return msgspec.structs.replace(pets, **changes)


def a_registration_form(**changes: object) -> Credential:
    form = Credential(type="registration_form", number="0908 8869 3519", uploads=(UploadId("a"),))
    return msgspec.structs.replace(form, **changes)


def faults(credential: Credential) -> dict[str, str]:
    found = catalogue.credential_faults(credential, TYPES, PROVINCES, NOW, "items.1.credentials.2")
    assert all(fault.field.startswith("items.1.credentials.2.") for fault in found)
    return {fault.field.rpartition(".")[2]: fault.message for fault in found}


def uploads(count: int) -> tuple[UploadId, ...]:
    return tuple(UploadId(f"{number:032x}") for number in range(count))


def test_a_complete_credential_has_no_fault() -> None:
    assert faults(a_credential()) == {}
    assert faults(a_registration_form()) == {}


def test_all_faults_come_at_once() -> None:
    assert faults(Credential(type="pets_certificate")) == {
        "level": "请选择级别",
        "number": "请填写证书编号",
        "year": "请填写获取时间的年份",
        "month": "请填写获取时间的月份",
        "province": "请选择获取凭证省份",
        "uploads": "请上传凭证图片",
    }


@pytest.mark.parametrize("chosen", ["", "toefl", "PETS"])
def test_a_type_must_be_chosen(chosen: str) -> None:
    assert faults(a_credential(type=chosen)) == {"type": "请选择凭证类型"}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"level": "九级"}, "level", "请选择级别"),
        ({"number": "1" * 41}, "number", "证书编号不能超过 40 个字符，您填写了 41 个"),
        ({"number": "12\x0034"}, "number", "证书编号含有无法识别的字符，请重新输入"),
        ({"year": "17"}, "year", "获取时间的年份应为 4 位数字"),
        ({"year": "二〇一七"}, "year", "获取时间的年份应为 4 位数字"),
        ({"year": "1949"}, "year", "获取时间的年份应在 1950 至 2026 之间"),
        ({"year": "2027"}, "year", "获取时间不能晚于现在"),
        ({"year": "2026", "month": "12"}, "month", "获取时间不能晚于现在"),
        ({"month": "13"}, "month", "获取时间的月份应为 1 至 12"),
        ({"month": "0"}, "month", "获取时间的月份应为 1 至 12"),
        ({"province": "99"}, "province", "请选择获取凭证省份"),
        ({"note": "字" * 201}, "note", "备注不能超过 200 个字符，您填写了 201 个"),
        ({"note": "看\x1b[31m"}, "note", "备注含有无法识别的字符，请重新输入"),
        ({"note": "abc\u202ecba"}, "note", "备注含有无法识别的字符，请重新输入"),
        ({"uploads": uploads(5)}, "uploads", "每项凭证最多 4 张图片，您上传了 5 张"),
        ({"uploads": uploads(1) * 2}, "uploads", "同一张图片不能重复使用"),
    ],
)
def test_a_fault_names_field_and_limit(changes: dict[str, object], field: str, message: str) -> None:
    assert faults(a_credential(**changes)) == {field: message}


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "沪大毕字（１９９９）第０１２３号"},
        {"number": "1" * 40},
        {"year": "1950"},
        {"year": "２０１７", "month": "０９"},
        {"year": "2026", "month": "11"},
        {"note": "第一行\r\n第二行\t👩\u200d🎓 㐂\U00020bb7"},
        {"note": "\U00020bb7" * 200},
        {"uploads": uploads(4)},
    ],
)
def test_what_is_unusual_but_right_passes(changes: dict[str, object]) -> None:
    assert faults(a_credential(**changes)) == {}


def test_now_is_judged_in_shanghai() -> None:
    last_hour_of_october_in_utc = instants.of(datetime(2026, 11, 1, 0, 30, tzinfo=instants.SHANGHAI))
    found = catalogue.credential_faults(
        a_credential(year="2026", month="11"), TYPES, PROVINCES, last_hour_of_october_in_utc
    )
    assert found == ()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("0908 8869 351", "在线验证码应为 12 至 20 位数字或字母，您填写了 11 位"),
        ("0908-8869-3519", "在线验证码应为 12 至 20 位数字或字母，请检查是否有其他字符"),
    ],
)
def test_a_pattern_says_what_is_wrong(number: str, message: str) -> None:
    """教育部学历证书电子注册备案表: 在线验证码, sample 0908 8869 3519."""
    assert faults(a_registration_form(number=number)) == {"number": message}


def test_what_a_type_does_not_ask_for_is_neither_judged_nor_kept() -> None:
    left_over = a_registration_form(year="99", month="x", province="?", level="三级")
    assert faults(left_over) == {}
    assert catalogue.normalised(left_over, TYPES) == a_registration_form(number="090888693519")


def test_numbers_are_compared_without_spaces_and_widths() -> None:
    typed = a_credential(number=" １２３４ 5678\u200b90\u3000")
    assert catalogue.normalised(typed).number == "1234567890"
    assert catalogue.certificate_key(typed) == catalogue.certificate_key(a_credential())
    assert catalogue.certificate_key(typed) != catalogue.certificate_key(a_credential(type="pets_notice"))


@pytest.mark.parametrize("mark", ["①", "²", "𝟐"])
def test_a_footnote_mark_is_no_digit_of_a_number(mark: str) -> None:
    assert catalogue.normalised(a_credential(number=f"1234{mark}")).number == f"1234{mark}"
    assert faults(a_credential(month=mark)) == {"month": "获取时间的月份应为 1 至 12"}


def batch(*units: tuple[int, int]) -> list[tuple[list[CourseCode], list[Credential]]]:
    """Units of so many codes and so many credentials, all different."""
    return [
        (
            [CourseCode(f"{place}{code}") for code in range(codes)],
            [a_credential(number=f"{place}-{one}") for one in range(credentials)],
        )
        for place, (codes, credentials) in enumerate(units)
    ]


@pytest.mark.parametrize(
    ("units", "field", "message"),
    [
        ([], "items", "请选择至少一门课程"),
        ([(2, 1)] * 4 + [(1, 1)], "items", "一次最多申请 8 门课程（理论和实践分别计算），您选择了 9 门"),
        ([(1, 1), (1, 0)], "items.1.credentials", "请新增至少一项凭证"),
        ([(1, 7)], "items.0.credentials", "每门课程最多 6 项凭证，您填写了 7 项"),
        ([(1, 6), (1, 6), (1, 1)], "items", "一次最多提交 12 种不同的证书，您填写了 13 种，请分次申请"),
    ],
)
def test_a_batch_has_limits(units: list[tuple[int, int]], field: str, message: str) -> None:
    assert [(fault.field, fault.message) for fault in catalogue.batch_faults(batch(*units))] == [(field, message)]


def test_a_batch_at_its_limits_passes() -> None:
    assert catalogue.batch_faults(batch((2, 6), (2, 6), (2, 0), (2, 0))[:2]) == ()
    one_certificate = [([CourseCode("1")], [a_credential()])] * 8
    assert catalogue.batch_faults(one_certificate) == ()


def test_pictures_tell_certificates_without_a_number_apart() -> None:
    transcripts = [Credential(type="school_transcript", uploads=(upload,)) for upload in uploads(2)]
    assert len({catalogue.certificate_key(one) for one in (*transcripts, *transcripts)}) == 2


def test_limits_are_the_ones_that_are_judged() -> None:
    most = catalogue.limits()
    assert faults(a_credential(note="字" * most["note_longest"], uploads=uploads(most["uploads_most"]))) == {}
    assert faults(
        a_credential(note="字" * (most["note_longest"] + 1), uploads=uploads(most["uploads_most"] + 1))
    ).keys() == {
        "note",
        "uploads",
    }


TEXT = st.text(max_size=60)
CREDENTIALS = st.builds(
    Credential,
    type=st.sampled_from(sorted(TYPES)),
    level=TEXT | st.sampled_from(["三级", "本科"]),
    number=TEXT,
    year=TEXT | st.integers(1900, 2100).map(str),
    month=TEXT | st.integers(0, 13).map(str),
    province=TEXT | st.sampled_from(sorted(PROVINCES)),
    note=TEXT,
    uploads=st.lists(st.sampled_from(uploads(3)), max_size=5).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(CREDENTIALS)
@example(Credential(type="cet_certificate", number="A´"))
def test_normalising_twice_changes_nothing_and_no_verdict(credential: Credential) -> None:
    once = catalogue.normalised(credential, TYPES)
    assert catalogue.normalised(once, TYPES) == once
    assert catalogue.credential_faults(once, TYPES, PROVINCES, NOW) == catalogue.credential_faults(
        credential, TYPES, PROVINCES, NOW
    )


@settings(max_examples=60, deadline=None)
@given(CREDENTIALS)
def test_each_field_has_one_fault_at_most_and_every_one_a_sentence(credential: Credential) -> None:
    found = catalogue.credential_faults(credential, TYPES, PROVINCES, NOW)
    fields = [fault.field for fault in found]
    assert len(set(fields)) == len(fields)
    assert all(fault.message and "{" not in fault.message for fault in found)

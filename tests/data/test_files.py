"""A bad row of reference data is named: file, row, field."""

import pytest

from chalicelib.data.files import DataError, by_code, rows
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import Course, Province

GOOD = b'{"code":"00015","name":"\xe8\x8b\xb1\xe8\xaf\xad(\xe4\xba\x8c)","credits2":28,"status":"verified in source"}'


def content(*found: bytes) -> bytes:
    return b'{"rows":[' + b",".join(found) + b"]}"


def test_a_good_row_becomes_a_value() -> None:
    (course,) = rows("courses.json", Course, content=content(GOOD))
    assert (course.code, course.name, course.credits2) == ("00015", "英语(二)", 28)


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        (b'{"code":"00016","name":1,"status":""}', "row 00016, field name"),
        (b'{"code":"00016","name":"","credits2":1.5,"status":""}', "row 00016, field credits2"),
        (b'{"code":"0016","name":"","status":""}', "row 0016, field code"),
        (b'{"code":"00016","name":"","credits2":-1,"status":""}', "row 00016, field credits2"),
        (b'{"name":"nameless","status":""}', r"row nameless, field \(row\)"),
        (b"7", r"row 1, field \(row\)"),
    ],
)
def test_a_bad_row_is_named(bad: bytes, named: str) -> None:
    with pytest.raises(DataError, match=f"^courses.json: {named}: "):
        rows("courses.json", Course, content=content(GOOD, bad))


def test_a_fault_deep_in_a_row_names_the_whole_path() -> None:
    bad = b"""{"id":"P","province":"","major_code":"","national_code":"","major_name":"","level":"","school_name":"",
        "version":"","source":"","status":"","rows":[{"code":"00015","name":"","credits2":"14"}],"compulsory":[]}"""
    with pytest.raises(DataError, match=r"plans.json: row P, field rows\[0\]\.credits2: "):
        rows("plans.json", Plan, content=content(bad))


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"lines":[]}'])
def test_a_broken_file_is_named(broken: bytes) -> None:
    with pytest.raises(DataError, match=r"^courses.json: "):
        rows("courses.json", Course, content=broken)


def test_a_code_that_stands_twice_is_named() -> None:
    twice = (Province("31", "上海市"), Province("31", "上海"))
    with pytest.raises(DataError, match=r"provinces\.json: row 31 stands twice"):
        by_code("provinces.json", twice)

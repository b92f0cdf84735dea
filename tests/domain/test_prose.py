"""How printed text is counted and what no printer can print (rows M3.2-05, M3.2-06)."""

import pytest

from chalicelib.domain import prose


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("认真学习", 4),
        ("认 真\n学　习", 4),
        ("ABC 12，。", 7),
        ("e\u0301", 1),
        ("葛\U000e0100", 1),
        ("中\u200b文\u200d", 2),
        ("\U00020bb7野家", 3),
        ("文\u3164\u2800\u115f\u1160\uffa0字", 2),
    ],
)
def test_people_count_what_is_printed(text: str, count: int) -> None:
    assert prose.length(text) == count


@pytest.mark.parametrize("sign", ["😀", "👨\u200d👩\u200d👧", "🇨🇳", "1\ufe0f\u20e3", "❤", "✅", "⭐"])
def test_pictographs_are_named_as_such(sign: str) -> None:
    assert prose.fault(f"学习认真{sign}", 1, 10) == "emoji"


@pytest.mark.parametrize("text", ["★优秀☆", "①②③", "成绩≥80％", "37℃、5㎡", "“引号”—破折号……", "𠮷"])
def test_signs_that_printers_know_are_let_through(text: str) -> None:
    assert prose.fault(text, 1, 20) == ""


@pytest.mark.parametrize(
    "text",
    [
        "左\u202e右",
        "铃\x07",
        "h\u0335\u0336\u0337ello",
        "半\ud800",
        "空\u3164",
        "空\u2800",
        "空\u115f",
        "空\u1160",
        "空\uffa0",
        "\u1100",
    ],
)
def test_what_turns_or_piles_up_is_refused(text: str) -> None:
    assert prose.fault(text, 1, 20) == "unwanted"


def test_a_text_has_so_many_paragraphs_whatever_is_empty_between() -> None:
    assert prose.fault("\n\n".join("字" * 30), 1, 800) == ""
    assert prose.fault("\n".join("字" * 31), 1, 800) == "lines"


def test_korean_that_came_apart_is_whole() -> None:
    assert prose.fault("\u1112\u1161\u11ab", 1, 5) == ""


def test_both_limits_are_inclusive() -> None:
    assert [prose.fault("字" * count, 3, 5) for count in (2, 3, 5, 6)] == ["short", "", "", "long"]


def test_white_space_fills_no_length_and_hides_none() -> None:
    assert prose.fault("字 " * 3, 4, 20) == "short"
    assert prose.fault("字" + " " * 60 + "字", 1, 20) == "long"


def test_a_text_is_stored_as_it_prints() -> None:
    assert prose.cleaned(" 第一段 \r\n\r\n\n\n\t第二段\r") == "第一段\n\n第二段"
    assert prose.cleaned("e\u0301") == "é"

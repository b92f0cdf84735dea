"""What a password may be."""

import pytest

from chalicelib.data.common import common_passwords
from chalicelib.domain.passwords import CANDIDATE, STAFF, fault, initial, is_common

OWN = ("11010519491231002X", "演示甲", "fd-reviewer")


@pytest.mark.parametrize(
    "password",
    ["竹外桃花三两枝，春江水暖", "correct horse battery", "9f#Kp2!vQz7m", "x" * 100 + "yzt 4 !", "lantern-Quay-81"],
)
def test_long_and_uncommon_is_enough(password: str) -> None:
    assert fault(password, STAFF, common_passwords(), OWN) is None


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "qwertyuiop12",
        "password1234",
        "Manchester2026!",
        "woaini1314520",
        "aaaaaaaaaaaa",
        "abababababab",
        "asdfghjkl123",
        "1qaz2wsx3edc",
        "zyxwvutsrqpo",
        "P@ssw0rd2026",
        "Shanghai2026!",
    ],
)
def test_what_many_people_use_is_refused(password: str) -> None:
    found = fault(password, CANDIDATE, common_passwords(), ())
    assert found
    assert "常见" in found.message


@pytest.mark.parametrize(
    "password", ["my-19491231-day", "91231002x-secret", "演示甲的密码很长很长", "FD-Reviewer-forever"]
)
def test_what_others_know_of_you_is_refused(password: str) -> None:
    found = fault(password, CANDIDATE, common_passwords(), OWN)
    assert found
    assert "不能包含" in found.message


def test_length_counts_characters() -> None:
    assert fault("竹外桃花三两枝春", CANDIDATE, (), ())
    assert fault("竹外桃花三两枝春江水", CANDIDATE, (), ()) is None
    assert fault("竹外桃花三两枝春江水", STAFF, (), ())
    assert fault("竹外桃花三两枝春江水" * 13, CANDIDATE, (), ())


def test_the_list_is_long_and_lower_case() -> None:
    words = common_passwords()
    assert len(words) >= 3_000
    assert all(word == word.lower() for word in words)
    assert is_common("iloveyou5201314", words)


def test_the_initial_password_is_the_last_six() -> None:
    assert initial("11010519491231002x") == "31002X"

"""One captcha, one code, one link, one lane: what many try at once, one gets (threat rows 5, 7, 18)."""

import itertools
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pyotp
import pytest

from chalicelib.domain.instants import SECOND, Instant
from chalicelib.domain.staff import Role
from chalicelib.storage import captchas, passwords
from chalicelib.usecases.sessions.sign_in import LoginForm, Visitor, sign_in
from chalicelib.usecases.staff import sign_in as staff_sign_in
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from chalicelib.usecases.staff.confirm_enrolment import Confirmation, confirm_enrolment
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from tests.builders import NOW
from tests.race.conftest import CONTENDERS, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("engine")]

PASSWORD = "梧桐更兼细雨到黄昏点点滴滴"
_serial = itertools.count(1)


def done(doing: Callable[[], object]) -> bytes:
    doing()
    return b"done"


def all_at_once(doing: Callable[[], object], count: int = CONTENDERS) -> int:
    return len(winners(contend([partial(done, doing)] * count)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Id and answer of a captcha."""
    answers: list[str] = []
    from captcha.image import ImageCaptcha

    original: Any = ImageCaptcha.generate

    def generate(self: Any, text: str) -> Any:
        answers.append(text)
        return original(self, text)

    monkeypatch.setattr(ImageCaptcha, "generate", generate)
    made = captchas.draw("browser", NOW)
    return made.id, answers[0]


def a_member() -> tuple[NewStaff, str, str]:
    """On the register, with the link opened: the form, its token, the telephone's secret."""
    number = next(_serial)
    account = f"reviewer-{os.getpid()}-{number}"
    new = NewStaff(
        account=account,
        name="演示",
        id_number=f"P{os.getpid():08}{number:04}",
        role=Role.OFFICE,
        scope_kind="city",
        organisation="city",
    )
    token = add_staff(new, os.urandom(16), NOW)
    return new, token, open_enrolment(token, NOW).secret


def code(secret: str, now: int) -> str:
    return str(pyotp.TOTP(secret).at(now // SECOND))


def test_one_captcha_lets_one_login_through(drawn: tuple[str, str]) -> None:
    assert all_at_once(lambda: captchas.burn(*drawn, "browser", NOW)) == 1


def test_of_64_wrong_passwords_at_once_at_most_ten_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "matches", lambda _, given: bool(hashed.append(given)))  # type: ignore[func-returns-value]
    monkeypatch.setattr(captchas, "burn", lambda *_: None)
    form = LoginForm(id_number=f"G{os.getpid():08}", password="wrong", captcha_id="", captcha="")
    visitor = Visitor(address="203.0.113.7", browser="")
    assert all_at_once(lambda: sign_in(form, visitor, NOW), 64) == 0
    assert 1 <= len(hashed) <= 10


def test_one_enrolment_link_enrols_once() -> None:
    _, token, secret = a_member()
    form = Confirmation(token=token, password=PASSWORD, code=code(secret, NOW))
    assert all_at_once(lambda: confirm_enrolment(form, NOW), 8) == 1


def test_one_code_signs_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    new, token, secret = a_member()
    confirm_enrolment(Confirmation(token=token, password=PASSWORD, code=code(secret, NOW)), NOW)
    monkeypatch.setattr("chalicelib.storage.tries.reserve", lambda *_: None)
    later = Instant(NOW + 60 * SECOND)
    form = staff_sign_in.StaffLoginForm(account=new.account, password=PASSWORD, code=code(secret, later))
    visitor = Visitor(address="203.0.113.8", browser="")
    assert all_at_once(lambda: staff_sign_in.sign_in(form, visitor, later), 8) == 1

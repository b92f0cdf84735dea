"""One captcha, one code, one link, one lane: what many try at once, one gets (threat rows 5, 7, 18)."""

import itertools
import os
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pyotp
import pytest

from chalicelib.domain.instants import HOUR, SECOND, Instant
from chalicelib.domain.staff import Role
from chalicelib.domain.tries import Cap
from chalicelib.storage import captchas, passwords, tries
from chalicelib.usecases.sessions.sign_in import LoginForm, Visitor, sign_in
from chalicelib.usecases.staff import sign_in as staff_sign_in
from chalicelib.usecases.staff.add_staff import NewStaff, add_staff
from chalicelib.usecases.staff.confirm_enrolment import Confirmation, confirm_enrolment
from chalicelib.usecases.staff.open_enrolment import open_enrolment
from tests.builders import NOW
from tests.race.conftest import CONTENDERS, FEW_ROUNDS, ROUNDS, contend, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("engine")]

PASSWORD = "梧桐更兼细雨到黄昏点点滴滴"
TABS = 20
CAP = Cap("race", HOUR, 10)
_serial = itertools.count(1)


def done(doing: Callable[[], object]) -> bytes:
    doing()
    return b"done"


def all_at_once(doing: Callable[[], object], count: int = CONTENDERS) -> int:
    return len(winners(contend([partial(done, doing)] * count)))


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing takes its time and decides no race."""
    monkeypatch.setattr(passwords, "hashed", lambda _: "hash")
    monkeypatch.setattr(passwords, "matches", lambda *_: True)


Draw = Callable[[], tuple[str, str]]


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Draw:
    """Gives id and answer of a new captcha."""
    answers: list[str] = []
    monkeypatch.setattr("captcha.image.ImageCaptcha.generate", lambda _, text: BytesIO(answers.append(text)))  # type: ignore[func-returns-value]
    return lambda: (captchas.draw("browser", NOW).id, answers[-1])


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


def a_confirmation(new: NewStaff, token: str, secret: str) -> Confirmation:
    return Confirmation(token=token, id_number=new.id_number, password=PASSWORD, code=code(secret, NOW))


def code(secret: str, now: int) -> str:
    return str(pyotp.TOTP(secret).at(now // SECOND))


def burnings(captcha: tuple[str, str]) -> int:
    return all_at_once(lambda: captchas.burn(*captcha, "browser", NOW))


def guesses(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of 64 wrong passwords for one account are hashed."""
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "matches", lambda _, given: bool(hashed.append(given)))  # type: ignore[func-returns-value]
    monkeypatch.setattr(captchas, "burn", lambda *_: None)
    form = LoginForm(id_number=f"G{os.getpid():08}{next(_serial)}", password="wrong", captcha_id="", captcha="")
    visitor = Visitor(address="203.0.113.7", browser="")
    assert all_at_once(lambda: sign_in(form, visitor, NOW), 64) == 0
    return len(hashed)


def enrolments() -> int:
    form = a_confirmation(*a_member())
    return all_at_once(lambda: confirm_enrolment(form, NOW), TABS)


def staff_logins(monkeypatch: pytest.MonkeyPatch) -> int:
    new, token, secret = a_member()
    confirm_enrolment(a_confirmation(new, token, secret), NOW)
    monkeypatch.setattr("chalicelib.storage.tries.reserve", lambda *_: None)
    later = Instant(NOW + 60 * SECOND)
    form = staff_sign_in.StaffLoginForm(account=new.account, password=PASSWORD, code=code(secret, later))
    visitor = Visitor(address="203.0.113.8", browser="")
    return all_at_once(lambda: staff_sign_in.sign_in(form, visitor, later), TABS)


def counted() -> int:
    """How many of 32 the cap of one address lets through."""
    subject = f"{os.getpid()}-{next(_serial)}"
    return all_at_once(lambda: tries.count(CAP, subject, NOW))


def test_one_captcha_lets_one_login_through(draw: Draw) -> None:
    assert [burnings(draw()) for _ in range(ROUNDS)] == [1] * ROUNDS


def test_of_64_wrong_passwords_at_once_at_most_ten_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 <= guesses(monkeypatch) <= 10


def test_one_enrolment_link_enrols_once() -> None:
    assert [enrolments() for _ in range(FEW_ROUNDS)] == [1] * FEW_ROUNDS


def test_one_code_signs_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [staff_logins(monkeypatch) for _ in range(FEW_ROUNDS)] == [1] * FEW_ROUNDS


def test_a_cap_of_ten_lets_ten_of_32_through() -> None:
    assert [counted() for _ in range(ROUNDS)] == [CAP.most] * ROUNDS


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_a_captcha_is_looked_for_twice(draw: Draw) -> None:
    """A deletion tells once what was there: whoever comes second has nothing to compare and falls over it."""
    with pytest.raises(KeyError):
        burnings(draw())


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_locks_and_caps_hold_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counted() == CONTENDERS
    assert guesses(monkeypatch) > 10


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_links_and_codes_serve_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert enrolments() > 1
    assert staff_logins(monkeypatch) > 1

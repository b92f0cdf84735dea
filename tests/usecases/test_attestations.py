"""查验码 as its holder makes, sees and revokes it (F83)."""

from typing import Any

import pytest

from chalicelib.domain.attestations import Validity
from chalicelib.domain.errors import ConflictError, IncompleteError, SignedOutError, UnknownError, WrongStateError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, MINUTE, later
from chalicelib.domain.statuses import Event
from chalicelib.domain.tries import LockedOutError
from chalicelib.domain.windows import Business
from chalicelib.storage import attestations, chains
from chalicelib.storage.tables import RecordItem, RegistryItem
from chalicelib.usecases.accounts.show_my_data import show_my_data
from chalicelib.usecases.attestations.make_attestation import Holder
from tests import attesting
from tests.builders import CANDIDATE, CID, NOW, a_number, a_session
from tests.usecases.attested import check, make, revoke, show

pytestmark = pytest.mark.usefixtures("eligible")


@pytest.fixture
def no() -> No:
    return attesting.approve()


def test_its_holder_sees_it_again_with_how_often_it_was_looked_at(no: No) -> None:
    code = make(no).code
    for minutes in (1, 2, 3):
        check(code, later(NOW, minutes * MINUTE))
    shown = show(no, now=later(NOW, DAY))
    assert (shown.code, shown.looks, shown.looked_at) == (code, 3, later(NOW, 3 * MINUTE))
    assert shown.can_make is False


def test_before_it_is_made_it_can_be(no: No) -> None:
    shown = show(no)
    assert (shown.validity, shown.can_make, shown.code, shown.ver) == (None, True, "", 0)


def test_a_new_code_begins_anew_and_the_old_one_stays_revoked(no: No) -> None:
    old = make(no).code
    check(old)
    revoke(no)
    new = make(no, ver=2)
    assert new.code != old
    assert (new.looks, new.ver) == (0, 3)
    assert check(old).validity == Validity.REVOKED
    assert check(new.code).validity == Validity.VALID


def test_beside_a_valid_code_there_is_no_other(no: No) -> None:
    make(no)
    with pytest.raises(WrongStateError):
        make(no, ver=1)


def test_asked_twice_it_is_one_code_and_one_event(no: No) -> None:
    assert make(no) == make(no)
    assert [event.event for event in chains.latest(f"P#{CID}", 9)] == ["attestation_made"]


def test_a_late_copy_of_making_makes_nothing_after_it_was_revoked(no: No) -> None:
    make(no)
    revoke(no)
    assert make(no).validity == Validity.REVOKED


def test_a_late_copy_of_revoking_leaves_the_next_code_alone(no: No) -> None:
    make(no)
    for _ in range(2):
        assert revoke(no).validity == Validity.REVOKED
    new = make(no, ver=2)
    assert revoke(no).code == new.code
    assert check(new.code).validity == Validity.VALID


def test_an_approval_taken_back_at_the_last_moment_gets_no_code(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = attestations.issue

    def late(*given: Any) -> None:
        attesting.move(no, Event.CORRECT, at=NOW)
        issue(*given)

    monkeypatch.setattr(attestations, "issue", late)
    with pytest.raises(WrongStateError):
        make(no)
    assert not [item for item in RegistryItem.scan() if item.pk.startswith("V#")]


def test_nobody_elses_application_and_none_of_another_business(no: No) -> None:
    stranger = attesting.approve(seed=2, business=Business.SUPPLEMENT, codes=("00320",), unit="score-00320")
    for wanted in (a_number(99), stranger):
        with pytest.raises(UnknownError):
            make(wanted)
        with pytest.raises(UnknownError):
            show(wanted)
        with pytest.raises(UnknownError):
            revoke(wanted)


def test_a_session_that_was_ended_elsewhere_makes_and_shows_nothing(no: No) -> None:
    for ended in (0, 2):
        with pytest.raises(SignedOutError):
            make(no, who=Holder(actor=CANDIDATE, epoch=ended))
        with pytest.raises(SignedOutError):
            show(no, ended)


def test_a_time_that_cannot_be_chosen_is_refused(no: No) -> None:
    with pytest.raises(IncompleteError):
        make(no, months=7)
    assert show(no).validity is None


def test_twenty_codes_a_day_are_enough(no: No) -> None:
    for turn in range(20):
        make(no, ver=2 * turn)
        revoke(no, 2 * turn + 1)
    with pytest.raises(LockedOutError):
        make(no, ver=40)


def test_what_was_done_stands_in_ones_own_data(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.storage.accounts.of_session", lambda _session: None)
    make(no)
    revoke(no)
    log = show_my_data(a_session()).log
    assert [(line.text, line.by) for line in log] == [("撤销了查验码", "本人"), ("生成了查验码", "本人")]


def test_both_ends_are_forgotten_half_a_year_later(no: No) -> None:
    held = make(no)
    assert held.until
    kept = [
        item
        for model in (RecordItem, RegistryItem)
        for item in model.scan()
        if item.pk.startswith("V#") or item.sk.startswith("V#")
    ]
    assert {item.ttl for item in kept} == {later(held.until, 180 * DAY) // 1000}
    assert len(kept) == 2


def test_a_conflict_that_lasts_is_told(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise ConflictError

    monkeypatch.setattr(attestations, "issue", refuse)
    with pytest.raises(Exception, match="办理人数较多"):
        make(no)

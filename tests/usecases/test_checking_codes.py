"""查验码 as anybody checks it: always as things stand at that moment, and beyond guessing (F83)."""

import pytest

from chalicelib.domain.attestations import Validity
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import No
from chalicelib.domain.instants import DAY, HOUR, MINUTE, later
from chalicelib.domain.statuses import Event
from chalicelib.domain.tries import CHECK_WRONG_CAP, Cap, LockedOutError
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem, SessionItem
from tests import attesting
from tests.builders import CID, NOW
from tests.security import faults
from tests.stored import warm
from tests.usecases.attested import check, make, revoke, show
from tests.usecases.transferring import leave

pytestmark = pytest.mark.usefixtures("eligible")


@pytest.fixture
def no() -> No:
    return attesting.approve()


def test_a_code_tells_whoever_has_it_what_was_decided_and_no_more(no: No) -> None:
    held = make(no)
    told = check(held.code)
    assert told.validity == Validity.VALID
    assert told.until == held.until
    assert told.shown == held.shown
    assert held.address.endswith(f"/verify/#{held.code.replace('-', '')}")


def test_a_revoked_code_tells_nothing_more_from_that_moment(no: No) -> None:
    code = make(no).code
    gone = revoke(no)
    assert (gone.validity, gone.code, gone.qr, gone.can_make) == (Validity.REVOKED, "", "", True)
    told = check(code, later(NOW, MINUTE))
    assert (told.validity, told.shown) == (Validity.REVOKED, None)


def test_an_expired_code_tells_nothing_more(no: No) -> None:
    held = make(no, months=1)
    assert held.until
    assert check(held.code, later(held.until, -1)).validity == Validity.VALID
    told = check(held.code, held.until)
    assert (told.validity, told.shown) == (Validity.EXPIRED, None)


def test_an_approval_that_is_taken_back_attests_nothing_and_again_once_it_stands(no: No) -> None:
    code = make(no).code
    attesting.move(no, Event.CORRECT, at=later(NOW, MINUTE))
    told = check(code, later(NOW, MINUTE))
    assert (told.validity, told.shown) == (Validity.VOID, None)
    held = show(no)
    assert (held.validity, held.code, held.shown, held.can_make) == (Validity.VOID, "", None, False)
    attesting.move(no, Event.APPROVE, at=later(NOW, DAY))
    assert check(code, later(NOW, DAY)).shown == show(no).shown


def test_an_exemption_stays_attested_when_the_scores_of_its_ticket_have_left(no: No) -> None:
    code = make(no).code
    warm(NOW)
    leave()
    after = later(NOW, HOUR)
    assert check(code, after).shown == show(no, now=after).shown
    assert check(code, after).validity == Validity.VALID


def test_a_name_that_was_corrected_is_told_as_it_is_now(no: No) -> None:
    code = make(no).code
    item = RecordItem.get(people.partition(CID), people.HEAD)
    item.update([RecordItem.body.set((item.body or "").replace("演示甲", "丙演示"))])
    told = check(code).shown
    assert told
    assert told.name_masked == "丙**"


def test_looks_at_what_is_no_longer_valid_are_not_counted(no: No) -> None:
    code = make(no).code
    check(code)
    revoke(no)
    check(code)
    assert show(no).looks == 1


@pytest.mark.parametrize("typed", ["", "K7M2-PQ4X-9WTA-3BCD", "查验码", "1" * 16, "x" * 60_000, "' OR 1=1 --"])
def test_whatever_is_no_code_is_told_alike(no: No, typed: str) -> None:
    make(no)
    with pytest.raises(UnknownError) as refused:
        check(typed)
    assert refused.value.message == "没有查到这个查验码，请核对后重新输入"


def test_a_code_of_which_nothing_is_left_is_one_that_nobody_has(no: No) -> None:
    code = make(no).code
    RecordItem.get(people.partition(CID), f"X#{no}").delete()
    with pytest.raises(UnknownError, match="没有查到这个查验码"):
        check(code)


def test_twenty_wrong_codes_close_an_address_and_right_ones_never_do(no: No) -> None:
    code = make(no).code
    for _ in range(2 * CHECK_WRONG_CAP.most):
        assert check(code).validity == Validity.VALID
    for _ in range(CHECK_WRONG_CAP.most):
        with pytest.raises(UnknownError):
            check("K7M2-PQ4X-9WTA-3BCD")
    with pytest.raises(LockedOutError):
        check(code)
    assert check(code, address="203.0.113.10").validity == Validity.VALID
    assert check(code, later(NOW, CHECK_WRONG_CAP.window)).validity == Validity.VALID


def test_whoever_asks_without_end_spends_nobody_elses_tries(no: No, monkeypatch: pytest.MonkeyPatch) -> None:
    code, addresses = make(no).code, ("203.0.113.9", "203.0.113.10")
    monkeypatch.setattr("chalicelib.domain.tries.CHECK_CAP", Cap("checks", 10 * MINUTE, 3))
    for address in addresses:
        for _ in range(3):
            assert check(code, address=address).validity == Validity.VALID
        with pytest.raises(LockedOutError):
            check(code, address=address)
    counters = [item.pk for item in SessionItem.scan(SessionItem.pk.startswith("CNT#check"))]
    assert sorted(key.split("#")[2] for key in counters) == sorted(2 * addresses)


def test_the_code_stands_nowhere_in_the_tables(no: No) -> None:
    code = make(no).code.replace("-", "")
    check(code)
    assert code not in repr(faults.dump())

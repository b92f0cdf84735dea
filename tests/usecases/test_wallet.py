"""我的凭证夹 (feature F29): what was sent before, offered once each, to its owner alone."""

import pytest

from chalicelib.domain.errors import SignedOutError
from chalicelib.domain.exemption_wallet import WALLET_MOST, Sent, wallet
from chalicelib.domain.exemptions import Item
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import HOUR, later
from chalicelib.domain.reviews import REJECT
from chalicelib.storage import people
from chalicelib.usecases.exemptions.show_wallet import show_wallet
from tests.builders import CID, NOW, Meter, a_case, a_credential, a_head, a_round, an_upload_id
from tests.usecases.acting import at, decide, resubmit, submit, submit_items, submitted_no

pytestmark = pytest.mark.usefixtures("eligible")


def test_a_certificate_is_offered_once_as_it_was_last_sent() -> None:
    """Over courses and rounds, pictures and numbers along, the remark of its course left behind."""
    no = submitted_no("00015")
    submit("00320", op=at(HOUR), note="原件在单位")
    decide(no, REJECT, reasons=("EX15",))
    resubmit(no, 2, at(3 * HOUR), uploads=(an_upload_id(2),), note="重新拍摄")
    [kept] = show_wallet(CID, 1).credentials
    assert kept.credential == a_credential(uploads=(an_upload_id(2),))
    assert (kept.title, kept.state_text) == ("英语(二)（00015）", "待审核")


def test_two_certificates_are_two() -> None:
    other = a_credential(number="201712113100245", uploads=(an_upload_id(2),))
    submit_items(Item("00015", (a_credential(), other)))
    assert {one.credential.number for one in show_wallet(CID, 1).credentials} == {"201706113100245", other.number}


def test_it_is_ones_own_and_needs_a_session_that_holds() -> None:
    submit()
    stranger = Cid("f" * 32)
    people.create(a_head(cid=stranger), "000000199001011999")
    assert show_wallet(stranger, 1).credentials == ()
    with pytest.raises(SignedOutError):
        show_wallet(CID, 2)


def test_it_costs_one_query_beside_the_session(meter: Meter) -> None:
    submit("00015", "00320")
    with meter() as calls:
        show_wallet(CID, 1)
    assert calls == {"GetItem": 1, "Query": 1}


def test_of_a_long_history_the_latest_are_offered() -> None:
    def sent(seed: int) -> Sent:
        round_ = a_round(at=later(NOW, seed))
        return Sent(a_case(), round_, (a_credential(number=f"2017061131{seed:05}"),))

    offered = wallet([sent(seed) for seed in range(WALLET_MOST + 3)])
    assert [one.at for one in offered] == [later(NOW, seed) for seed in range(WALLET_MOST + 2, 2, -1)]

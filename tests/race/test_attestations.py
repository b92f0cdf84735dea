"""查验码: of many who make one at once there is one code, and none outlives what it attests (threat row 100)."""

from ipaddress import ip_network

import msgspec
import pytest

from chalicelib.domain.attestations import Lead, Validity
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.statuses import Event
from chalicelib.storage.tables import RegistryItem
from chalicelib.usecases.attestations.check_code import check_code
from chalicelib.usecases.attestations.make_attestation import Holder, Wish, make_attestation
from chalicelib.usecases.attestations.revoke_attestation import revoke_attestation
from tests import attesting
from tests.builders import CANDIDATE, NOW
from tests.race import acting
from tests.race.conftest import FEW_ROUNDS, Doing, breaks, contend, held_back, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("engine")]

COPIES = 20
# Every look is somebody else's: who has tried many codes waits.
ADDRESSES = ip_network("198.18.0.0/15").hosts()


def holder(cid: Cid) -> Holder:
    return Holder(actor=msgspec.structs.replace(CANDIDATE, id=cid), epoch=1)


def making(cid: Cid, no: No, ver: int = 0) -> Doing:
    """Each with its own dice, as each request has; gives the code."""
    seed = acting.a_key().encode()
    return lambda: make_attestation(
        holder(cid), no, Wish(months=1, ver=ver), lambda count: seed[-count:], NOW
    ).code.encode()


def revoking(cid: Cid, no: No) -> Doing:
    return lambda: revoke_attestation(holder(cid), no, 1, NOW).code.encode()


def correcting(cid: Cid, no: No) -> Doing:
    return lambda: str(attesting.move(no, Event.CORRECT, cid=cid).state).encode()


def validity(code: bytes) -> Validity | None:
    """None for a code that was never given out."""
    try:
        return check_code(code.decode(), str(next(ADDRESSES)), NOW).validity
    except UnknownError:
        return None


def leads(cid: Cid) -> int:
    found = [
        msgspec.json.decode(item.body or "", type=Lead) for item in RegistryItem.scan() if item.pk.startswith("V#")
    ]
    return sum(lead.cid == cid for lead in found)


def an_approval() -> tuple[Cid, No]:
    cid = acting.someone()
    return cid, attesting.approve(cid, seed=int(cid[-20:], 16))


def test_20_copies_of_making_one_are_one_code() -> None:
    for _ in range(FEW_ROUNDS):
        cid, no = an_approval()
        codes = winners(contend([making(cid, no) for _ in range(COPIES)]))
        assert (len(codes), len(set(codes)), leads(cid)) == (COPIES, 1, 1)
        assert validity(codes[0]) == Validity.VALID


@pytest.mark.usefixtures("without_conditions")
def test_without_their_conditions_some_hold_a_code_that_is_none() -> None:
    def is_broken() -> bool:
        cid, no = an_approval()
        codes = winners(contend([making(cid, no) for _ in range(COPIES)]))
        return len(set(codes)) > 1

    assert breaks(is_broken)


def test_a_code_that_is_made_while_the_approval_is_taken_back_attests_nothing(engine: object) -> None:
    for _ in range(FEW_ROUNDS):
        cid, no = an_approval()
        contend(held_back(engine, [making(cid, no)], correcting(cid, no)))
        assert leads(cid) == 0
        cid, no = an_approval()
        made = winners(contend([making(cid, no), correcting(cid, no)]))
        assert Validity.VALID not in {validity(one) for one in made}


def test_a_code_that_is_revoked_beside_its_making_anew_is_over() -> None:
    for _ in range(FEW_ROUNDS):
        cid, no = an_approval()
        old = making(cid, no)()
        contend([revoking(cid, no)] * 3 + [making(cid, no)] * 3)
        assert validity(old) == Validity.REVOKED

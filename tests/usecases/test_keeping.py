"""Of what was returned only what was objected to can change (feature F39)."""

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import IncompleteError
from chalicelib.domain.exemptions import Item
from chalicelib.domain.ids import No
from chalicelib.domain.instants import HOUR
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.storage import cases
from tests.builders import CID, a_credential, an_upload_id
from tests.usecases.acting import at, decide, resubmit_item, submit_items

pytestmark = pytest.mark.usefixtures("eligible")

TWO = (a_credential(), a_credential(number="201712113100245", uploads=(an_upload_id(2),)))


def test_of_a_return_only_what_was_objected_to_can_change() -> None:
    """What passed stands, whatever a page sends; nothing is written by the attempt."""
    no = No(submit_items(Item("00015", TWO))["applications"][0]["no"])
    decide(no, RETURN, items=(ItemVerdict(part=1, reasons=("EX14",)),))
    mended = msgspec.structs.replace(TWO[1], uploads=(an_upload_id(3),))
    for sent in ((a_credential(number="201706113100246"), mended), (mended,)):
        with pytest.raises(IncompleteError) as refused:
            resubmit_item(no, 2, Item("00015", sent))
        assert [fault.field for fault in refused.value.fields] == ["items.0"]
        assert "第 1 项" in refused.value.fields[0].message
    assert cases.load(CID, no).case.round == 1
    assert resubmit_item(no, 2, Item("00015", (mended, TWO[0])))["round"] == 2


def test_what_passed_stands_until_the_next_decision() -> None:
    """A round that was mended waits, and may be mended further: what passed is no freer than before."""
    no = No(submit_items(Item("00015", TWO))["applications"][0]["no"])
    decide(no, RETURN, items=(ItemVerdict(part=1, reasons=("EX14",)),))
    mended = msgspec.structs.replace(TWO[1], uploads=(an_upload_id(3),))
    resubmit_item(no, 2, Item("00015", (TWO[0], mended)))
    other = a_credential(number="201706113100246")
    with pytest.raises(IncompleteError) as refused:
        resubmit_item(no, 3, Item("00015", (other, mended)), at(2 * HOUR))
    assert "第 1 项" in refused.value.fields[0].message
    assert resubmit_item(no, 3, Item("00015", TWO), at(2 * HOUR))["round"] == 3
    decide(no, REJECT, reasons=("EX15",))
    assert resubmit_item(no, 5, Item("00015", (other, TWO[1])), at(3 * HOUR))["round"] == 4


def test_of_a_second_return_its_own_objections_count() -> None:
    no = No(submit_items(Item("00015", TWO))["applications"][0]["no"])
    decide(no, RETURN, items=(ItemVerdict(part=1, reasons=("EX14",)),))
    resubmit_item(no, 2, Item("00015", TWO))
    decide(no, RETURN, items=(ItemVerdict(part=0, reasons=("EX14",)),))
    first, second = (msgspec.structs.replace(one, uploads=(an_upload_id(3),)) for one in TWO)
    with pytest.raises(IncompleteError) as refused:
        resubmit_item(no, 4, Item("00015", (TWO[0], second)), at(2 * HOUR))
    assert "第 2 项" in refused.value.fields[0].message
    assert resubmit_item(no, 4, Item("00015", (first, TWO[1])), at(2 * HOUR))["round"] == 3

"""How a demo person leaves the province: applied, reviewed, signed, gone; as far as a story wants it."""

from typing import TYPE_CHECKING

import msgspec

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.transfer_out import KIND
from chalicelib.domain.transfer_out_forms import Target, Typed
from chalicelib.usecases.transfers.show_transfer_out import show_transfer_out
from infra import seeds
from infra.demo_graduations import approve
from infra.demo_people import MOVERS, Person

if TYPE_CHECKING:
    from infra.demo_stories import Teller

# A major that the province there has too; its ticket begins with 99, which no office has.
_TARGET = Target(province="32", level="5", major="050201", reason="2", phone="021-00000000")
_TARGET_PART = 0
# Who has passed whose application, stage by stage.
_PASSED_BY = {"caoqi": ("shangwai1",), "yanba": ("shangwai1", "shangwai1", "shikao1")}


def tell(teller: "Teller") -> None:
    """From an application that waits to one that was approved, a story for each state."""
    known = {person.key: person for person in MOVERS}
    _apply(teller, known["lvsi"], teller.ago(1, 10, 5))
    _returned(teller, known["shiwu"])
    _rejected(teller, known["kongliu"])
    for key, accounts in _PASSED_BY.items():
        no = _apply(teller, known[key], teller.ago(6, 11, 15))
        for days, account in enumerate(accounts):
            approve(teller, known[key], no, account, teller.ago(5 - days, 15, 20))


def _returned(teller: "Teller", person: Person) -> None:
    no = _apply(teller, person, teller.ago(4, 19, 30))
    items = [ItemVerdict(part=_TARGET_PART, reasons=("TO07",), words="请对照转入地的准考证核对号码。")]
    teller.decide("shangwai1", (seeds.cid_of(person), no), teller.ago(2, 11, 0), outcome=RETURN, items=items)


def _rejected(teller: "Teller", person: Person) -> None:
    no = _apply(teller, person, teller.ago(5, 14, 25))
    case, words = (seeds.cid_of(person), no), "请先在转入地通过一门课程，再重新申请。"
    teller.decide("shangwai1", case, teller.ago(3, 10, 15), outcome=REJECT, reasons=["TO01"], words=words)


def _apply(teller: "Teller", person: Person, at: Instant) -> No:
    """With everything that can leave."""
    shown = show_transfer_out(seeds.cid_of(person), 1, 1, at).lines
    number = f"99{person.birthday}01"
    typed = Typed(
        target=msgspec.structs.replace(_TARGET, ticket=number),
        again=number,
        records=tuple(line.record for line in shown if not line.reason),
        shown=tuple(one for line in shown for one in line.records),
    )
    [no] = teller.submit(person, (typed,), at, KIND)
    return no

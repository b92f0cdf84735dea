"""What may be wrong with what another province has sent: records against what the approval kept."""

from typing import Any

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import Grant
from chalicelib.storage import people
from chalicelib.storage.tables import RecordItem
from infra import demo_arrivals
from infra.demo_people import PEOPLE
from infra.demo_stories import Teller
from tests.infra.check.corrupting import breaks, cid_of, first, rewrite

COMER = "sunba"


def come(now: Instant) -> Any:
    """Two courses of the demo person become ours; one of the two records."""
    [person] = [one for one in PEOPLE if one.key == COMER]
    demo_arrivals.come(Teller(now, 900), person)
    return first(RecordItem, people.partition(cid_of(COMER)), "A#G#transferred")


@breaks("I2")
def what_arrived_was_not_entered(now: Instant) -> None:
    come(now).delete()


@breaks("I2")
def what_arrived_was_entered_better(now: Instant) -> None:
    rewrite(come(now), Grant, score=100)


@breaks("I2")
def more_was_entered_than_arrived(now: Instant) -> None:
    item = come(now)
    made = msgspec.structs.replace(msgspec.json.decode(item.body, type=Grant), code="00312")
    RecordItem(item.pk, "A#G#transferred#00312", body=msgspec.json.encode(made).decode()).save()

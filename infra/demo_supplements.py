"""What the demo people have registered of earlier years: a draft, one that waits, one that counts."""

from typing import TYPE_CHECKING

import msgspec

from chalicelib.domain.ids import UploadId
from chalicelib.domain.supplement_forms import Supplement
from chalicelib.domain.supplements import KIND
from chalicelib.storage import people
from chalicelib.usecases.drafts.save_draft import Step, save_draft
from infra import demo_pictures, seeds
from infra.demo_people import Person

if TYPE_CHECKING:
    from infra.demo_stories import Teller


def tell(teller: "Teller", draft: Person, counted: Person) -> None:
    _draft(teller, draft)
    _waiting(teller, draft)
    _counted(teller, counted)


def _draft(teller: "Teller", person: Person) -> None:
    """A score of which the month is still to be typed."""
    at = teller.ago(1, 20, 40)
    body = {
        "values": {"course": "00009", "passed": "1998", "score": "71"},
        "text": "政治经济学(财经类)（00009）",
        "uploads": [],
    }
    step = Step("new", "score", msgspec.Raw(msgspec.json.encode(body)), 0)
    save_draft(people.load(seeds.cid_of(person)).head, (KIND.business, 1), step, at)


def _waiting(teller: "Teller", person: Person) -> None:
    sent = Supplement(
        kind="exempt",
        course="00012",
        granted="2006-06",
        type="pets_certificate",
        obtained="2005-10",
        number=f"0000{person.birthday}07",
        place="31",
        note="当年在主考学校窗口办理",
    )
    teller.submit(person, (sent,), teller.ago(1, 20, 55), KIND)


def _counted(teller: "Teller", person: Person) -> None:
    at = teller.ago(5, 9, 12)
    sent = Supplement(kind="score", course="00005", passed="1999-10", score="65", uploads=(_paper(teller, person),))
    [no] = teller.submit(person, (sent,), at, KIND)
    teller.decide("fudan2", (seeds.cid_of(person), no), teller.ago(4, 11, 3))


def _paper(teller: "Teller", person: Person) -> UploadId:
    lines = ("课程 马克思主义政治经济学原理（00005）", "1999年10月 成绩 65")
    picture = demo_pictures.certificate("高等教育自学考试单科合格证书", person.name, lines)
    return teller.upload(person, picture, teller.ago(5, 9, 5))

"""How a demo person graduates: photographed, applied, reviewed, signed, approved; as far as a story wants it.

The school of 蒋六 and 杨九 takes the fee here, that of the others takes none here.
"""

from typing import TYPE_CHECKING

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.graduation_forms import Diploma, Explanation, Scores, Typed
from chalicelib.domain.graduation_forms import Person as Details
from chalicelib.domain.graduations import KIND
from chalicelib.domain.ids import No, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.staff import actor_of, scope_of
from chalicelib.domain.uploads import Offer
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, people
from chalicelib.usecases.graduations.accept_photo import accept_photo
from chalicelib.usecases.graduations.offer_photo import offer_photo
from chalicelib.usecases.graduations.show_record import show_record
from chalicelib.usecases.reviews.show_case import show_case
from infra import demo_pictures, seeds
from infra.demo_people import GRADUATES, JUNIOR_PLAN, Person

if TYPE_CHECKING:
    from infra.demo_stories import Teller

_ADDON = "政治类专科毕业已通过行政法学"
_WORDS = "该课程成绩正在登记，请以主考学校记录为准（演示）。"
_EVALUATION = (
    "本人在自学考试期间认真学习专业知识，按时完成各门课程的学习和考试；思想上积极要求进步，遵守国家法律和考试纪律；"
    "工作中踏实肯干，把所学知识用于实际；今后将继续学习，不断提高（演示）。\n"
)


# Of what somebody sent who has nothing to explain and needs no earlier diploma.
_PHOTO_PART = 3
# Who has passed whose application, stage by stage.
_PASSED_BY = {
    "yangjiu": ("fudan1",),
    "zhushi": ("shangwai1",),
    "qinyi": ("shangwai1", "shangwai1"),
    "youer": ("shangwai1", "shangwai1", "shikao1"),
}


def tell(teller: "Teller") -> None:
    """From an application that waits to one that was approved, a story for each state."""
    known = {person.key: person for person in GRADUATES}
    apply(teller, known["jiangliu"], teller.ago(1, 11, 20))
    _returned(teller, known["shenqi"])
    _rejected(teller, known["hanba"])
    for key, accounts in _PASSED_BY.items():
        no = apply(teller, known[key], teller.ago(6, 9, 30))
        for days, account in enumerate(accounts):
            approve(teller, known[key], no, account, teller.ago(5 - days, 14, 10))


def _returned(teller: "Teller", person: Person) -> None:
    no = apply(teller, person, teller.ago(4, 20, 8))
    items = [ItemVerdict(part=_PHOTO_PART, reasons=("GR10",), words="请换一张露出双肩的照片。")]
    teller.decide("shangwai1", (seeds.cid_of(person), no), teller.ago(2, 10, 40), outcome=RETURN, items=items)


def _rejected(teller: "Teller", person: Person) -> None:
    no = apply(teller, person, teller.ago(5, 16, 50))
    case, words = (seeds.cid_of(person), no), "自我鉴定没有写到学习情况，请补充后重新申请。"
    teller.decide("shangwai1", case, teller.ago(3, 9, 5), outcome=REJECT, reasons=["GR11"], words=words)


def apply(teller: "Teller", person: Person, at: Instant) -> No:
    """With everything filled in; each missing course is explained."""
    typed = _typed(teller, person, at)
    [no] = teller.submit(person, (typed,), at, KIND)
    return no


def approve(teller: "Teller", person: Person, no: No, account: str, at: Instant) -> None:
    """The next stage passes: everything was looked at and found in order."""
    staff = seeds.official(account)
    case = seeds.cid_of(person), no
    shown = show_case(*case, scope_of(staff), actor_of(staff), at)
    tasks = {one.key: "same" if one.task == "verify" else "ok" for one in shown.checks if one.task}
    teller.decide(account, case, at, basis=shown.basis, tasks=tasks)


def _typed(teller: "Teller", person: Person, at: Instant) -> Typed:
    scores = Scores(plan=person.plans[0], addon="" if person.plans[0] == JUNIOR_PLAN else _ADDON)
    shown = show_record(seeds.cid_of(person), 1, 1, scores, at)
    return Typed(
        person=_details(person),
        scores=scores,
        explanations=tuple(Explanation(key=one.key, words=_WORDS) for one in shown.missing),
        evaluation=_EVALUATION * 6,
        diploma=_diploma(teller, person, at) if shown.asks_diploma else None,
        photo=_photo(teller, person, at),
        seen=shown.seen,
    )


def _details(person: Person) -> Details:
    born = person.birthday
    return Details(
        nation="01",
        sex="2",
        born=f"{born[:4]}-{born[4:6]}-{born[6:]}",
        document="1",
        phone="021-00000000",
        mobile="13000000009",
        education="31",
        politics="03",
        household="1",
        study="1",
        occupation="2-02",
        email="yanshi@example.cn",
        employer="演示公司",
        address="演示区演示路 1 号",
        postcode="200000",
    )


def _diploma(teller: "Teller", person: Person, at: Instant) -> Diploma:
    number, code = f"0000{person.birthday}000009", f"0000{person.birthday}"
    lines = (f"证书编号 {number}", "2018年07月 专科毕业")
    diploma = demo_pictures.certificate("普通高等学校毕业证书", person.name, lines)
    proof = demo_pictures.certificate("学历证书电子注册备案表", person.name, (f"在线验证码 {code}",))
    return Diploma(
        obtained="2018-07",
        number=number,
        place="31",
        uploads=(teller.upload(person, diploma, at),),
        code=code,
        until="2099-12-31",
        proof_uploads=(teller.upload(person, proof, at),),
    )


def _photo(teller: "Teller", person: Person, at: Instant) -> UploadId:
    """As a browser does: a form, the file to the bucket, and word that it arrived."""
    head, picture = people.load(seeds.cid_of(person)).head, demo_pictures.portrait(person.called)
    form = offer_photo(head, 1, Offer("image/jpeg", len(picture)), at, teller.dice)
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form.fields["key"], Body=picture, ContentType="image/jpeg")
    return accept_photo(head, 1, form.id, form.token, at).id

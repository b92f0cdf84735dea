"""What the demo people have done so far: each story calls the real use cases at its own instant."""

from dataclasses import dataclass
from typing import Any

import msgspec

from chalicelib.domain.applications import Operation
from chalicelib.domain.audit import Actor
from chalicelib.domain.credentials import Credential
from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.exemptions import KIND, Item
from chalicelib.domain.ids import Cid, No, UploadId
from chalicelib.domain.instants import DAY, Instant, later, of, shanghai
from chalicelib.domain.kinds import Kind
from chalicelib.domain.reviews import PASS, REJECT, RETURN
from chalicelib.domain.sessions import Session
from chalicelib.domain.staff import actor_of, scope_of
from chalicelib.domain.uploads import Offer
from chalicelib.domain.windows import Business
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, clients, keys, people
from chalicelib.usecases.applications.standings import Applicant
from chalicelib.usecases.applications.submit_applications import Order, Receipt, submit_applications
from chalicelib.usecases.attestations.check_code import check_code
from chalicelib.usecases.attestations.make_attestation import Holder, Wish, make_attestation
from chalicelib.usecases.drafts.save_draft import Step, save_draft
from chalicelib.usecases.reminders.set_reminder import set_reminder
from chalicelib.usecases.reviews.decide_application import Reviewer, Verdict, decide_application
from chalicelib.usecases.reviews.lease_case import lease_case
from chalicelib.usecases.reviews.reveal_candidate import reveal_candidate
from chalicelib.usecases.uploads.complete_upload import complete_upload
from chalicelib.usecases.uploads.presign_uploads import presign_uploads
from infra import demo_pictures, demo_supplements, seeds
from infra.demo_people import PEOPLE, Person
from infra.demo_windows import NOTICE

ENGLISH, HISTORY, MARX = "00015", "03708", "03709"
_PEOPLE = {person.key: person for person in PEOPLE}


@dataclass
class Teller:
    """Acts for one person after another at the instants a story names; `serial` keeps all ids apart."""

    now: Instant
    serial: int = 0

    def dice(self, count: int) -> bytes:
        self.serial += 1
        return seeds.dice(f"story {self.serial}", count)

    def operation(self, actor: str, at: Instant) -> Operation:
        return Operation(actor=actor, key=self.dice(12).hex(), request="", at=at)

    def ago(self, days: int, hour: int, minute: int) -> Instant:
        """So many days ago, at that time of day in Shanghai."""
        day = shanghai(later(self.now, -days * DAY))
        return of(day.replace(hour=hour, minute=minute, second=0, microsecond=0))

    def upload(self, person: Person, picture: bytes, at: Instant) -> UploadId:
        """As a browser does: a form, the file to the bucket, and word that it arrived."""
        cid = seeds.cid_of(person)
        [form] = presign_uploads(cid, [Offer("image/jpeg", len(picture))], at, self.dice)
        clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form.fields["key"], Body=picture, ContentType="image/jpeg")
        return complete_upload(cid, form.id, form.token, at).id

    def submit(
        self, person: Person, items: tuple[Any, ...], at: Instant, kind: Kind[Any, Any] = KIND
    ) -> tuple[No, ...]:
        cid = seeds.cid_of(person)
        actor = Actor(kind="candidate", id=cid, person=keys.person(person.id_number))
        order = Order(kind=kind, ref=1, notice_version=NOTICE, items=items)
        answer = submit_applications(Applicant(actor, 1), order, self.operation(cid, at), self.dice)
        receipt = msgspec.json.decode(answer, type=Receipt)
        return tuple(one.no for one in receipt.applications)

    def decide(self, account: str, case: tuple[Cid, No], at: Instant, **verdict: object) -> None:
        staff = seeds.official(account)
        by = Reviewer(actor_of(staff), scope_of(staff), at)
        lease_case(*case, by.scope, by.actor, at)
        reveal_candidate(*case, by.scope, by.actor, at)
        seen = cases.load(*case).case
        made = {"ver": seen.ver, "digest": seen.digest, "outcome": PASS} | verdict
        decide_application(case, msgspec.convert(made, Verdict), by, self.operation(staff.id, at))


def tell(now: Instant) -> Teller:
    teller = Teller(now)
    _draft(teller, _PEOPLE["lisi"])
    _returned(teller, _PEOPLE["wangwu"])
    _rejected(teller, _PEOPLE["zhaoliu"])
    _approved(teller, _PEOPLE["qianqi"])
    _waiting(teller, _PEOPLE["zhoujiu"])
    _passed_on(teller, _PEOPLE["wushi"])
    _reminded(teller, _PEOPLE["sunba"])
    demo_supplements.tell(teller, _PEOPLE["lisi"], _PEOPLE["qianqi"])
    return teller


def _draft(teller: Teller, person: Person) -> None:
    """Two courses chosen, the certificate of one half typed."""
    at = teller.ago(1, 20, 15)
    sent = msgspec.structs.replace(_cet(teller, person, at), month="", province="")
    steps = {
        "courses": {"notice_version": NOTICE, "units": [ENGLISH, HISTORY]},
        f"u-{ENGLISH}": {"credentials": [sent]},
    }
    for name, body in steps.items():
        step = Step("new", name, msgspec.Raw(msgspec.json.encode(body)), 0)
        save_draft(people.load(seeds.cid_of(person)).head, ("exemption", 1), step, at)


def _returned(teller: Teller, person: Person) -> None:
    at = teller.ago(3, 10, 20)
    case = _english(teller, person, _cet(teller, person, at, blurred=True), at)
    items = [ItemVerdict(part=0, reasons=("EX14",), words="请把证书放平，在光线充足处重新拍摄，四角都要入镜。")]
    teller.decide("fudan1", case, teller.ago(1, 15, 5), outcome=RETURN, items=items)


def _rejected(teller: Teller, person: Person) -> None:
    at = teller.ago(4, 19, 42)
    case = _english(teller, person, _pets(teller, person, at), at)
    words = "PETS-2 的级别低于英语(二)的要求，请使用三级及以上证书重新申请。"
    teller.decide("fudan2", case, teller.ago(2, 9, 30), outcome=REJECT, reasons=["EX16"], words=words)


def _approved(teller: Teller, person: Person) -> None:
    at = teller.ago(6, 12, 8)
    case = _english(teller, person, _cet(teller, person, at), at)
    teller.decide("fudan1", case, teller.ago(5, 10, 11))
    teller.decide("shikao1", case, teller.ago(4, 14, 37))
    _attested(teller, person, case[1])


def _attested(teller: Teller, person: Person, no: No) -> None:
    """Shown to somebody by its 查验码, who looked twice."""
    at, cid = teller.ago(3, 19, 20), seeds.cid_of(person)
    who = Holder(actor=Actor(kind="candidate", id=cid, person=keys.person(person.id_number)), epoch=1)
    made = make_attestation(who, no, Wish(months=3, ver=0), teller.dice, at)
    for hour in (9, 15):
        check_code(made.code, "203.0.113.80", teller.ago(2, hour, 30))


def _waiting(teller: Teller, person: Person) -> None:
    """Two courses by one diploma: one batch, two cases in the queue of the school."""
    at = teller.ago(1, 9, 40)
    credentials = _diploma(teller, person, at)
    teller.submit(person, tuple(Item(unit, credentials) for unit in (HISTORY, MARX)), at)


def _passed_on(teller: Teller, person: Person) -> None:
    at = teller.ago(2, 21, 3)
    case = _english(teller, person, _cet(teller, person, at), at)
    teller.decide("fudan2", case, teller.ago(1, 16, 20))


def _reminded(teller: Teller, person: Person) -> None:
    """Asked to be told when the supplement opens, which it has done since."""
    at = teller.ago(9, 18, 30)
    session = Session(cid=seeds.cid_of(person), person=keys.person(person.id_number), epoch=1, issued=at, renewed=at)
    set_reminder(session, Business.SUPPLEMENT, on=True, now=at)


def _english(teller: Teller, person: Person, credential: Credential, at: Instant) -> tuple[Cid, No]:
    [no] = teller.submit(person, (Item(ENGLISH, (credential,)),), at)
    return seeds.cid_of(person), no


def _cet(teller: Teller, person: Person, at: Instant, *, blurred: bool = False) -> Credential:
    number = f"0000{person.birthday}01"
    lines = (f"证书编号 {number}", "2017年06月", "大学英语四级考试合格")
    picture = demo_pictures.certificate("大学英语四级证书", person.name, lines, blurred=blurred)
    return Credential(
        type="cet_certificate",
        level="英语四级",
        number=number,
        year="2017",
        month="6",
        province="31",
        uploads=(teller.upload(person, picture, at),),
    )


def _pets(teller: Teller, person: Person, at: Instant) -> Credential:
    number = f"0000{person.birthday}02"
    lines = (f"证书编号 {number}", "2016年03月", "全国英语等级考试第二级合格")
    picture = demo_pictures.certificate("全国英语等级考试合格证书", person.name, lines)
    return Credential(
        type="pets_certificate",
        level="二级",
        number=number,
        year="2016",
        month="3",
        province="31",
        uploads=(teller.upload(person, picture, at),),
    )


def _diploma(teller: Teller, person: Person, at: Instant) -> tuple[Credential, Credential]:
    number, code = f"0000{person.birthday}000003", "000088693519"
    pictures = (
        demo_pictures.certificate("普通高等学校毕业证书", person.name, (f"证书编号 {number}", "2018年07月 本科毕业")),
        demo_pictures.certificate("学历证书电子注册备案表", person.name, (f"在线验证码 {code}",)),
    )
    first, second = (teller.upload(person, picture, at) for picture in pictures)
    diploma = Credential(
        type="diploma", level="本科", number=number, year="2018", month="7", province="31", uploads=(first,)
    )
    return diploma, Credential(type="registration_form", number=code, uploads=(second,))

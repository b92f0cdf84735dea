"""What may be wrong with logins, pictures, and items by themselves."""

import msgspec

from chalicelib.domain.accounts import Account
from chalicelib.domain.applications import Message
from chalicelib.domain.credentials import Picture
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.statuses import State
from chalicelib.settings import SETTINGS
from chalicelib.storage import accounts, clients, keys, people, presigned, reminders, staff_sessions
from chalicelib.storage.reminders import Wish
from chalicelib.storage.staff import Member
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tables import RecordItem, RegistryItem, SessionItem
from infra.demo_people import PEOPLE
from tests.infra.check.corrupting import breaks, case_in, cid_of, first, head_of, rewrite


def _login(key: str) -> RecordItem:
    [person] = [one for one in PEOPLE if one.key == key]
    return RecordItem.get(accounts.partition(keys.person(person.id_number)), "-")


def _upload() -> tuple[RecordItem, Picture]:
    item = first(RecordItem, case_in(State.APPROVED).item.pk, "U#")
    return item, msgspec.json.decode(item.body, type=Picture)


@breaks("I17")
def an_object_is_gone(_: Instant) -> None:
    clients.s3().delete_object(Bucket=SETTINGS.accepted, Key=presigned.accepted_key(_upload()[1]))


@breaks("I17")
def an_object_is_another_picture(_: Instant) -> None:
    key = presigned.accepted_key(_upload()[1])
    kept = clients.s3().get_object(Bucket=SETTINGS.accepted, Key=key)["Body"].read()
    clients.s3().put_object(Bucket=SETTINGS.accepted, Key=key, Body=kept[:-3] + b"\0\xff\xd9")


@breaks("I17")
def a_thumbnail_carries_a_story(_: Instant) -> None:
    key = presigned.thumb_key(_upload()[1])
    kept = clients.s3().get_object(Bucket=SETTINGS.accepted, Key=key)["Body"].read()
    told = kept[:2] + b"\xff\xe1\0\x08Exif\0\0" + kept[2:]
    clients.s3().put_object(Bucket=SETTINGS.accepted, Key=key, Body=told)


@breaks("I17")
def what_was_sent_is_no_upload_of_the_person(_: Instant) -> None:
    _upload()[0].delete()


@breaks("I18")
def an_object_belongs_to_nobody(now: Instant) -> Instant:
    clients.s3().put_object(Bucket=SETTINGS.accepted, Key=f"thumb/{'0' * 32}-{'0' * 16}", Body=b"")
    return later(now, DAY + DAY // 2)


@breaks("I18")
def what_came_in_stays(now: Instant) -> Instant:
    return later(now, 3 * DAY)


@breaks("T5")
def an_upload_is_looked_after_by_nobody(_: Instant) -> None:
    next(item for item in RecordItem.scan() if item.sk.startswith("U#") and item.w).update([RecordItem.w.remove()])


@breaks("I19")
def an_upload_became_another_picture(now: Instant) -> None:
    item, picture = _upload()
    other = next(one for one in RecordItem.scan() if one.sk.startswith("U#") and one.sk != item.sk)
    new = msgspec.structs.replace(msgspec.json.decode(other.body or "", type=Picture), id=picture.id)
    old = msgspec.json.decode(other.body or "", type=Picture)
    for of in (presigned.accepted_key, presigned.thumb_key):
        source = {"Bucket": SETTINGS.accepted, "Key": of(old)}
        clients.s3().copy_object(Bucket=SETTINGS.accepted, Key=of(new), CopySource=source)
    item.update([RecordItem.body.set(msgspec.json.encode(new).decode())])


@breaks("I26")
def somebody_acted_before_activation(_: Instant) -> None:
    rewrite(_login("lisi"), Account, activated=False, hash="")


@breaks("I26")
def an_account_is_active_without_a_password(_: Instant) -> None:
    rewrite(_login("weiwu"), Account, activated=True)


@breaks("I29")
def a_password_is_kept_as_it_is(_: Instant) -> None:
    rewrite(_login("lisi"), Account, hash="correct horse battery staple")


@breaks("I29")
def a_mobile_is_kept_as_it_is(_: Instant) -> None:
    rewrite(_login("lisi"), Account, mobile=b"13800000000")


@breaks("I29")
def a_code_is_kept_as_it_is(_: Instant) -> None:
    first(SessionItem, "CODE#").update([SessionItem.hash.set("123456")])


@breaks("I29")
def a_telephone_secret_is_kept_as_it_is(_: Instant) -> None:
    rewrite(first(RegistryItem, "STAFF", "1"), Member, secret="JBSWY3DPEHPK3PXP")


@breaks("I29")
def a_message_tells_an_id_number(_: Instant) -> None:
    rewrite(first(RecordItem, "C#", "M#"), Message, text=f"证件号码 {PEOPLE[0].id_number}。")


@breaks("I30")
def a_desk_opened_without_a_code(now: Instant) -> None:
    member = msgspec.json.decode(first(RegistryItem, "STAFF", "1").body, type=Member)
    staff_sessions.start(member.staff, now)
    rewrite(first(SessionItem, "SS#"), StaffSession, mfa_at=0)


@breaks("I32")
def a_login_changed_without_an_event(_: Instant) -> None:
    _login("lisi").update([RecordItem.ver.set(9)])


@breaks("I32")
def a_transcript_changed_without_an_event(_: Instant) -> None:
    head_of(case_in(State.APPROVED).case).update([RecordItem.rver.add(1)])


@breaks("T6")
def a_ticket_is_not_found(_: Instant) -> None:
    first(RegistryItem, "TK#").delete()


@breaks("T6")
def a_name_is_not_found(_: Instant) -> None:
    first(RegistryItem, "S#").delete()


@breaks("T6")
def a_place_of_study_is_not_found(_: Instant) -> None:
    first(RegistryItem, "E#").delete()


@breaks("T6")
def a_login_and_its_record_are_of_two_ages(_: Instant) -> None:
    _login("lisi").update([RecordItem.epoch.add(1)])


@breaks("T6")
def a_login_opens_nothing(_: Instant) -> None:
    for item in RecordItem.query(f"C#{cid_of('zhangsan')}"):
        item.delete()


@breaks("T6")
def a_human_may_have_a_second_account(_: Instant) -> None:
    first(RegistryItem, "STAFF#person#").delete()


@breaks("T9")
def a_reminder_is_forgotten(_: Instant) -> None:
    first(RegistryItem, "REM#").delete()


@breaks("T1")
def a_key_is_of_no_class(_: Instant) -> None:
    RegistryItem("LOG#2026", "-", body="?").save()


@breaks("T2")
def a_draft_lives_for_ever(_: Instant) -> None:
    first(RecordItem, "C#", "D#").update([RecordItem.ttl.remove()])


@breaks("T2")
def a_case_dies(_: Instant) -> None:
    case_in(State.APPROVED).item.update([RecordItem.ttl.set(1)])


@breaks("T2")
def a_wish_that_is_over_stays(now: Instant) -> None:
    head = RecordItem.get(f"C#{cid_of('zhangsan')}", "A")
    reminders.switch(people.head_of(head), "photo", Wish(False, "1" + "0" * 64), now)
    first(RegistryItem, "REM#photo").update([RegistryItem.ttl.remove()])


@breaks("T3")
def a_sheet_is_half_there(_: Instant) -> None:
    first(RecordItem, "C#", "A#S#").update([RecordItem.body.set('{"session":"2026-')])


@breaks("I39")
def an_item_grew_too_large(_: Instant) -> None:
    rewrite(first(RecordItem, "C#", "M#"), Message, text="长" * 100_001)

"""From the form to the picture in a case: what is stored, in how many calls, and what a repeat gets."""

import pytest

from chalicelib.domain import uploads
from chalicelib.domain.credentials import Picture
from chalicelib.domain.errors import MalformedError, SignedOutError, TooManyError, UploadRefusedError
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.uploads import Offer
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, keys, people, presigned
from chalicelib.storage import uploads as stored
from chalicelib.storage.presigned import Form
from chalicelib.storage.tables import RecordItem, RegistryItem, SessionItem
from chalicelib.usecases.uploads.complete_upload import complete_upload
from chalicelib.usecases.uploads.link_uploads import link_uploads
from chalicelib.usecases.uploads.presign_uploads import presign_uploads
from tests import corpus
from tests.builders import a_head
from tests.conftest import Meter

NOW = Instant(1_796_090_400_000)
CID, OTHER = Cid("0" * 31 + "1"), Cid("0" * 31 + "2")
JPEG = Offer("image/jpeg", 300_000)


class Dice:
    """Different bytes at every throw, the same in every run."""

    def __init__(self) -> None:
        self.thrown = 0

    def __call__(self, count: int) -> bytes:
        self.thrown += 1
        return b"\xaa" + self.thrown.to_bytes(count - 1)


@pytest.fixture
def form(aws: None) -> Form:
    [made] = presign_uploads(CID, [JPEG], NOW, Dice())
    return made


def arrive(form: Form, data: bytes) -> None:
    """What S3 does with a good post."""
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form.fields["key"], Body=data, ContentType="image/jpeg")


def accepted(form: Form) -> Picture:
    return complete_upload(CID, form.id, form.token, NOW)


def objects() -> dict[str, bytes]:
    s3 = clients.s3()
    listed = s3.list_objects_v2(Bucket=SETTINGS.accepted).get("Contents", [])
    return {one["Key"]: s3.get_object(Bucket=SETTINGS.accepted, Key=one["Key"])["Body"].read() for one in listed}


def test_a_form_names_one_object_one_type_and_nobody(form: Form) -> None:
    assert form.fields["key"] == f"incoming/{form.id}"
    assert form.fields["Content-Type"] == "image/jpeg"
    assert form.expires == NOW + 300_000
    assert CID not in str(form.fields) + form.url


def test_forms_cost_one_call_of_security_and_store_nothing(meter: Meter) -> None:
    keys.key("upload")
    with meter() as calls:
        forms = presign_uploads(CID, [JPEG] * 6, NOW, Dice())
    assert len({form.id for form in forms}) == 6
    assert calls.names == ["UpdateItem sessions"]
    assert not calls.s3
    assert RecordItem.count() == 0


def test_a_picture_becomes_an_item_two_objects_and_an_entry_for_duplicates(form: Form) -> None:
    arrive(form, corpus.jpeg())
    picture = accepted(form)
    assert set(objects()) == {presigned.accepted_key(picture), presigned.thumb_key(picture)}
    assert stored.load(CID, [form.id]) == {form.id: picture}
    item = RecordItem.get(*stored.upload_key(CID, form.id))
    assert (item.w, item.ws) == ("T#upload#a", f"{later(NOW, 180 * DAY)}#{CID}.{form.id}")
    assert [one.sk for one in RegistryItem.query(f"PIX#{picture.pixels}")] == [f"{CID}#{form.id}"]


def test_completing_costs_two_calls_to_the_tables_and_three_to_the_buckets(form: Form, meter: Meter) -> None:
    arrive(form, corpus.jpeg())
    with meter() as calls:
        accepted(form)
    security, *ours = calls.names
    assert security == "UpdateItem sessions"
    assert ours == ["PutItem records", "PutItem registry"]
    assert calls.s3 == {"GetObject": 1, "PutObject": 2}


def test_completing_twice_gives_the_first_answer_even_when_the_file_was_replaced(form: Form) -> None:
    arrive(form, corpus.jpeg())
    first = accepted(form)
    before = objects()
    assert accepted(form) == first
    assert objects() == before
    arrive(form, corpus.jpeg(640, 480))
    assert accepted(form) == first
    assert objects() == before


def test_completing_after_a_crash_between_any_two_calls_ends_the_same(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dies before the entry for duplicates; the page asks again."""
    arrive(form, corpus.jpeg())
    with monkeypatch.context() as broken:
        broken.setattr(RegistryItem, "save", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            accepted(form)
    picture = accepted(form)
    assert len(objects()) == 2
    assert RegistryItem.count(f"PIX#{picture.pixels}") == 1


def test_two_people_with_one_picture_stand_under_one_key(form: Form) -> None:
    [other] = presign_uploads(OTHER, [JPEG], NOW, lambda count: b"\xff" * count)
    for one in (form, other):
        arrive(one, corpus.jpeg())
    mine, theirs = accepted(form), complete_upload(OTHER, other.id, other.token, NOW)
    assert mine.pixels == theirs.pixels
    assert RegistryItem.count(f"PIX#{mine.pixels}") == 2


def test_a_foreign_token_is_refused_before_anything_is_read(form: Form, meter: Meter) -> None:
    arrive(form, corpus.jpeg())
    with meter() as calls:
        for cid, token in ((OTHER, form.token), (CID, form.token[:-2] + "xx"), (CID, ""), (CID, "一.二")):
            with pytest.raises(UploadRefusedError, match="请重新上传"):
                complete_upload(cid, form.id, token, NOW)
    assert calls == {}


def test_what_never_arrived_says_so(form: Form) -> None:
    with pytest.raises(UploadRefusedError, match="图片还没有传到"):
        accepted(form)


def test_a_refused_picture_leaves_nothing(form: Form) -> None:
    arrive(form, b"GIF89a")
    with pytest.raises(UploadRefusedError, match="只支持 JPG、PNG 图片"):
        accepted(form)
    assert objects() == {}
    assert stored.load(CID, [form.id]) == {}


def test_a_file_over_the_limit_is_not_even_read(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever owns the bucket's keys could put one there."""
    arrive(form, b"\xff" * (corpus.MIB + 1))
    with pytest.raises(UploadRefusedError, match="图片不能超过 1M"):
        accepted(form)


def test_forty_files_a_day_and_no_more(aws: None) -> None:
    for _ in range(6):
        presign_uploads(CID, [JPEG] * 6, NOW, Dice())
    with pytest.raises(TooManyError, match="每人每天最多上传 40 张图片"):
        presign_uploads(CID, [JPEG] * 5, NOW, Dice())
    presign_uploads(CID, [JPEG] * 4, NOW, Dice())
    presign_uploads(CID, [JPEG], later(NOW, DAY), Dice())
    presign_uploads(OTHER, [JPEG], NOW, Dice())


def test_checks_are_limited_too(form: Form) -> None:
    SessionItem(f"UQ#{CID}", f"{uploads.day(NOW)}#checks", n=uploads.CHECKS_A_DAY).save()
    with pytest.raises(TooManyError):
        accepted(form)


def test_links_are_for_own_pictures_in_the_order_asked_for_by_one_call(form: Form, meter: Meter) -> None:
    arrive(form, corpus.jpeg())
    picture = accepted(form)
    for cid in (CID, OTHER):
        people.create(a_head(cid=cid), "000000199001011234")
    stranger = UploadId("9" * 32)
    with meter() as calls:
        [link] = link_uploads(CID, 1, [stranger, form.id, form.id])
    assert calls == {"BatchGetItem": 1}
    assert not calls.s3
    assert presigned.accepted_key(picture) in link.url
    assert "X-Amz-Expires=60" in link.url
    assert "response-content-type=image%2Fjpeg" in link.thumb_url
    assert link_uploads(OTHER, 1, [form.id]) == []
    with pytest.raises(SignedOutError):
        link_uploads(CID, 2, [form.id])


def test_no_links_for_nothing_and_none_for_too_many(aws: None) -> None:
    assert link_uploads(CID, 1, []) == []
    with pytest.raises(MalformedError):
        link_uploads(CID, 1, [UploadId(f"{number:032x}") for number in range(25)])

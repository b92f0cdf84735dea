"""毕业照片: when it may be sent, that it can be replaced, and that a round keeps the one it was judged with."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.decisions import ItemVerdict
from chalicelib.domain.errors import UnknownError, UploadRefusedError, WindowClosedError
from chalicelib.domain.instants import DAY, HOUR, Instant, later
from chalicelib.domain.reviews import REJECT, RETURN
from chalicelib.domain.uploads import KEPT, LEAVES_FOR, Offer
from chalicelib.domain.windows import Business
from chalicelib.settings import SETTINGS
from chalicelib.storage import cases, clients, people, photos, uploads, windows
from chalicelib.usecases.graduations.accept_photo import accept_photo
from chalicelib.usecases.graduations.offer_photo import offer_photo
from chalicelib.usecases.graduations.show_graduation import show_graduation
from chalicelib.usecases.uploads.complete_upload import complete_upload
from chalicelib.usecases.uploads.forget_uploads import forget_uploads
from chalicelib.usecases.uploads.presign_uploads import presign_uploads
from tests import corpus
from tests.builders import CID, NOW, a_ticket, a_window
from tests.stored import EDIT
from tests.usecases.acting import decide, entropy
from tests.usecases.graduating import again, put_graduate, submit

OFFER = Offer("image/jpeg", len(corpus.portrait()))
PHOTO_CLOSES = later(NOW, DAY)


@pytest.fixture(autouse=True)
def _graduate(aws: None) -> None:
    put_graduate(tickets=(a_ticket(), a_ticket(ref=2, number="000000000002")))
    shut(PHOTO_CLOSES)


def shut(closes: Instant, seen: int = 0) -> None:
    """The time for photographs ends before that for applications."""
    photo = a_window(business=Business.PHOTO, closes=closes, corrects=closes)
    windows.save((photo, a_window(business=Business.GRADUATION)), seen=seen, edit=EDIT)


def offered(now: Instant = NOW, ref: int = 1) -> Any:
    form = offer_photo(people.load(CID).head, ref, OFFER, now, entropy)
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form.fields["key"], Body=corpus.portrait())
    return form


def photographed(now: Instant = NOW, ref: int = 1) -> str:
    form = offered(now, ref)
    return accept_photo(people.load(CID).head, ref, form.id, form.token, now).id


def shown(now: Instant = NOW) -> str:
    photo = show_graduation(CID, 1, 1, now).photo
    return photo.id if photo else ""


def test_the_last_one_stands_and_is_shown() -> None:
    first = photographed()
    assert shown() == first
    second = photographed()
    assert shown() == second != first
    assert photos.load(CID, 2) is None


def is_time(now: Instant) -> bool:
    return show_graduation(CID, 1, 1, now).photo_now


def test_outside_its_time_none_is_taken_but_who_was_in_time_may_finish() -> None:
    form = offered(Instant(PHOTO_CLOSES - 1))
    with pytest.raises(WindowClosedError, match="上传毕业照片已于 12月2日"):
        offered(PHOTO_CLOSES)
    assert [is_time(at) for at in (Instant(PHOTO_CLOSES - 1), PHOTO_CLOSES)] == [True, False]
    assert accept_photo(people.load(CID).head, 1, form.id, form.token, later(PHOTO_CLOSES, 1)).purpose == "portrait"


def test_who_mends_or_asks_again_may_send_another() -> None:
    no = submit(photo=photographed())
    late = later(NOW, 2 * DAY)
    with pytest.raises(WindowClosedError):
        offered(late)
    decide(no, RETURN, items=(ItemVerdict(part=5, reasons=("GR10",)),))
    assert is_time(late)
    better = photographed(late)
    assert again(no, 2, photo=better)["round"] == 2
    decide(no, REJECT, reasons=("GR10",))
    photographed(later(NOW, 3 * DAY))
    with pytest.raises(WindowClosedError):
        offered(later(NOW, 7 * DAY))


def test_a_round_keeps_the_one_it_was_sent_with() -> None:
    """Picture replaced after the reviewer looked."""
    judged = photographed()
    no = submit(photo=judged)
    photographed()
    [round_] = cases.load(CID, no).rounds
    assert judged in {one.id for one in round_.pictures}
    assert msgspec.json.decode(round_.content)["photo"] == judged


def test_slips_are_for_one_ticket_and_one_purpose() -> None:
    form, head = offered(), people.load(CID).head
    with pytest.raises(UploadRefusedError):
        accept_photo(head, 2, form.id, form.token, NOW)
    with pytest.raises(UploadRefusedError):
        complete_upload(CID, form.id, form.token, NOW)
    [other] = presign_uploads(CID, [OFFER], NOW, entropy)
    with pytest.raises(UploadRefusedError):
        accept_photo(head, 1, other.id, other.token, NOW)
    with pytest.raises(UnknownError):
        offer_photo(head, 3, OFFER, NOW, entropy)


def test_asked_again_it_is_the_same() -> None:
    form, head = offered(), people.load(CID).head
    once, twice = (accept_photo(head, 1, form.id, form.token, later(NOW, seconds)) for seconds in (0, HOUR // 2))
    assert once == twice


def test_the_one_that_stands_is_not_forgotten_and_one_that_was_replaced_is() -> None:
    old, standing = photographed(), photographed()
    over = later(NOW, KEPT + DAY)
    assert forget_uploads(over) == {"postponed": 1, "left": 1}
    assert forget_uploads(later(over, LEAVES_FOR + 1)) == {"forgotten": 1}
    assert set(uploads.load(CID, [old, standing])) == {standing}  # type: ignore[list-item]

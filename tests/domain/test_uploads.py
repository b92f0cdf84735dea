"""What may be offered, and what is said about a picture."""

import pytest

from chalicelib.domain import pictures, uploads
from chalicelib.domain.errors import FieldFault, MalformedError, UploadRefusedError
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import HOUR, Instant, later
from chalicelib.domain.pictures import Look
from chalicelib.domain.uploads import Offer

NOW = Instant(1_796_090_400_000)
CID, OTHER = Cid("0" * 31 + "1"), Cid("0" * 31 + "2")
GOOD = Offer("image/jpeg", 300_000)


def test_every_useless_file_is_marked_at_once() -> None:
    offers = [GOOD, Offer("image/gif", 1), Offer("image/png", 1_048_577), Offer("image/png", 0)]
    with pytest.raises(UploadRefusedError) as caught:
        uploads.judge_offers(offers)
    assert caught.value.message == "只支持 JPG、PNG 图片"
    assert caught.value.fields == (
        FieldFault("files.1", "只支持 JPG、PNG 图片"),
        FieldFault("files.2", "图片不能超过 1M"),
        FieldFault("files.3", "图片已损坏，无法打开"),
    )


@pytest.mark.parametrize("count", [0, 7])
def test_a_list_no_page_sends_is_malformed(count: int) -> None:
    with pytest.raises(MalformedError):
        uploads.judge_offers([GOOD] * count)


def test_a_file_of_exactly_one_mebibyte_may_come() -> None:
    uploads.judge_offers([Offer("image/png", 1_048_576)] * 6)


def a_slip() -> uploads.Slip:
    return uploads.slip(CID, GOOD, NOW, bytes(15) + b"\1")


def test_a_slip_counts_for_its_person_its_upload_and_an_hour() -> None:
    mine = a_slip()
    assert mine.id == UploadId("0" * 31 + "1")
    assert uploads.require_own(mine, CID, mine.id, later(NOW, HOUR - 1)) is mine


@pytest.mark.parametrize(
    ("cid", "upload", "after"),
    [(OTHER, "0" * 31 + "1", 0), (CID, "0" * 31 + "2", 0), (CID, "0" * 31 + "1", HOUR)],
)
def test_a_foreign_or_old_slip_is_refused_in_the_same_words(cid: Cid, upload: str, after: int) -> None:
    with pytest.raises(UploadRefusedError, match="请重新上传"):
        uploads.require_own(a_slip(), cid, upload, later(NOW, after))


def test_a_forged_slip_is_refused() -> None:
    with pytest.raises(UploadRefusedError, match="请重新上传"):
        uploads.require_own(None, CID, "0" * 31 + "1", NOW)


def test_an_upload_id_takes_all_its_randomness() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        uploads.slip(CID, GOOD, NOW, b"short")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"sharpness": 0.1}, ("blurred",)),
        ({"sharpness": 0.1, "contrast": 5}, ()),
        ({"paper": 60}, ("dark",)),
        ({"width": 500, "height": 400}, ("small",)),
        ({"width": 200, "height": 2_400}, ("small",)),
    ],
)
def test_hints_tell_what_a_person_should_look_at(changes: dict[str, float], expected: tuple[str, ...]) -> None:
    look = {"width": 1_500, "height": 2_000, "paper": 230, "contrast": 150, "sharpness": 0.6}
    assert pictures.hints(Look(**look | changes)) == expected  # type: ignore[arg-type]


def test_every_hint_has_its_words() -> None:
    worst = Look(width=120, height=120, paper=40, contrast=30, sharpness=0.01)
    assert set(pictures.hints(worst)) == set(pictures.HINTS)


def test_the_day_of_a_quota_is_that_of_shanghai() -> None:
    assert uploads.day(Instant(1_796_054_399_000)) == "20261130"
    assert uploads.day(Instant(1_796_054_400_000)) == "20261201"

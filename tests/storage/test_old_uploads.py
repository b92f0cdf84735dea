"""Pictures nobody used are forgotten; those in a draft or a case never are."""

import pytest

from chalicelib.domain.credentials import Picture
from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, old_uploads, people, submissions, uploads
from chalicelib.storage.pixels import inspect
from chalicelib.storage.tables import RecordItem, RegistryItem
from chalicelib.usecases.uploads.forget_uploads import forget_uploads
from tests import corpus
from tests.builders import CID, NOW

UPLOAD = UploadId("a" * 32)
DUE = later(NOW, 181 * DAY)
GONE = later(DUE, 2 * HOUR)


@pytest.fixture
def picture(aws: None) -> Picture:
    return uploads.accept(CID, UPLOAD, inspect(corpus.jpeg(200, 150)), NOW)


def named_by(sort_key: str) -> None:
    RecordItem(people.partition(CID), sort_key, body=f'{{"uploads":["{UPLOAD}"]}}').save()


def count_of_objects() -> int:
    return int(clients.s3().list_objects_v2(Bucket=SETTINGS.accepted)["KeyCount"])


def item() -> RecordItem:
    return RecordItem.get(*uploads.upload_key(CID, UPLOAD))


def test_nothing_is_touched_before_its_time(picture: Picture) -> None:
    assert forget_uploads(later(NOW, 179 * DAY)) == {}
    assert count_of_objects() == 2


def test_what_nobody_names_can_be_named_no_more_and_goes_with_both_its_objects(picture: Picture) -> None:
    assert forget_uploads(DUE) == {"left": 1}
    assert uploads.load(CID, [UPLOAD]) == submissions.load(CID, [UPLOAD]).pictures == {}
    assert (count_of_objects(), forget_uploads(DUE)) == (2, {})
    assert forget_uploads(GONE) == {"forgotten": 1}
    assert count_of_objects() == 0
    assert item().ttl == GONE // 1000
    assert RegistryItem.get(*uploads.duplicate_key(CID, picture)).ttl == GONE // 1000
    assert uploads.load(CID, [UPLOAD]) == {}
    assert forget_uploads(later(GONE, DAY)) == {}


def test_an_index_that_lags_does_not_shorten_the_hour(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may still name what was left a moment ago, beside somebody who read it before."""
    forget_uploads(DUE)
    with monkeypatch.context() as lagging:
        lagging.setattr(old_uploads, "due", lambda shard, _: [(CID, UPLOAD)] if shard == "a" else [])
        assert forget_uploads(later(DUE, HOUR)) == {"left": 1}
    assert count_of_objects() == 2
    assert forget_uploads(later(DUE, HOUR + 1)) == {"forgotten": 1}


@pytest.mark.parametrize(("sort_key", "outcome"), [("X#01", "settled"), ("D#exemption#1#new#u-00015", "postponed")])
def test_what_was_named_in_the_last_moment_stays(picture: Picture, sort_key: str, outcome: str) -> None:
    """A request that had read it before it could be named no more."""
    forget_uploads(DUE)
    named_by(sort_key)
    assert forget_uploads(GONE) == {outcome: 1}
    assert uploads.load(CID, [UPLOAD]) == {UPLOAD: picture}
    assert count_of_objects() == 2


@pytest.mark.parametrize("sort_key", ["X#01#R01", "X#01"])
def test_what_a_case_names_stays_and_is_never_asked_for_again(picture: Picture, sort_key: str) -> None:
    named_by(sort_key)
    assert forget_uploads(DUE) == {"settled": 1}
    assert forget_uploads(later(DUE, 1_000 * DAY)) == {}
    assert count_of_objects() == 2
    assert item().ttl is None


def test_what_a_draft_names_is_asked_for_again_later(picture: Picture) -> None:
    named_by("D#exemption#1#new#u-00015")
    assert forget_uploads(DUE) == {"postponed": 1}
    assert forget_uploads(DUE) == {}
    RecordItem(people.partition(CID), "D#exemption#1#new#u-00015").delete()
    assert [forget_uploads(later(DUE, days * DAY)) for days in (181, 182)] == [{"left": 1}, {"forgotten": 1}]


def test_a_crash_after_the_objects_is_mended_by_the_next_run(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_uploads(DUE)
    with monkeypatch.context() as broken:
        broken.setattr(RegistryItem, "save", lambda _: 1 / 0)
        assert forget_uploads(GONE) == {"crashed": 1}
    assert forget_uploads(GONE) == {"forgotten": 1}

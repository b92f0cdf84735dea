"""One upload reported by many at once, and pictures that are forgotten while they are sent (I17, I18, I19).

`make test` runs 3 rounds of each with 20 contenders, `make test-long` 100 (threat rows 54, 64).
"""

import os
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.credentials import Picture
from chalicelib.domain.errors import IncompleteError, TooManyError
from chalicelib.domain.ids import Cid, UploadId
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, presigned, uploads
from chalicelib.storage.pixels import Inspected, inspect
from chalicelib.storage.tables import RecordItem
from chalicelib.usecases.uploads import forget_uploads as forgetting
from chalicelib.usecases.uploads.forget_uploads import forget_uploads
from tests import corpus
from tests.builders import NOW, an_upload_id
from tests.race import acting
from tests.race.conftest import FEW_ROUNDS, Doing, contend, held_back, winners

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("opened")]

TABS = 20
LONG_AGO = later(NOW, -181 * DAY)
FILES = [inspect(corpus.jpeg(200, 150 + height)) for height in range(2)]


def objects(picture: Picture) -> int:
    """How many of its two are there."""
    keys = (presigned.accepted_key(picture), presigned.thumb_key(picture))
    found = [clients.s3().list_objects_v2(Bucket=SETTINGS.accepted, Prefix=key) for key in keys]
    return sum("Contents" in one for one in found)


def reports(cid: Cid, upload: UploadId) -> list[Doing]:
    """The file was exchanged while the browser reported it, again and again."""

    def report(found: Inspected) -> bytes:
        return msgspec.json.encode(uploads.accept(cid, upload, found, NOW))

    return [partial(report, FILES[number % 2]) for number in range(TABS)]


def test_of_two_files_under_one_upload_the_first_stays_for_everybody() -> None:
    for number in range(FEW_ROUNDS):
        cid, upload = acting.someone(), UploadId(f"{os.getpid():016x}{number:016x}")
        answers = winners(contend(reports(cid, upload)))
        [stored] = uploads.load(cid, [upload]).values()
        assert answers == [msgspec.json.encode(stored)] * TABS
        assert objects(stored) == 2
        other = next(one for one in FILES if one.sha256 != stored.sha256)
        assert objects(msgspec.structs.replace(stored, sha256=other.sha256)) == 0


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_an_upload_changes_under_its_owner() -> None:
    cid, upload = acting.someone(), UploadId(f"{os.getpid():016x}{'f' * 16}")
    assert len(set(winners(contend(reports(cid, upload))))) > 1


def quota() -> list[Doing]:
    cid = acting.someone()
    return [acting.labelled(b"counted", partial(uploads.reserve, cid, "files", 3, 10, NOW)) for _ in range(TABS)]


def test_a_days_quota_holds_for_20_tabs() -> None:
    for _ in range(FEW_ROUNDS):
        outcomes = contend(quota())
        assert len(winners(outcomes)) == 3
        assert sum(isinstance(one, TooManyError) for one in outcomes) == TABS - 3


@pytest.mark.usefixtures("without_conditions")
def test_without_its_condition_a_quota_holds_nobody() -> None:
    assert len(winners(contend(quota()))) == TABS


def unnamed() -> tuple[Cid, Picture]:
    """The picture that `acting.submission` names, as the clock finds it."""
    cid = acting.someone()
    RecordItem(*uploads.upload_key(cid, an_upload_id(1))).delete()
    return cid, uploads.accept(cid, an_upload_id(1), FILES[0], LONG_AGO)


def hour() -> bytes:
    forget_uploads(NOW)
    return b"hour"


def test_a_picture_is_sent_or_forgotten() -> None:
    for _ in range(FEW_ROUNDS):
        cid, picture = unnamed()
        outcomes = contend([*(acting.submission(cid) for _ in range(TABS)), hour])
        sent = len(winners(outcomes)) - 1
        assert sent or any(isinstance(one, IncompleteError) for one in outcomes)
        forget_uploads(later(NOW, 2 * HOUR))
        assert (len(acting.live_cases(cid)), objects(picture)) == (sent, 2 * sent)


def test_a_picture_that_was_read_before_it_is_forgotten_stays(engine: Any) -> None:
    for _ in range(FEW_ROUNDS):
        cid, picture = unnamed()
        won = winners(contend(held_back(engine, [acting.submission(cid) for _ in range(TABS)], hour)))
        assert len(won) == 2
        forget_uploads(later(NOW, 2 * HOUR))
        assert objects(picture) == 2
        assert uploads.load(cid, [picture.id]) == {picture.id: picture}


def test_without_the_hour_between_a_case_shows_nothing(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "LEAVES_FOR", -1)
    cid, picture = unnamed()
    tabs = [acting.submission(cid) for _ in range(TABS)]
    contend(held_back(engine, tabs, lambda: hour() + hour()))
    assert len(acting.live_cases(cid)) == 1
    assert objects(picture) == 0

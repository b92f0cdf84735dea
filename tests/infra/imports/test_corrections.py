"""Scores that change after people saw them, and the instant from which they do."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.transcripts import passes
from chalicelib.storage import people
from chalicelib.storage.tables import AuditItem
from chalicelib.usecases.home.show_scores import show_scores
from chalicelib.usecases.imports import write_sheets as writing
from tests.builders import CID
from tests.conftest import Meter
from tests.infra.imports.conftest import HEADER, MARKS, NUMBER, Desk, in_words, stored


@pytest.fixture
def published(desk: Desk, person: Cid, time: Any) -> Callable[[str], int]:
    """Scores that people see, and the way to import others over them."""
    out = later(time(), 2 * MINUTE)
    desk.run("scores", MARKS, session="2026-10", release=in_words(out))
    time.forward(minutes=3)
    return lambda content: desk.run("scores", content, session="2026-10")


def test_a_differing_score_after_the_release_is_a_correction_with_its_event(
    published: Callable[[str], int], desk: Desk, time: Any
) -> None:
    assert passes(people.load(CID).transcript, time()).keys() == {"00015"}
    assert published(MARKS.replace("61", "59").replace("缺考", "66")) == 0
    assert "更正的成绩：2" in desk.said
    record = people.load(CID)
    assert passes(record.transcript, time()).keys() == {"00034"}
    assert record.head.rver == 2
    [event] = [msgspec.json.decode(item.body or "") for item in AuditItem.query(f"P#{CID}")]
    assert event["detail"] == "2026-10 准考证1：00015 61→59，00034 缺考→66"
    assert [sheet["stream"] for sheet in stored().values()] == ["K", "T"]


def test_a_second_correction_keeps_the_first_and_the_chain(published: Callable[[str], int], time: Any) -> None:
    published(MARKS.replace("61", "59"))
    assert published(MARKS.replace("61", "59").replace("缺考", "66")) == 0
    [sheet] = show_scores(CID, 1, 1, time()).sheets
    assert [(row["code"], row["score"]) for row in msgspec.json.decode(sheet)["rows"]] == [("00015", 59), ("00034", 66)]
    rows = stored()["A#S#2026-10#1#K"]["rows"]
    assert [(row["code"], row["score"]) for row in rows] == [("00015", 59), ("00034", 66)]
    assert [item.sk for item in AuditItem.query(f"P#{CID}")] == ["000001", "000002"]


def test_equal_scores_after_the_release_change_nothing(
    published: Callable[[str], int], desk: Desk, meter: Meter
) -> None:
    with meter() as calls:
        assert published(MARKS + f"{NUMBER},00034,缺考\n") == 0
    assert "更正的成绩：0" in desk.said
    assert "TransactWriteItems" not in calls
    assert people.load(CID).head.rver == 1


def test_a_release_is_a_minute_ahead_and_final(published: Callable[[str], int], desk: Desk, time: Any) -> None:
    assert desk.run("scores", MARKS, session="2026-10", release=in_words(time())) == 1
    assert "最早为一分钟以后" in desk.said
    assert desk.run("scores", MARKS, session="2026-10", release=in_words(later(time(), 9 * MINUTE))) == 1
    assert "不能再改时间" in desk.said


def test_nobody_waits_for_years(desk: Desk, person: Cid, time: Any) -> None:
    for year in ("2126", "9999"):
        assert desk.run("scores", MARKS, session="2026-10", release=f"{year}-12-31 24:00") == 1
        assert "年份" in desk.said
    assert stored() == {}


def test_within_the_last_minute_nothing_is_written(desk: Desk, person: Cid, time: Any) -> None:
    desk.run("scores", MARKS, session="2026-10", release=in_words(later(time(), 2 * MINUTE)))
    time.forward(seconds=90)
    assert desk.run("scores", MARKS.replace("61", "62"), session="2026-10") == 1
    assert "即将公布" in desk.said
    assert stored()["A#S#2026-10#1#T"]["rows"][0]["score"] == 61


def test_one_file_may_correct_one_session_and_load_another(published: Callable[[str], int], desk: Desk) -> None:
    content = f"准考证号,课程代码,成绩,考期\n{NUMBER},00015,59,2026-10\n{NUMBER},00087,70,2027-04\n"
    assert desk.run("scores", content) == 0
    assert list(stored()) == ["A#S#2026-10#1#K", "A#S#2026-10#1#T", "A#S#2027-04#1#T"]


def test_another_file_for_a_loading_session_must_be_meant(desk: Desk, person: Cid) -> None:
    """Sheets are replaced whole: half a session in a second file would silently undo the first."""
    desk.run("scores", MARKS, session="2026-10")
    other = f"{HEADER}{NUMBER},00087,70\n"
    assert desk.run("scores", other, session="2026-10") == 1
    assert "考期：“2026-10，scores.csv” 已装入另一个文件" in desk.said
    assert len(stored()["A#S#2026-10#1#T"]["rows"]) == 2
    assert desk.run("scores", other, session="2026-10", again=True) == 0
    assert [row["code"] for row in stored()["A#S#2026-10#1#T"]["rows"]] == ["00087"]


def test_a_file_that_goes_in_again_is_not_done_until_it_is(
    desk: Desk, person: Cid, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"{HEADER}{NUMBER},00087,70\n"
    desk.run("scores", MARKS, session="2026-10")
    desk.run("scores", other, session="2026-10", again=True)
    put = writing.bulk.put
    monkeypatch.setattr(writing.bulk, "put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert desk.run("scores", MARKS, session="2026-10", again=True) == 130
    monkeypatch.setattr(writing.bulk, "put", put)
    assert desk.run("scores", MARKS, session="2026-10") == 0
    assert len(stored()["A#S#2026-10#1#T"]["rows"]) == 2

"""What home, scores, drafts and lists read, with their calls counted (architecture § 3)."""

import json

import msgspec
import pytest

from chalicelib.domain.errors import DraftConflictError, IncompleteError, MalformedError, SignedOutError, UnknownError
from chalicelib.domain.instants import DAY, HOUR, later
from chalicelib.storage import drafts, people
from chalicelib.usecases.drafts.save_draft import Step, save_draft
from chalicelib.usecases.exemptions.list_exemptions import list_exemptions
from chalicelib.usecases.home.show_home import show_home
from chalicelib.usecases.home.show_scores import show_scores
from tests.builders import CID, NOW, Meter, a_head, a_line, a_number, a_sheet, a_ticket
from tests.stored import PASSED, warm

pytestmark = pytest.mark.usefixtures("eligible")

PLACE = ("exemption", 1)


def a_step(**changes: object) -> Step:
    step = Step(target="new", step="courses", body=msgspec.Raw(b'{"units":["00015"]}'), ver=0)
    return msgspec.structs.replace(step, **changes)


def test_home_scores_and_the_list_cost_one_query_each(meter: Meter) -> None:
    warm(NOW)
    for show in (show_home, show_scores, list_exemptions):
        with meter() as calls:
            show(CID, 1, 1, NOW)
        assert calls == {"Query": 1}


def test_home_names_the_ticket_and_counts_the_scores() -> None:
    people.put_sheet(CID, a_sheet("2025-04", codes=("00320",)))
    seen = show_home(CID, 1, 1, NOW)
    assert (seen.ticket.number, seen.ticket.number_masked) == (a_ticket().number, "00…001")
    assert (seen.scores.latest_session, seen.scores.latest_count, seen.scores.earlier_count) == ("2026-10", 6, 1)


def test_an_unreleased_sheet_is_on_no_page() -> None:
    people.put_sheet(CID, a_sheet("2027-04", codes=("00320",), released=later(NOW, DAY)))
    assert show_home(CID, 1, 1, NOW).scores.latest_session == "2026-10"
    assert b"2027-04" not in msgspec.json.encode(show_scores(CID, 1, 1, NOW))
    assert b"2027-04" in msgspec.json.encode(show_scores(CID, 1, 1, later(NOW, DAY)))


def test_scores_are_the_stored_json_newest_first() -> None:
    people.put_sheet(CID, a_sheet("2025-04", codes=("00320",)))
    seen = json.loads(msgspec.json.encode(show_scores(CID, 1, 1, NOW)))
    assert [sheet["session"] for sheet in seen["sheets"]] == ["2026-10", "2025-04"]
    assert [row["code"] for row in seen["sheets"][0]["rows"]] == list(PASSED)
    assert seen["numbers"] == {"1": "00…001"}


@pytest.mark.parametrize("show", [show_home, show_scores, list_exemptions])
def test_another_epoch_is_signed_out_and_another_ticket_is_unknown(show: object) -> None:
    assert callable(show)
    with pytest.raises(SignedOutError):
        show(CID, 2, 1, NOW)
    with pytest.raises(UnknownError):
        show(CID, 1, 7, NOW)


def test_saving_and_loading_a_draft_cost_one_call_each(meter: Meter) -> None:
    with meter() as calls:
        saved = save_draft(a_head(), PLACE, a_step(), NOW)
    assert (saved.ver, calls) == (1, {"UpdateItem": 1})
    with meter() as calls:
        (draft,) = drafts.load(CID, *PLACE)
    assert (bytes(draft.body), calls) == (b'{"units":["00015"]}', {"Query": 1})


def test_the_second_device_hears_when_the_first_one_saved() -> None:
    save_draft(a_head(), PLACE, a_step(), NOW)
    save_draft(a_head(), PLACE, a_step(ver=1), later(NOW, HOUR))
    with pytest.raises(DraftConflictError) as refused:
        save_draft(a_head(), PLACE, a_step(ver=1, body=msgspec.Raw(b"{}")), later(NOW, 2 * HOUR))
    assert [fault.message for fault in refused.value.fields] == [str(later(NOW, HOUR))]
    (draft,) = drafts.load(CID, *PLACE)
    assert (draft.ver, bytes(draft.body)) == (2, b'{"units":["00015"]}')


@pytest.mark.parametrize("changes", [{"step": "u-1"}, {"step": "../x"}, {"target": "all"}, {"step": "u-00015#R01"}])
def test_a_step_that_no_page_has_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(MalformedError):
        save_draft(a_head(), PLACE, a_step(**changes), NOW)


def test_a_draft_has_its_limit() -> None:
    with pytest.raises(IncompleteError) as refused:
        save_draft(a_head(), PLACE, a_step(body=msgspec.Raw(b'"' + b"x" * 16_384 + b'"')), NOW)
    assert "16 KB" in refused.value.fields[0].message


def test_discarding_takes_one_target_only() -> None:
    save_draft(a_head(), PLACE, a_step(), NOW)
    save_draft(a_head(), PLACE, a_step(step="u-00015"), NOW)
    head = a_head(lines={a_number(1): a_line()})
    save_draft(head, PLACE, a_step(target=a_number(1), step="u-00015"), NOW)
    drafts.discard(CID, PLACE[0], (PLACE[1], "new"))
    assert [draft.target for draft in drafts.load(CID, *PLACE)] == [a_number(1)]


def test_what_another_device_saves_while_one_discards_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("courses", "u-00015"):
        save_draft(a_head(), PLACE, a_step(step=step), NOW)
    read = drafts.load(CID, *PLACE)
    save_draft(a_head(), PLACE, a_step(ver=1, body=msgspec.Raw(b"{}")), later(NOW, HOUR))
    with monkeypatch.context() as stale:
        stale.setattr(drafts, "load", lambda *_: read)
        drafts.discard(CID, PLACE[0], (PLACE[1], "new"))
    (draft,) = drafts.load(CID, *PLACE)
    assert (draft.step, draft.ver, bytes(draft.body)) == ("courses", 2, b"{}")


@pytest.mark.parametrize(
    ("place", "changes"),
    [(("exemption", 7), {}), (PLACE, {"target": a_number(9)}), (PLACE, {"step": "u-99999"})],
)
def test_a_draft_belongs_to_ones_own_ticket_application_and_plan(
    place: tuple[str, int], changes: dict[str, str]
) -> None:
    with pytest.raises(UnknownError):
        save_draft(a_head(), place, a_step(**changes), NOW)

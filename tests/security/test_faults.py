"""Conflicts, throttling, failures and lost replies over HTTP: tried again, then 503, and nothing half done (row 50)."""

import json
from typing import Any

import pytest

from chalicelib.domain.errors import BusyError
from chalicelib.storage import cases, gather, keys, people
from chalicelib.storage.tables import SessionItem
from tests.apiclient import Browser, Reply
from tests.crashes import storms
from tests.security import faults, world
from tests.security.steps import STEPS, Step, step

__all__ = ["step"]

WRITE = "TransactWriteItems"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between tries, noted instead of slept."""
    pauses: list[float] = []
    monkeypatch.setattr(cases.attempt, "__defaults__", (pauses.append,))
    for batch in (gather.items, gather.delete):
        monkeypatch.setattr(batch, "__defaults__", (pauses.append,))
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    return pauses


steps = pytest.mark.parametrize("step", STEPS, indirect=True)


def busy(reply: Reply) -> bool:
    return (reply.status, reply.code, reply.headers["Retry-After"]) == (503, "busy", "2")


@steps
def test_three_conflicts_are_outlasted(step: Step, impatient: list[float]) -> None:
    with faults.injected(faults.conflict, WRITE, times=3) as sent:
        assert step().status in (200, 201, 204)
    assert sent.count == 4
    assert all(0.025 <= pause <= 0.8 for pause in impatient)
    assert len(impatient) == 3


@steps
def test_lasting_conflicts_are_told_and_leave_nothing(step: Step) -> None:
    before = faults.dump()
    with faults.injected(faults.conflict, WRITE) as sent:
        assert busy(step())
    assert sent.count == cases.TRIES
    assert faults.dump() == before
    assert step().status in (200, 201, 204)


@steps
def test_every_try_is_the_same_transaction(step: Step) -> None:
    """Else one that was carried out, its reply lost and its copy told of a conflict, would meet its own writes."""
    tokens: list[str] = []

    def conflict(request: Any, carried_out: Any) -> faults.Answer:
        tokens.append(json.loads(request.body)["ClientRequestToken"])
        return faults.conflict(request, carried_out)

    with faults.injected(conflict, WRITE):
        assert busy(step())
    assert (len(tokens), len(set(tokens))) == (cases.TRIES, 1)


@steps
def test_a_lost_reply_is_one_change_with_its_answer(step: Step) -> None:
    """botocore sends the transaction again; the second copy is refused by its own operation item."""
    with faults.injected(faults.lost_reply, WRITE, times=1) as sent:
        done = step()
    assert (done.status in (200, 201, 204), sent.count >= 2) == (True, True)


@pytest.mark.parametrize("step", STEPS[:-1], indirect=True)
def test_the_same_request_again_is_answered_and_changes_nothing(step: Step) -> None:
    answer, after = step(), faults.dump()
    again = step()
    assert (again.status, again.body) == (answer.status, answer.body)
    assert faults.dump() == after


FAULTS = {
    "throughput": faults.refused("ProvisionedThroughputExceededException"),
    "throttled": faults.refused("ThrottlingException"),
    "internal": faults.refused("InternalServerError", 500),
    "unavailable": faults.refused("ServiceUnavailable", 503),
    "unreachable": faults.unreachable,
}


@pytest.mark.parametrize(
    ("step", "operation", "fault"),
    [("submit", "", fault) for fault in FAULTS] + [(one, WRITE, "internal") for one in STEPS],
    indirect=["step"],
)
def test_a_failing_table_is_busy_and_never_a_crash(step: Step, operation: str, fault: str) -> None:
    before = faults.dump()
    with faults.injected(FAULTS[fault], operation):
        assert busy(step())
    assert faults.dump() == before
    assert step().status in (200, 201, 204)


@pytest.mark.parametrize(
    "path", ["/home", "/t/1/scores", "/t/1/exemptions", "/t/1/degree-audit", "/t/1/drafts/exemption"]
)
def test_reading_from_a_failing_table_is_busy(path: str, first: Browser) -> None:
    with faults.injected(faults.refused("ThrottlingException")):
        assert busy(first.get(path))
    with faults.injected(faults.refused("ThrottlingException"), times=2):
        assert first.get(path).status == 200


def test_a_lease_that_cannot_be_written_is_not_somebody_elses(first: Browser, school: Browser) -> None:
    case = f"{world.FIRST.cid}.{world.submit(first)[0]}"
    with faults.injected(faults.refused("InternalServerError", 500), WRITE):
        assert busy(school.post(f"/review/cases/{case}/lease"))
        assert busy(school.post("/review/queue/next", {"business": world.CASE}))


def test_a_draft_whose_reply_was_lost_is_no_other_devices(first: Browser, clock: Any) -> None:
    """Single writes carry no token: botocore's second copy, or the page's, meets its own first one."""
    draft = {"target": "new", "step": "courses", "body": {"units": ["00015"]}, "ver": 0}
    with faults.injected(faults.lost_reply, "UpdateItem", times=1) as sent:
        saved = first.send("PUT", "/t/1/drafts/exemption", draft)
    assert (saved.status, saved.json["ver"], sent.count) == (200, 1, 2)
    clock.forward(seconds=1)
    again = first.send("PUT", "/t/1/drafts/exemption", draft)
    assert (again.status, again.json) == (200, saved.json)
    other = draft | {"body": {"units": ["00320"]}}
    assert first.send("PUT", "/t/1/drafts/exemption", other).code == "draft_conflict"


def test_a_draft_saved_beside_its_own_submission_is_told_to_wait(first: Browser) -> None:
    """A single write that meets a running transaction is tried again, which botocore does not do by itself."""
    draft = {"target": "new", "step": "courses", "body": {}, "ver": 0}
    conflict = faults.refused("TransactionConflictException")
    with faults.injected(conflict, "UpdateItem") as sent:
        assert busy(first.send("PUT", "/t/1/drafts/exemption", draft))
    assert sent.count == 3
    with faults.injected(conflict, "UpdateItem", times=2):
        assert first.send("PUT", "/t/1/drafts/exemption", draft).status == 200
    assert people.load(world.FIRST.cid).head.ver == 1


def test_a_bucket_or_a_secret_that_does_not_answer_is_busy_too(first: Browser) -> None:
    """Bytes of a picture, and the keys that a new container asks for at its first request."""
    [form] = first.post("/uploads", {"files": [{"content_type": "image/jpeg", "bytes": 9}]}).json["uploads"]
    with faults.injected(faults.refused("SlowDown", 503), service="s3"):
        assert busy(first.post(f"/uploads/{form['id']}/complete", {"token": form["token"]}))
    keys.forget()
    with faults.injected(faults.refused("ThrottlingException"), service="ssm"):
        assert busy(first.get("/home"))
    assert first.get("/home").status == 200


def test_what_a_batch_leaves_out_is_asked_for_again(first: Browser) -> None:
    """Twice; then it is busy: PynamoDB's own batches ask on without end, or fail as crashes."""
    sent: dict[str, Any] = {"ids": [f"{one:032x}" for one in world.FIRST.uploads]}
    with faults.injected(storms.nothing_done, "BatchGetItem"):
        assert busy(first.post("/uploads/links", sent))
    with faults.injected(storms.unprocessed, "BatchGetItem", times=2) as seen:
        reply = first.post("/uploads/links", sent)
    assert (reply.status, seen.count, len(reply.json["links"])) == (200, 3, len(world.FIRST.uploads))


def test_what_a_batch_leaves_undone_is_sent_again(aws: None) -> None:
    kept: list[gather.Key] = [(SessionItem, f"kept-{number}", "-") for number in range(3)]
    for _, pk, sk in kept:
        SessionItem(pk, sk).save()
    with faults.injected(storms.nothing_done, "BatchWriteItem"), pytest.raises(BusyError):
        gather.delete(kept)
    with faults.injected(storms.unprocessed, "BatchWriteItem", times=2) as seen:
        gather.delete(kept)
    assert (seen.count, gather.items(kept)) == (3, {})

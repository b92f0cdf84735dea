"""Show one application to the candidate it belongs to."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import progress, statuses
from chalicelib.domain.applications import Decision, Round
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.progress import Possible
from chalicelib.domain.windows import Windows
from chalicelib.storage import cases, people, windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together


class Reason(msgspec.Struct, frozen=True):
    code: str
    text: str


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    stage: str
    outcome: str
    at: Instant
    reasons: tuple[Reason, ...]
    words: str


class CredentialView(msgspec.Struct, frozen=True, kw_only=True):
    """A credential as sent, with what a reviewer found wrong with it, if anything."""

    type: str
    number: str
    year: str
    month: str
    province: str
    note: str
    level: str
    uploads: tuple[str, ...]
    verdict: dict[str, Any] | None


class RoundView(msgspec.Struct, frozen=True, kw_only=True):
    round: int
    submitted_at: Instant
    credentials: tuple[CredentialView, ...]
    decisions: tuple[DecisionView, ...]


class FileView(msgspec.Struct, frozen=True, kw_only=True):
    """An application with all its rounds, as candidate and reviewer see it alike."""

    no: No
    ref: int
    business: str
    title: str
    unit: str
    codes: tuple[str, ...]
    state: str
    state_text: str
    stage: str
    round: int
    ver: int
    batch: str
    submitted_at: Instant
    since: Instant
    deadline: Instant | None
    rounds: tuple[RoundView, ...]


class ApplicationView(FileView, frozen=True, kw_only=True):
    """The candidate's own view."""

    can: Possible


def show_application(cid: Cid, epoch: int, no: No, now: Instant) -> ApplicationView:
    """Two reads in one wait. Raises UnknownError for another person's number as for none."""
    _, file = together(lambda: people.load(cid, epoch=epoch), lambda: cases.load(cid, no))
    current = windows.load(now)
    common = msgspec.structs.asdict(view(file, current))
    return ApplicationView(**common, can=progress.possible(file.case, current, now))


def view(file: File, current: Windows) -> FileView:
    case = file.case
    return FileView(
        no=case.no,
        ref=case.ref,
        business=case.business,
        title=case.title,
        unit=case.unit,
        codes=case.codes,
        state=case.state,
        state_text=statuses.TEXTS[case.state],
        stage=case.stage,
        round=case.round,
        ver=case.ver,
        batch=case.batch,
        submitted_at=case.submitted_at,
        since=case.since,
        deadline=progress.deadline(case, current),
        rounds=tuple(_round(round_, file.decisions) for round_ in file.rounds),
    )


def _round(round_: Round, decisions: tuple[Decision, ...]) -> RoundView:
    own = sorted((one for one in decisions if one.round == round_.round), key=lambda one: one.at)
    return RoundView(
        round=round_.round,
        submitted_at=round_.at,
        credentials=tuple(_credential(round_, index, own) for index in range(len(round_.credentials))),
        decisions=tuple(_decision(one) for one in own),
    )


def _credential(round_: Round, index: int, decisions: list[Decision]) -> CredentialView:
    sent = round_.credentials[index]
    found = [item for one in decisions for item in one.items if item.credential == index]
    verdict = None
    if found:
        codes = tuple(dict.fromkeys(code for item in found for code in item.reasons))
        words = "；".join(item.words for item in found if item.words)
        verdict = {"ok": False, "reasons": reasons(codes), "words": words}
    return CredentialView(**msgspec.structs.asdict(sent), verdict=verdict)


def _decision(one: Decision) -> DecisionView:
    return DecisionView(stage=one.stage, outcome=one.outcome, at=one.at, reasons=reasons(one.reasons), words=one.words)


def reasons(codes: tuple[str, ...]) -> tuple[Reason, ...]:
    known = data.rejection_reasons()
    return tuple(Reason(code, known[code].text) for code in codes if code in known)

"""Show one application to the candidate it belongs to."""

from typing import Any

import msgspec

from chalicelib import data
from chalicelib.domain import applications, businesses, progress, promises, reviews, statuses
from chalicelib.domain.applications import Case, Round
from chalicelib.domain.decisions import Decision
from chalicelib.domain.ids import Cid, No
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Kind, Part
from chalicelib.domain.progress import Possible
from chalicelib.domain.tracks import Mark, track
from chalicelib.domain.windows import TITLES, Business, Windows
from chalicelib.storage import cases, people, windows
from chalicelib.storage.cases import File
from chalicelib.storage.gather import together
from chalicelib.usecases.applications.visits import VisitView, visit_view
from chalicelib.usecases.offices import OFFICES
from chalicelib.usecases.orders.asking import beside


class Reason(msgspec.Struct, frozen=True):
    code: str
    text: str


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """`text` says in one line who decided what."""

    stage: str
    outcome: str
    text: str
    at: Instant
    reasons: tuple[Reason, ...]
    words: str


class PartVerdict(msgspec.Struct, frozen=True, kw_only=True):
    reasons: tuple[Reason, ...]
    words: str


class PartView(Part, frozen=True, kw_only=True):
    """A part as sent, with what reviewers found wrong with it, if anything."""

    verdict: PartVerdict | None


class RoundView(msgspec.Struct, frozen=True, kw_only=True):
    """`content` is what was sent in the business's own shape, for its own form; `parts` is how it reads."""

    round: int
    submitted_at: Instant
    content: msgspec.Raw
    parts: tuple[PartView, ...]
    decisions: tuple[DecisionView, ...]


class FileView(msgspec.Struct, frozen=True, kw_only=True):
    """An application with all its rounds, as candidate and reviewer see it alike."""

    no: No
    ref: int
    business: str
    business_text: str
    title: str
    unit: str
    codes: tuple[str, ...]
    state: str
    state_text: str
    stage: str
    stage_text: str
    round: int
    ver: int
    batch: str
    submitted_at: Instant
    since: Instant
    deadline: Instant | None
    rounds: tuple[RoundView, ...]


class ApplicationView(FileView, frozen=True, kw_only=True):
    """The candidate's own view. `next_text` says what happens next, where it is not the candidate's turn.

    `promise` says until when it means to be decided; `track` tells of the steps of a long way, `visit` when and where
    to sign.
    """

    next_text: str
    promise: str
    can: Possible
    track: tuple[Mark, ...]
    visit: VisitView | None


def show_application(cid: Cid, epoch: int, no: No, now: Instant) -> ApplicationView:
    """Two reads in one wait. Raises UnknownError for another person's number as for none."""
    _, file = together(lambda: people.load(cid, epoch=epoch), lambda: cases.load(cid, no))
    current, kind, line = windows.load(now), businesses.kind_of(file.case.business), applications.line_of(file.case)
    return ApplicationView(
        **msgspec.structs.asdict(view(file, current)),
        next_text=progress.next_text(file.case, OFFICES, kind.effect),
        promise=promises.promise(data.promises(), line, now) if line else "",
        can=progress.possible(file.case, current, now),
        track=track(file.case, beside(file, now), kind.end),
        visit=visit_view(file.case, current),
    )


def view(file: File, current: Windows) -> FileView:
    case, kind = file.case, businesses.kind_of(file.case.business)
    return FileView(
        no=case.no,
        ref=case.ref,
        business=case.business,
        business_text=TITLES[Business(case.business)],
        title=case.title,
        unit=case.unit,
        codes=case.codes,
        state=case.state,
        state_text=statuses.told(case.state, case.fee, unconfirmed=case.is_unconfirmed),
        stage=case.stage,
        stage_text=OFFICES.title(case.stages, case.stage),
        round=case.round,
        ver=case.ver,
        batch=case.batch,
        submitted_at=case.submitted_at,
        since=case.since,
        deadline=progress.deadline(case, current),
        rounds=tuple(_round(case, kind, round_, file.decisions) for round_ in file.rounds),
    )


def _round(case: Case, kind: Kind[Any, Any], round_: Round, decisions: tuple[Decision, ...]) -> RoundView:
    own = sorted((one for one in decisions if one.round == round_.round), key=lambda one: one.at)
    parts = kind.parts(kind.content_of(round_), data)
    return RoundView(
        round=round_.round,
        submitted_at=round_.at,
        content=round_.content,
        parts=tuple(_part(part, index, own) for index, part in enumerate(parts)),
        decisions=tuple(_decision(case, kind.effect, one) for one in own),
    )


def _part(part: Part, index: int, decisions: list[Decision]) -> PartView:
    found = [item for one in decisions for item in one.items if item.part == index]
    verdict = None
    if found:
        codes = tuple(dict.fromkeys(code for item in found for code in item.reasons))
        words = "；".join(item.words for item in found if item.words)
        verdict = PartVerdict(reasons=reasons(codes), words=words)
    return PartView(**msgspec.structs.asdict(part), verdict=verdict)


def _decision(case: Case, effect: str, one: Decision) -> DecisionView:
    return DecisionView(
        stage=one.stage,
        outcome=one.outcome,
        text=reviews.outcome_text(OFFICES, case.stages, one, effect),
        at=one.at,
        reasons=reasons(one.reasons),
        words=one.words,
    )


def reasons(codes: tuple[str, ...]) -> tuple[Reason, ...]:
    known = data.rejection_reasons()
    return tuple(Reason(code, known[code].text) for code in codes if code in known)

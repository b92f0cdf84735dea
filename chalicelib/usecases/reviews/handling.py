"""Who handled a case at each stage, and how what was checked came out: for colleagues, never for the candidate."""

from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib.domain.applications import Case
from chalicelib.domain.checks import ANSWERS, Check
from chalicelib.domain.decisions import Decision, DecisionLine
from chalicelib.domain.instants import Instant
from chalicelib.domain.kinds import Kind, Matter
from chalicelib.storage.cases import File


class Answered(msgspec.Struct, frozen=True):
    """One task and its result, as both read."""

    text: str
    answer: str


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """One decision; `at` is its instant in `rounds.decisions` too."""

    at: Instant
    by: str
    answers: tuple[Answered, ...]


def handled(kind: Kind[Any, Any], file: File, matter: Matter) -> tuple[Handling, ...]:
    told = {(one.round, one.stage, one.at): one for one in file.decisions}
    return tuple(
        Handling(at=line.at, by=line.staff_name, answers=_answers(kind, file, matter, told.get(_place(line))))
        for line in file.case.decisions
    )


def _place(line: DecisionLine) -> tuple[int, str, Instant]:
    return line.round, line.stage, line.at


def _answers(kind: Kind[Any, Any], file: File, matter: Matter, told: Decision | None) -> tuple[Answered, ...]:
    if told is None or not told.tasks:
        return ()
    asked = _asked(kind, file, matter, told)
    return tuple(
        Answered(asked[key].text, ANSWERS[asked[key].task][answer])
        for key, answer in told.tasks.items()
        if key in asked
    )


def _asked(kind: Kind[Any, Any], file: File, matter: Matter, told: Decision) -> Mapping[str, Check]:
    """What that office had to check in that round."""
    sent = next(one for one in file.rounds if one.round == told.round)
    case: Case = msgspec.structs.replace(file.case, stage=told.stage)
    then = msgspec.structs.replace(matter, case=case, round=sent)
    return {check.key: check for check in kind.checks(kind.content_of(sent), then) if check.task}

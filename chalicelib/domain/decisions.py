"""What reviewers decide about a round: the words for the candidate, and the line that stays on the head."""

import msgspec

from chalicelib.domain.ids import No
from chalicelib.domain.instants import Instant


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line per decision on the head of a case; the words stand in `Decision`.

    `kept`: of a return, one digest per part of the round that nobody objected to, "" for the others.
    """

    stage: str
    round: int
    outcome: str
    at: Instant
    digest: str
    staff: str
    staff_name: str
    organisation: str
    person: str
    kept: tuple[str, ...] = ()


class ItemVerdict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is wrong with one part of the round (`part` counts from 0)."""

    part: int
    reasons: tuple[str, ...] = ()
    words: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a decision, `X#<no>#R<nn>#<stage>`: reason codes plus the reviewer's own words.

    `tasks`: what was checked and how it came out, by the key of the check.
    """

    no: No
    round: int
    stage: str
    outcome: str
    at: Instant
    items: tuple[ItemVerdict, ...] = ()
    reasons: tuple[str, ...] = ()
    words: str = ""
    tasks: dict[str, str] = {}

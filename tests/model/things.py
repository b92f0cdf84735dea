"""What the reference remembers: windows, sessions, applications, leases, people."""

from dataclasses import dataclass, field
from typing import Final

from tests.model.world import CITY, SCHOOL

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
SUBMITTED, UNDER_REVIEW, RETURNED = "submitted", "under_review", "returned"
REJECTED, APPROVED, WITHDRAWN, EXPIRED = "rejected", "approved", "withdrawn", "expired"
LIVE: Final = {SUBMITTED, UNDER_REVIEW, RETURNED}
WAITS: Final = {SUBMITTED, UNDER_REVIEW}
STAGES: Final = {"exemption": (SCHOOL, CITY), "supplement": (SCHOOL,)}
ROUNDS_MOST = 10


@dataclass
class Span:
    """A window: half-open, and until when what was returned can be mended."""

    opens: int
    closes: int
    corrects: int


@dataclass
class Sitting:
    """A session, of a candidate or at a desk."""

    issued: int
    renewed: int
    idle: int
    mfa_at: int = 0
    ended: bool = False

    def is_alive(self, now: int) -> bool:
        return not self.ended and now < min(self.renewed + self.idle, self.issued + 8 * HOUR)

    def used(self, now: int) -> None:
        if now > self.renewed + MINUTE:
            self.renewed = now


@dataclass
class Filed:
    """An application. `due`: when the clock looks at a returned one; `passed`: who employs whoever passed it first."""

    no: str
    who: str
    business: str
    unit: str
    term: str
    since: int
    state: str = SUBMITTED
    stage: str = SCHOOL
    round: int = 1
    ver: int = 1
    due: int = 0
    passed: str = ""

    @property
    def is_last_stage(self) -> bool:
        return self.stage == STAGES[self.business][-1]


@dataclass
class Lease:
    desk: str
    since: int
    until: int


@dataclass
class Somebody:
    """A candidate as the model knows one."""

    activated: bool = False
    password: str = ""
    wrong: int = 0
    unread: int = 0
    messages: int = 0
    reminders: set[str] = field(default_factory=set)
    drafts: dict[tuple[str, str], int] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    granted: set[str] = field(default_factory=set)
    scores: dict[str, int] = field(default_factory=dict)

    @property
    def is_eligible(self) -> bool:
        return sum(score >= 60 for score in self.scores.values()) >= 6

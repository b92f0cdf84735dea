"""What the reference remembers: windows, sessions, applications, leases, orders, people."""

from dataclasses import dataclass, field
from typing import Final

from tests.model.world import CITY, SCHOOL, SIGNATURE

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
SUBMITTED, UNDER_REVIEW, RETURNED = "submitted", "under_review", "returned"
REJECTED, APPROVED, WITHDRAWN, EXPIRED = "rejected", "approved", "withdrawn", "expired"
LIVE: Final = {SUBMITTED, UNDER_REVIEW, RETURNED}
WAITS: Final = {SUBMITTED, UNDER_REVIEW}
DUE, PAID, AT_SCHOOL, SEEN = "due", "paid", "at_school", "seen"
STAGES: Final = {
    "exemption": (SCHOOL, CITY),
    "supplement": (SCHOOL,),
    "graduation": (SCHOOL, SIGNATURE, CITY),
    "transfer_out": (SCHOOL, SIGNATURE, CITY),
    "transfer_in": (SCHOOL, SIGNATURE),
}
ROUNDS_MOST = 10


@dataclass
class Span:
    """A window: half-open, and until when what was returned can be mended."""

    opens: int
    closes: int
    corrects: int

    @property
    def lapses(self) -> int:
        """Of a window for paying: when whoever did not goes back."""
        return self.closes + HOUR


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
    """An application. `due`: when the clock looks at a returned or unpaid one; `passed`: who employs whoever passed it
    first; `fee`: nothing, due, paid, at the school, or seen to there; `passes`: what a graduation or transfer stood on
    then, or what was confirmed."""

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
    fee: str = ""
    passes: frozenset[str] = frozenset()
    is_confirmed: bool = False

    @property
    def courses(self) -> set[str]:
        """What it stood on, whichever sitting."""
        return {one.split()[0] for one in self.passes}

    @property
    def is_unconfirmed(self) -> bool:
        """Arrived, passed, and its candidate's turn."""
        return self.awaits_signature and not self.is_confirmed

    @property
    def awaits_signature(self) -> bool:
        return (self.business, self.state, self.stage) == ("transfer_in", UNDER_REVIEW, SIGNATURE)

    @property
    def is_last_stage(self) -> bool:
        return self.stage == STAGES[self.business][-1]

    @property
    def next_stage(self) -> str:
        stages = STAGES[self.business]
        return stages[stages.index(self.stage) + 1]

    @property
    def desk(self) -> str:
        """The school's desk records signatures too."""
        return SCHOOL if self.stage == SIGNATURE else self.stage

    @property
    def waits(self) -> bool:
        """For an office; whoever owes or has to confirm is waited for."""
        return self.is_open and not self.is_unconfirmed

    @property
    def is_open(self) -> bool:
        """To a decision; of what is to be confirmed to a rejection."""
        return self.state in WAITS and self.fee != DUE

    @property
    def owes(self) -> bool:
        """Here, or at the school until it has seen the candidate."""
        return self.state == UNDER_REVIEW and self.fee in (DUE, AT_SCHOOL)


@dataclass
class Bill:
    """An order. `look`: when the clock asks the channel; `taken`: the channel has the money, whoever knows of it."""

    no: str
    case: Filed
    way: str
    created: int
    expires: int
    look: int = 0
    state: str = "prepay"
    taken: bool = False
    asked: str = ""
    approved: str = ""

    @property
    def is_live(self) -> bool:
        return self.state == "prepay"


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
    photos: list[str] = field(default_factory=list)
    granted: set[str] = field(default_factory=set)
    scores: dict[str, int] = field(default_factory=dict)
    earlier: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    @property
    def is_eligible(self) -> bool:
        return len(self.passes) >= 6

    @property
    def passes(self) -> frozenset[str]:
        """What has left is passed no more, whatever its score is corrected to and whenever else it was passed."""
        return frozenset(one.split()[0] for one in self.records)

    @property
    def records(self) -> frozenset[str]:
        """The passes as they stand, sitting by sitting: a corrected score is another record."""
        latest = (code for code, score in self.scores.items() if score >= 60)
        found = {f"{code} corrected" if code in self.corrected else code for code in latest}
        found |= {f"{code} earlier" for code in self.earlier}
        return frozenset(one for one in found if one.split()[0] not in self.left)

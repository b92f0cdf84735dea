"""What one business adds to what every application has: its content, its judging, its reading, its grants.

A business is one value of `Kind`; `businesses` is the table of all. Nothing else asks which business it deals with.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from chalicelib.domain.applications import Case, Round
from chalicelib.domain.audit import Actor
from chalicelib.domain.checks import BLOCK, Check
from chalicelib.domain.credentials import CredentialType, Picture
from chalicelib.domain.degrees.program import Program
from chalicelib.domain.degrees.questions import Question
from chalicelib.domain.degrees.records import Choices
from chalicelib.domain.errors import DomainError
from chalicelib.domain.exemption_rules import RuleBook
from chalicelib.domain.graduation_terms import Terms
from chalicelib.domain.ids import CourseCode, UploadId
from chalicelib.domain.instants import Instant
from chalicelib.domain.library import Library
from chalicelib.domain.people import Head, Ticket, ticket_of
from chalicelib.domain.plans import Plan
from chalicelib.domain.reference import CodeTable, Course, Province
from chalicelib.domain.reviews import PASS, is_approval
from chalicelib.domain.stages import Stages
from chalicelib.domain.statuses import LIVE
from chalicelib.domain.subjects import Snapshot, Subject
from chalicelib.domain.transcripts import Grant, Transcript
from chalicelib.domain.transfer_rules import TransferRules
from chalicelib.domain.windows import Business, Window

ItemT = TypeVar("ItemT")
ContentT = TypeVar("ContentT")
Pictures = Mapping[UploadId, Picture]


class Books(Protocol):
    """Reference data, as `chalicelib.data` has it: each file is read when it is first asked for."""

    def courses(self) -> dict[CourseCode, Course]: ...
    def credential_types(self) -> dict[str, CredentialType]: ...
    def exemption_rules(self) -> RuleBook: ...
    def provinces(self) -> dict[str, Province]: ...
    def code_tables(self) -> dict[str, CodeTable]: ...
    def graduation_terms(self) -> tuple[Terms, ...]: ...
    def transfer_rules(self) -> TransferRules: ...


class Ground(Protocol):
    """What an audit stands on: a submission's Standing and a reviewer's Matter both have it."""

    @property
    def head(self) -> Head: ...
    @property
    def library(self) -> Library: ...
    @property
    def transcript(self) -> Transcript: ...
    @property
    def now(self) -> Instant: ...


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the rules need to know at the instant of a submission.

    `program` is the ticket's plan, compiled with the rules of its day; `choices` what is known of the person. `person`:
    the candidate's keyed hash where another acts.
    """

    head: Head
    ticket: Ticket
    library: Library
    program: Program
    transcript: Transcript
    window: Window
    window_rev: int
    now: Instant
    by: Actor
    choices: Choices
    books: Books
    person: str = ""

    @property
    def plan(self) -> Plan:
        return self.program.plan


class Filing(msgspec.Struct, Generic[ContentT], frozen=True, kw_only=True):
    """What one item of a submission becomes: `content` and `known` go into the round, `uploads` are its pictures."""

    subject: Subject
    content: ContentT
    uploads: tuple[UploadId, ...]
    known: dict[str, int | str] = {}


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A case in front of a reviewer: its latest round, and the record as it is now."""

    case: Case
    round: Round
    head: Head
    library: Library
    program: Program
    transcript: Transcript
    books: Books
    now: Instant

    @property
    def ticket(self) -> Ticket:
        """As it is now: the office may have moved it to another plan."""
        return ticket_of(self.head, self.case.ref)

    @property
    def plan(self) -> Plan:
        return self.program.plan

    @property
    def plan_rev(self) -> int:
        return self.library.rev_of(self.case.plan_id)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a part as people read it. `code`: digits to compare and copy."""

    key: str
    label: str
    text: str
    code: bool = False


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer can object to on its own: one credential, one form. Empty lines are left out.

    `key` names it and `step` where it is filled in; both are empty where a business has one form only.
    """

    key: str = ""
    step: str = ""
    title: str
    rows: tuple[Row, ...]
    uploads: tuple[UploadId, ...]


class Signing(NamedTuple):
    """What a candidate signs at the school, and what to bring."""

    paper: str
    bring: str

    @property
    def text(self) -> str:
        return f"请带{self.bring}到主考学校核对，并在{self.paper}上签字"


class Certificate(NamedTuple):
    """A numbered paper, for the question who else sent it; `name` is what reviewers read."""

    type: str
    number: str
    name: str


class Kind(msgspec.Struct, Generic[ItemT, ContentT], frozen=True, kw_only=True):
    """One business.

    `effect`: what an approval means, in words for everybody; `outcome`: what whoever checks a 查验码 is told of it, ""
    where there is none. `is_step`, `steps`: the draft steps a page may save (the plan is fetched only where it is asked
    for), and those that an item uses up. `file` raises IncompleteError with all faults of all items, paths beginning
    with `items.<n>`. `follows(old, new)`: whether a new round may be about unit `new` where the last was about `old`.
    `grants` judges once more on the record of the moment and raises what no longer allows it. `pieces`: the content cut
    as `parts` tells of it, one value per part, None for a part that may change in any round.

    Where a pass stands on more than what was sent, `basis` names it by a digest: whoever passes must have seen that
    very one, and the tasks of `checks` are judged by the server. `snapshot`: what an approval keeps of it. `question`:
    what the degree audit beside the case is asked first. `leaves`: the records of an application leave the
    province with its approval, and so does the ticket. `end`: what a long way leads to (`tracks`), "" where the
    history says it all. `signing`: of stage `signature`. `confirms`: begun by the office with what arrived; the
    candidate confirms it before the signature, and does nothing else. `offered`: by place of a part that is a choice,
    every piece that it may be now.
    """

    business: Business
    stages: Stages
    effect: str
    content: type[ContentT]
    is_step: Callable[[str, Callable[[], Plan]], bool]
    steps: Callable[[ItemT], tuple[str, ...]]
    uploads: Callable[[tuple[ItemT, ...]], tuple[UploadId, ...]]
    file: Callable[[Standing, tuple[ItemT, ...], Pictures], tuple[Filing[ContentT], ...]]
    follows: Callable[[str, str], bool]
    certificates: Callable[[ContentT, Books], tuple[Certificate, ...]]
    parts: Callable[[ContentT, Books], tuple[Part, ...]]
    checks: Callable[[ContentT, Matter], tuple[Check, ...]]
    grants: Callable[[ContentT, Matter], tuple[Grant, ...]]
    outcome: str = ""
    pieces: Callable[[ContentT], tuple[object, ...]] = lambda content: (content,)
    offered: Callable[[Standing], Mapping[int, tuple[object, ...]]] = lambda _: {}
    basis: Callable[[ContentT, Matter], str] | None = None
    snapshot: Callable[[ContentT, Matter], Snapshot] | None = None
    question: Callable[[ContentT], Question] = lambda _: Question()
    leaves: bool = False
    end: str = ""
    signing: Signing | None = None
    confirms: bool = False

    def content_of(self, round_: Round) -> ContentT:
        return msgspec.json.decode(round_.content, type=self.content)


def rows(*lines: Row) -> tuple[Row, ...]:
    """Without the empty ones."""
    return tuple(line for line in lines if line.text)


def grant_check(kind: Kind[Any, Any], content: object, matter: Matter) -> tuple[Check, ...]:
    """Why the approval that is due would be refused today; where there is a `basis`, the checks of the kind say it."""
    if kind.basis or matter.case.state not in LIVE or not is_approval(matter.case, PASS):
        return ()
    try:
        kind.grants(content, matter)
    except DomainError as refused:
        return (Check(key="grants", text="办理条件", state=BLOCK, detail=refused.message),)
    return ()

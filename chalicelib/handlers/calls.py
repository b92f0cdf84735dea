"""What a view gets and gives: the request as a typed value, and the answer."""

import re
import secrets
from collections.abc import Mapping

import msgspec

from chalicelib.domain.audit import Actor
from chalicelib.domain.errors import MalformedError
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import Instant
from chalicelib.domain.sessions import Session
from chalicelib.domain.staff import Staff, actor_of
from chalicelib.storage.staff_sessions import StaffSession

_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `request_hash` covers method, path and raw body; `trace` is the 错误编号 people may quote."""

    now: Instant
    trace: str
    address: str
    request_hash: str
    query: Mapping[str, str]
    cookies: Mapping[str, str]
    key: str = ""

    @property
    def idempotency_key(self) -> str:
        """Raises MalformedError when a view needs the key and the browser sent none."""
        if not _KEY.fullmatch(self.key):
            raise MalformedError
        return self.key

    def entropy(self, count: int) -> bytes:
        return secrets.token_bytes(count)


class CandidateCall(Call, frozen=True, kw_only=True):
    """`epoch` is what the session says; whoever reads `A` compares it (storage.people.load)."""

    session: Session

    @property
    def cid(self) -> Cid:
        return self.session.cid

    @property
    def epoch(self) -> int:
        return self.session.epoch

    @property
    def person(self) -> str:
        """The keyed hash of the candidate's ID number."""
        return self.session.person

    @property
    def actor(self) -> Actor:
        return Actor(kind="candidate", id=self.cid, person=self.person)


class ChannelCall(Call, frozen=True, kw_only=True):
    """From a payment channel: `raw` and `headers` as they came, for it signs bytes."""

    headers: Mapping[str, str]
    raw: bytes


class StaffCall(Call, frozen=True, kw_only=True):
    session: StaffSession
    cookie: str

    @property
    def staff(self) -> Staff:
        return self.session.staff

    @property
    def mfa_at(self) -> Instant:
        return self.session.mfa_at

    @property
    def actor(self) -> Actor:
        return actor_of(self.staff)


class Answer(msgspec.Struct, frozen=True):
    """For views that need more than a body; 0 is the route's own status, `cookies` are whole `Set-Cookie` values."""

    body: object = None
    status: int = 0
    headers: Mapping[str, str] = {}
    cookies: tuple[str, ...] = ()

"""The key classes of docs/tables.md: how their keys read, what their bodies are, and which of them die by `ttl`."""

import re
from typing import Any, Final, NamedTuple

from chalicelib.domain.accounts import Account
from chalicelib.domain.activation import Offices
from chalicelib.domain.applications import Case, Message, Round
from chalicelib.domain.asks import Ask
from chalicelib.domain.attestations import Attestation, Lead
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.credentials import Picture
from chalicelib.domain.decisions import Decision
from chalicelib.domain.drafts import Draft
from chalicelib.domain.fees import Desks
from chalicelib.domain.graduation_photos import Photo
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.notices import Notice
from chalicelib.domain.orders import Order
from chalicelib.domain.people import Head
from chalicelib.domain.subjects import Snapshot
from chalicelib.domain.transcripts import Grant, Sheet
from chalicelib.domain.tries import Tries
from chalicelib.domain.windows import Window
from chalicelib.storage.documents import Entry
from chalicelib.storage.leases import Lease
from chalicelib.storage.queues import Counts
from chalicelib.storage.reminders import Progress, Wish
from chalicelib.storage.sightings import Sighting
from chalicelib.storage.staff import Member
from chalicelib.storage.staff_sessions import StaffSession
from chalicelib.storage.tickets import Holder
from infra.check.values import Place

NEVER, MAY, MUST = "never", "may", "must"
MOST: Final = 300_000
UNKNOWN: Final = "?"

_PARTS = {
    "cid": r"[0-9a-f]{32}",
    "id": r"[0-9a-f]{32}",
    "no": r"[0-9A-HJKMNP-TV-Z]{26}",
    "mac": r"1[0-9a-f]{64}",
    "hash": r"[0-9a-f]{64}",
    "time": r"\d{13}",
    "seq": r"\d{6}",
    "business": r"[a-z_]+",
    "effect": r"[a-z]+",
    "code": r"[0-9A-Za-z]+",
    "school": r"[0-9A-Z]+",
    "session": r"\d{4}-\d{2}",
    "term": r"\d{4}H[12]",
    "cue": r"[a-z_]+:\d{4}H[12]:[a-z]+",
    "ref": r"\d+",
    "n": r"\d+",
    "any": r"[^#]+",
}


class Key(NamedTuple):
    """`pk` and `sk` with parts in <brackets>. `shape`: type of the JSON body, None where there is none."""

    table: str
    pk: str
    sk: str
    shape: Any = None
    ttl: str = NEVER
    most: int = MOST

    @property
    def name(self) -> str:
        return self.pk if self.sk == "-" else f"{self.pk} / {self.sk}"


_KEYS: Final = (
    Key("records", "L#1#<hash>", "-", Account),
    Key("records", "C#<cid>", "A", Head),
    Key("records", "C#<cid>", "A#G#<effect>#<code>", Grant),
    Key("records", "C#<cid>", "A#S#<session>#<ref>#[TPK]", Sheet),
    Key("records", "C#<cid>", "D#<business>#<ref>#(new|<no>)#[a-z]+(-<code>)?", Draft, MUST),
    Key("records", "C#<cid>", "K#<effect>#<code>"),
    Key("records", "C#<cid>", "X#<no>", Case),
    Key("records", "C#<cid>", r"X#<no>#R\d\d", Round),
    Key("records", "C#<cid>", r"X#<no>#R\d\d#(school|signature|city)", Decision),
    Key("records", "C#<cid>", "G#<no>", Snapshot),
    Key("records", "C#<cid>", "PH#<ref>", Photo),
    Key("records", "C#<cid>", "V#<no>", Attestation, MUST),
    Key("records", "C#<cid>", "M#<time>#(<no>-<n>|<cue>)", Message),
    Key("records", "C#<cid>", "U#<id>", Picture, MAY),
    Key("records", "C#<cid>", "O#<no>", Order),
    Key("records", "C#<cid>", "FEE#<no>"),
    Key("registry", "N#<no>", "-", str),
    Key("registry", "CERT#<any>#<mac>", "<cid>#<no>"),
    Key("registry", "PIX#<hash>", "<cid>#<id>", None, MAY),
    Key("registry", "CONF", "windows(#<seq>)?", tuple[Window, ...]),
    Key("registry", "CONF", "activation(#<seq>)?", Offices),
    Key("registry", "CONF", "sessions(#<seq>)?", dict[str, int]),
    Key("registry", "CONF", "fees(#<seq>)?", Desks),
    Key("registry", "CONF", "notices(#<seq>)?", tuple[Notice, ...]),
    Key("registry", "TK#<mac>", "-", Holder),
    Key("registry", "S#<mac>", "<school>#<cid>"),
    Key("registry", "IMP#(<hash>|<session>)", "[a-z]+(#<session>)?", Manifest),
    Key("registry", "PLAN", "head(#<seq>)?", dict[str, Entry], NEVER, 390_000),
    Key("registry", "PLAN#(plans|maps|protected|transitions|courses)#<any>", "[0-9a-f]{32}", object),
    Key("registry", "E#<school>#<any>", "<cid>#<ref>"),
    Key("registry", "STAFF", "<mac>", Member),
    Key("registry", "STAFF#person#<mac>", "-", str),
    Key("registry", "REM#<business>#<school>", "<cid>", Wish, MAY),
    Key("registry", "REM#told#<cue>", "<cid>", None, MUST),
    Key("registry", "REM#progress", "<cue>#<any>", Progress, MUST),
    Key("registry", "STAT#now", "-", Counts),
    Key("registry", "V#<mac>", "-", Lead, MUST),
    Key("registry", "ASK", "<no>", Ask, MUST),
    Key("sessions", "CAP#<id>", "-", None, MUST),
    Key("sessions", "POW#<any>", "-", None, MUST),
    Key("sessions", "CODE#<mac>", r"(office|sms#[\w-]+)", None, MUST),
    Key("sessions", "CNT#<any>#<any>#<n>", "-", None, MUST),
    Key("sessions", "TRY#([a-z]+#)?<mac>(#(net|device)#<any>)?", "-", Tries, MUST),
    Key("sessions", "SS#<id>", "-", StaffSession, MUST),
    Key("sessions", "LEASE#<no>", "-", Lease, MUST),
    Key("sessions", "R#<id>", "L#<no>", Lease, MUST),
    Key("sessions", "LEASE#import", "-", None, MUST),
    Key("sessions", "I#<any>#<any>", "-", str, MUST),
    Key("sessions", "UQ#<cid>", r"\d{8}#[a-z]+", None, MUST),
    Key("audit", "X#<no>", "<seq>", AuditEvent),
    Key("audit", "O#<no>", "<seq>", AuditEvent),
    Key("audit", "CONF", "<seq>", AuditEvent),
    Key("audit", "P#<cid>", "<seq>", AuditEvent),
    Key("audit", "R#<id>", "<seq>", AuditEvent),
    Key("audit", "SEEN#<cid>", "<time>#<id>", Sighting),
)


def _pattern(key: Key) -> re.Pattern[str]:
    text = re.sub(r"<(\w+)>", lambda part: _PARTS[part[1]], f"{key.pk} {key.sk}")
    return re.compile(text)


_PATTERNS: Final = {
    table: [(key, _pattern(key)) for key in _KEYS if key.table == table] for table in {key.table for key in _KEYS}
}


def names() -> tuple[str, ...]:
    return tuple(key.name for key in _KEYS)


def key_of(place: Place) -> Key | None:
    """The class of an item's key; None for a key that docs/tables.md does not know."""
    given = f"{place.pk} {place.sk}"
    return next((key for key, pattern in _PATTERNS.get(place.table, ()) if pattern.fullmatch(given)), None)


def name_of(place: Place) -> str:
    if place.table not in _PATTERNS:
        return place.pk.partition("/")[0] + "/<id>"
    key = key_of(place)
    return key.name if key else UNKNOWN

"""我的凭证夹: certificates that a person has sent before, so that none is typed or photographed twice."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chalicelib.domain.applications import Case, Round
from chalicelib.domain.catalogue import certificate_key
from chalicelib.domain.credentials import Credential
from chalicelib.domain.instants import Instant
from chalicelib.domain.statuses import TEXTS

WALLET_MOST = 24


class Sent(NamedTuple):
    """One round of one application, with the credentials it carried."""

    case: Case
    round: Round
    credentials: tuple[Credential, ...]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate as it was last sent, and for which course with which outcome."""

    credential: Credential
    title: str
    state_text: str
    at: Instant


def wallet(sent: Iterable[Sent]) -> tuple[Kept, ...]:
    """Every certificate once, as it was last sent, the latest first; at most 24. Remarks belong to their course."""
    found: dict[tuple[str, ...], Kept] = {}
    for one in sorted(sent, key=lambda one: -one.round.at):
        for credential in one.credentials:
            kept = Kept(
                credential=msgspec.structs.replace(credential, note=""),
                title=one.case.title,
                state_text=TEXTS[one.case.state],
                at=one.round.at,
            )
            found.setdefault(certificate_key(credential), kept)
    return tuple(found.values())[:WALLET_MOST]

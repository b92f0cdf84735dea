"""查验码: what a code leads to, and what its holder has."""

from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain import businesses
from chalicelib.domain.applications import Case
from chalicelib.domain.attestations import Attestation, Lead
from infra.check.values import Context, Fact, Found, Group, Partition

JOIN: Final = "attestation"


class Led(msgspec.Struct, frozen=True):
    """A code by its mark, and where it leads."""

    mark: str
    lead: Lead


class Held(msgspec.Struct, frozen=True):
    """A holder's latest code, with its true version, and whether it can be opened."""

    one: Attestation
    is_open: bool


def facts_of(partition: Partition) -> Iterator[Fact]:
    for item, one in partition.values(Attestation):
        held = Held(one, bool(item.get("cipher")))
        yield Fact(JOIN, _key(partition.pk[2:], one.no), "held", item.place, msgspec.json.encode(held))
    for item, lead in partition.values(Lead):
        led = Led(partition.pk[2:], lead)
        yield Fact(JOIN, _key(lead.cid, lead.no), "led", item.place, msgspec.json.encode(led))
    for item, case in partition.values(Case):
        if businesses.kind_of(case.business).outcome:
            yield Fact(JOIN, _key(case.cid, case.no), "case", item.place)


def _key(cid: str, no: str) -> str:
    return f"{cid}.{no}"


def leads(group: Group, _: Context) -> Iterator[Found]:
    """T10: every code leads to an application that can be attested, and the latest one is what its holder has."""
    ends = {one.mark: one.lead.until for _, one in group.values("led", Led)}
    for place, held in group.values("held", Held):
        if ends.get(held.one.mark) != held.one.until:
            yield place, "按查验码找不到这项申请，或有效期不符"
        if held.is_open == (held.one.revoked_at is not None):
            yield place, "已撤销的查验码仍可打开，或有效的已不能打开"
    sides = {fact.side for fact in group.facts}
    if sides != {"case"} and sides != {"case", "held", "led"}:
        yield group.facts[0].place, "查验码没有持有人，或所指的申请不存在、不能查验"

"""查验码: what a code leads to, and what its holder has."""

from collections.abc import Iterator
from typing import Final

import msgspec

from chalicelib.domain import attestations, businesses
from chalicelib.domain.applications import Case
from chalicelib.domain.attestations import Attestation, Lead
from infra.check.values import Context, Fact, Found, Group, Partition

JOIN: Final = "attestation"


class Held(msgspec.Struct, frozen=True):
    """A holder's latest code, with its true version, and whether it can be opened."""

    one: Attestation
    is_open: bool


def facts_of(partition: Partition) -> Iterator[Fact]:
    for item, one in partition.values(Attestation):
        held = Held(one, bool(item.get("cipher")))
        yield Fact(JOIN, _key(partition.pk[2:], one.no), "held", item.place, msgspec.json.encode(held))
    for item, lead in partition.values(Lead):
        side = "led" if partition.pk == f"V#{lead.mark}" else "misled"
        yield Fact(JOIN, _key(lead.cid, lead.no), side, item.place, msgspec.json.encode(lead))
    for item, case in partition.values(Case):
        if case.business in businesses.KINDS and businesses.kind_of(case.business).outcome:
            yield Fact(JOIN, _key(case.cid, case.no), "case", item.place)


def _key(cid: str, no: str) -> str:
    return f"{cid}.{no}"


def leads(group: Group, context: Context) -> Iterator[Found]:
    """T10: every code leads to an application that can be attested, and the latest one is what its holder has.

    What is to be forgotten may be gone on one side and not yet on the other.
    """
    led = [one for one in group.values("led", Lead) if attestations.forgotten_at(one[1].until) > context.now]
    held = [one for one in group.values("held", Held) if attestations.forgotten_at(one[1].one.until) > context.now]
    ends = {lead.mark: lead.until for _, lead in led}
    for place, latest in held:
        if ends.get(latest.one.mark) != latest.one.until:
            yield place, "按查验码找不到这项申请，或有效期不符"
        if latest.is_open == (latest.one.revoked_at is not None):
            yield place, "已撤销的查验码仍可打开，或有效的已不能打开"
    if (led or held) and not (led and held and group.side("case")):
        yield (led or held)[0][0], "查验码没有持有人，或所指的申请不存在、不能查验"
    yield from ((fact.place, "查验码与它的键不符") for fact in group.side("misled"))

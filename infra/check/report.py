"""What was found, for people and for machines: numbers, classes of keys and hashed ids, never a key."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from chalicelib.domain.instants import Instant, day_text
from infra.check.rules import ABOUT
from infra.check.values import Violation

_SHOWN = 10


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """`items` counts what was read, by table."""

    stage: str
    at: Instant
    items: dict[str, int]
    violations: tuple[Violation, ...]


def sentences(report: Report) -> Iterator[str]:
    read = "，".join(f"{table} {count:,}" for table, count in report.items.items())
    yield f"已检查 {report.stage}（{day_text(report.at)}）：{read}；{len(ABOUT)} 项规则。"
    if not report.violations:
        yield "没有发现问题。"
        return
    counts = Counter(one.invariant for one in report.violations)
    yield f"发现 {len(report.violations)} 处问题，涉及 {len(counts)} 项规则："
    for number, about in ABOUT.items():
        if counts[number]:
            yield f"{number} {about}：{counts[number]} 处"
            yield from _listed([one for one in report.violations if one.invariant == number])
    yield "用 --locate 和编号可以查到是哪一项；怎样处理见 docs/operators.md。"


def _listed(found: Sequence[Violation]) -> Iterator[str]:
    for one in found[:_SHOWN]:
        yield f"  {one.table} {one.key} {one.id}：{one.fault}"
    if len(found) > _SHOWN:
        yield f"  其余 {len(found) - _SHOWN} 处见 --json"


def as_json(report: Report) -> str:
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()

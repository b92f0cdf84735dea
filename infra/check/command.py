"""The command: enters the stage, looks, looks again where something seems wrong, and tells."""

import argparse
import sys
from collections import Counter

from botocore.exceptions import BotoCoreError, ClientError

from infra import stages


def run(options: argparse.Namespace) -> int:
    """0 when all holds, 1 and what does not, 2 when it could not be found out."""
    try:
        stages.enter_demo() if options.stage == stages.DEMO else stages.enter(options.stage)
        return _located(options) if options.locate else _checked(options)
    except (BotoCoreError, ClientError, LookupError) as unreachable:
        print(f"连接不上环境 {options.stage}：{unreachable}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已中断，没有得出结论。", file=sys.stderr)
        return 130


def _checked(options: argparse.Namespace) -> int:
    """What changed while it was read is not wrong: only what is found twice counts."""
    from chalicelib.handlers import clock
    from infra.check import report
    from infra.check.everything import check_all

    at, read = clock.now(), Counter[str]()
    found = check_all(at, sample=options.sample, watch=lambda part: read.update({part.table: len(part.items)}))
    if found:
        again = set(check_all(clock.now(), sample=options.sample))
        found = [one for one in found if one in again]
    told = report.Report(stage=options.stage, at=at, items=dict(read), violations=tuple(found))
    print(report.as_json(told) if options.json else "\n".join(report.sentences(told)))
    return 1 if found else 0


def _located(options: argparse.Namespace) -> int:
    """The key, as long as it is one that docs/tables.md knows: another may hold anything."""
    from infra.check import grammar
    from infra.check.everything import located

    place = located(options.locate)
    if place is None:
        print("没有找到这个编号，可能已经不在了", file=sys.stderr)
        return 1
    is_known = grammar.name_of(place) != grammar.UNKNOWN
    print(f"{place.table} {place.pk} / {place.sk}" if is_known else f"{place.table} 中一个不该有的键")
    return 0

"""`import {plans,substitutions,courses,windows}`: read whole, judged whole, and one revision or nothing."""

import argparse
import os

from chalicelib.domain.audit import OPERATOR
from chalicelib.domain.imports.report import Report
from chalicelib.handlers import clock
from chalicelib.storage import imports
from chalicelib.storage.readers.tables import Limits
from chalicelib.storage.revisions import Edit
from chalicelib.usecases.imports.import_library import Outcome
from chalicelib.usecases.imports.import_references import import_references, manifest_of
from chalicelib.usecases.imports.read_references import File, Source, read_references
from infra.imports import jobs

_LISTED = 20


def run(options: argparse.Namespace) -> int:
    """0 when everything in the file holds now (or would)."""
    report = Report()
    file = read_references(Source(options.kind, options.file, Limits(options.rows)), report)
    if report.faults:
        jobs.said(report)
        return 1
    holder, now = os.urandom(16).hex(), clock.now()
    if not options.dry_run:
        imports.take(holder, now)
    try:
        edit = Edit(OPERATOR, clock.now(), f"{options.kind} {file.sha256}")
        outcome = import_references(options.kind, file, edit, report, is_rehearsal=options.dry_run)
        if not jobs.said(report):
            return 1
        _finish(options, file, outcome)
    finally:
        if not options.dry_run:
            imports.give_up(holder)
    return 0


def _finish(options: argparse.Namespace, file: File, outcome: Outcome) -> None:
    """Names what changed, and keeps the manifest."""
    manifest = manifest_of(options.kind, options.file.name, file, outcome, clock.now())
    if not options.dry_run:
        imports.keep(manifest)
    print("试运行：没有写入任何内容。完成后将是：" if options.dry_run else "导入完成：")
    listed = "、".join(outcome.changed[:_LISTED]) + (" 等" if len(outcome.changed) > _LISTED else "")
    changed = f"{len(outcome.changed):,}（{listed}）" if outcome.changed else "0（内容与现有的相同）"
    named = {
        "新增或更新": changed,
        "版次": f"{outcome.rev}",
        "文件 SHA-256": file.sha256,
        "内容 SHA-256": manifest.digest,
    }
    print("\n".join(f"  {name}：{value}" for name, value in named.items()))

"""What every bulk import does around its own work: the lease, the spool, checkpoints, the manifest."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from chalicelib.domain.errors import ConflictError
from chalicelib.domain.imports.manifests import Manifest
from chalicelib.domain.imports.report import Report
from chalicelib.domain.instants import SECOND, Instant, day_text, later
from chalicelib.handlers import clock
from chalicelib.storage import imports
from infra.imports.spool import HOLDER, Spool

Result = TypeVar("Result")
_TRIES = 4

_HOME = Path.home() / ".kaoji" / "imports"
_NAMES = {
    "rows": "数据行",
    "people": "考生",
    "new": "新建考生",
    "changed": "有变化的考生",
    "same": "没有变化的考生",
    "tickets": "准考证",
    "marks": "成绩",
    "sheets": "成绩单（每证每考期一份）",
    "score_sum": "分数之和",
    "absent": "缺考",
    "to_compare": "已公布考期的成绩（逐一比对）",
    "corrected": "更正的成绩",
    "received": "新收的转考档案",
    "known": "以前收过的转考档案",
}
_RENEWED, _KEPT = 20 * SECOND, 10 * SECOND


class Job:
    """One file of one kind on its way into one stage."""

    def __init__(self, manifest: Manifest, spool: Spool, *, is_rehearsal: bool) -> None:
        self.manifest, self.spool, self.is_rehearsal = manifest, spool, is_rehearsal
        self._holder = str(spool.kept(HOLDER) or os.urandom(16).hex())
        spool.keep({HOLDER: self._holder})
        self._renew_at = self._keep_at = Instant(0)

    def hold(self) -> Instant:
        """The time, with the lease held at it. Raises ConflictError while another import is under way."""
        now = clock.now()
        if not self.is_rehearsal and now >= self._renew_at:
            imports.take(self._holder, now)
            self._renew_at = later(now, _RENEWED)
        return now

    def give_up(self) -> None:
        if self._renew_at:
            imports.give_up(self._holder)

    def reached(self, now: Instant, places: Mapping[str, str | int]) -> None:
        """What is done up to `places` needs not be done again; the registry learns of it every ten seconds."""
        if self.is_rehearsal:
            return
        self.spool.keep(places)
        if now >= self._keep_at:
            self._keep_at = later(now, _KEPT)
            counts = {name: value for name, value in places.items() if isinstance(value, int)}
            imports.keep(msgspec.structs.replace(self.manifest, figures=counts))

    def at(self, name: str) -> int:
        """A position or figure that was kept; 0 before the first."""
        return int(self.spool.kept(name) or 0)

    def words(self, name: str) -> list[str]:
        return str(self.spool.kept(name) or "").split()

    def ready(self, figures: Mapping[str, int] | None = None) -> None:
        """The file is sound: from here on a later process goes on instead of judging again."""
        found: dict[str, str | int] = {"ready": 1}
        if figures is not None:
            found["figures"] = msgspec.json.encode(figures).decode()
        if not self.is_rehearsal:
            self._keep_at = later(self.hold(), _KEPT)
            imports.keep(self.manifest)
        self.spool.keep(found)

    def is_ready(self) -> bool:
        return bool(self.spool.kept("ready"))

    def figures(self) -> dict[str, int]:
        """What the preparation counted."""
        return msgspec.json.decode(str(self.spool.kept("figures") or "{}"), type=dict[str, int])

    def is_done(self, *, again: bool) -> bool:
        """Whether this very file went in before; says so. `again` makes it under way once more."""
        if again:
            self.manifest = msgspec.structs.replace(self.manifest, done=None)
        if self.manifest.done is None:
            return False
        print(f"这个文件已于 {day_text(self.manifest.done)} 导入过，没有再次写入（需要时用 --again）。")
        _tell(self.manifest)
        return True

    def finish(self, **counted: int) -> None:
        """Keeps the manifest and prints it."""
        found = self.figures() | counted
        done = msgspec.structs.replace(
            self.manifest,
            done=None if self.is_rehearsal else self.hold(),
            digest=str(self.spool.kept("digest") or ""),
            sessions=tuple(self.words("sessions")),
            figures=found,
        )
        if not self.is_rehearsal:
            imports.keep(done)
            self.manifest = done
        print("试运行：没有写入任何内容。完成后将是：" if self.is_rehearsal else "导入完成：")
        _tell(done)


@contextmanager
def opened(options: argparse.Namespace, kind: str, sha256: str) -> Iterator[Job]:
    """Gives the lease up in the end, whatever happens; keeps the spool only while a later process can go on with it."""
    fresh = Manifest(kind=kind, sha256=sha256, file=options.file.name, begun=clock.now())
    name = f"{options.stage}-{kind.replace('#', '-')}-{sha256[:16]}"
    with TemporaryDirectory(prefix="kaoji-") as passing:
        folder = Path(passing) if options.dry_run else options.spool or _HOME
        with closing(Spool(folder, name)) as spool:
            job = Job(imports.find(sha256, kind) or fresh, spool, is_rehearsal=options.dry_run)
            try:
                yield job
            finally:
                if job.manifest.done is not None or not job.is_ready():
                    spool.remove()
                job.give_up()


def retried(doing: Callable[[], Result]) -> Result:
    """A person may act at this very moment: then the record is read again. Raises the last ConflictError."""
    for _ in range(_TRIES - 1):
        with suppress(ConflictError):
            return doing()
    return doing()


def _tell(manifest: Manifest) -> None:
    """Names and numbers, to be compared with the sender's covering letter."""
    named = [(_NAMES.get(name, name), f"{value:,}") for name, value in manifest.figures.items()]
    if manifest.sessions:
        named.append(("考期", "、".join(manifest.sessions)))
    named.append(("文件 SHA-256", manifest.sha256))
    if manifest.digest:
        named.append(("写入内容 SHA-256", manifest.digest))
    print("\n".join(f"  {name}：{value}" for name, value in named))


def said(report: Report) -> bool:
    """Prints what there is to say; whether the file may be imported."""
    for line in report.lines():
        print(line, file=sys.stderr)
    return not report.faults

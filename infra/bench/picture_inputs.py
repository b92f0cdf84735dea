"""What pictures cost that people send or make up: ours beside plain Pillow, each in a process of its own.

Prints the table of docs/measurements/pictures.md. Time is the processor's, the better of two rounds; MiB is the growth
of the peak of a fresh process.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from infra.bench import processes
from infra.bench.figures import Figure
from infra.bench.pictures import Work, attempt, ours
from tests import corpus


class Cost(NamedTuple):
    outcome: str
    seconds: float
    mebibytes: float


# What plain Pillow would do with it; None where that takes minutes.
CASES: dict[str, tuple[Callable[[], bytes], bool]] = {
    "3 MP, as our page sends it": (lambda: corpus.photo(3), True),
    "12 MP": (lambda: corpus.photo(12), True),
    "12 MP progressive": (lambda: corpus.photo(12, progressive=True), True),
    "48 MP": (lambda: corpus.photo(48), True),
    "48 MP progressive": (lambda: corpus.photo(48, progressive=True), True),
    "64 MP progressive, 10 scans": (lambda: corpus.jpeg(8_000, 8_000, progressive=True, quality=10), True),
    "CMYK JPEG": (lambda: corpus.saved(corpus.document(mode="CMYK")), True),
    "MPO, two frames": (corpus.mpo, True),
    "PNG 16 MP RGB": (lambda: corpus.flat_png(4_000, 4_000), True),
    "PNG 16 MP RGBA": (lambda: corpus.flat_png(4_000, 4_000, colour=6), True),
    "PNG 16-bit grey": (corpus.grey16, True),
    "PNG 16-bit RGB": (corpus.rgb16, True),
    "PNG with alpha": (lambda: corpus.saved(corpus.document(mode="RGBA"), "PNG"), True),
    "PNG 9,400² RGB": (lambda: corpus.flat_png(9_400, 9_400), True),
    "PNG 10,000² RGB": (lambda: corpus.flat_png(10_000, 10_000), True),
    "PNG 15,000² 1-bit": (lambda: corpus.flat_png(15_000, 15_000, depth=1, colour=0), True),
    "PNG, checksum of the pixels wrong": (lambda: corpus.with_bad_checksum(corpus.grey16()), True),
    "APNG": (corpus.apng, True),
    "JPEG of 9,000² in a few KB": (lambda: corpus.with_size(corpus.jpeg(100, 100), 9_000, 9_000), True),
    "JPEG of 7,900² in a few KB": (lambda: corpus.with_size(corpus.jpeg(100, 100), 7_900, 7_900), True),
    "JPEG cut at half": (lambda: corpus.jpeg()[: len(corpus.jpeg()) // 2], True),
    "JPEG without EOI": (lambda: corpus.jpeg()[:-2], True),
    "32 scans of 0.5 MP": (lambda: corpus.scan_bomb(32), True),
    "10 scans of 12 MP": (lambda: corpus.scan_bomb(10, 4_000, 3_000), True),
    "32 scans of 20 MP": (lambda: corpus.scan_bomb(32, 5_160, 3_870), True),
    "33 scans": (lambda: corpus.scan_bomb(33), True),
    "1 MB of scans, 3 MP": (lambda: corpus.scan_bomb(60_000, 2_000, 1_500)[: corpus.MIB], False),
    "1 MB of empty segments": (lambda: b"\xff\xd8" + b"\xff\xe5\0\2" * (corpus.MIB // 4 - 1), True),
    "1 MB of stuffing": (lambda: b"\xff\xd8\xff\xe5\0\2" + b"\xff\0" * (corpus.MIB // 2 - 4), True),
    "zTXt of 200 MB": (corpus.text_bomb, True),
    "iCCP of 200 MB": (corpus.profile_bomb, True),
    "HTML behind a JPEG": (lambda: corpus.jpeg() + b"<script>", True),
    "BMP named .jpg": (lambda: corpus.saved(corpus.document(200, 200), "BMP"), True),
}


def plain(data: bytes) -> str:
    """`open` and `load`, as in reliability § 5c."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return f"{image.mode} {image.width}×{image.height}"


def measured(name: str, data: bytes) -> Cost:
    """In a fresh process, so that the peak of memory is this work's alone."""
    seconds, mebibytes, outcome = processes.output("picture_inputs", name, given=data).split("\n", 2)
    return Cost(outcome, float(seconds), float(mebibytes))


def measure_here(work: Work, data: bytes) -> None:
    """The child's part: a small picture first, for what is imported at the first one."""
    attempt(work, corpus.jpeg(100, 100))
    attempt(work, corpus.grey16())
    before, best, outcome = _peak(), float("inf"), ""
    for _ in range(2):
        started = time.process_time()
        outcome = attempt(work, data)
        best = min(best, time.process_time() - started)
    sys.stdout.write(f"{best}\n{(_peak() - before) / 1024}\n{outcome}")


def _peak() -> int:
    """KiB, of this program alone (`ru_maxrss` would start from the parent's)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def table() -> list[str]:
    lines = [
        "| input | bytes | Pillow `open().load()` | ms | MiB | ours | ms | MiB |",
        "|---|--:|---|--:|--:|---|--:|--:|",
    ]
    for name, (make, is_measurable) in CASES.items():
        data = make()
        one = measured("plain", data) if is_measurable else None
        other = measured("ours", data)
        left = f"{one.outcome} | {one.seconds * 1000:.0f} | +{one.mebibytes:.0f}" if one else "minutes: not run | | "
        right = f"{other.outcome} | {other.seconds * 1000:.1f} | +{other.mebibytes:.0f}"
        lines.append(f"| {name} | {len(data):,} | {left} | {right} |")
    return lines


def figures() -> list[Figure]:
    """A report: nothing here has a limit."""
    print("\n".join(table()))
    return []


def child(name: str) -> None:
    measure_here({"plain": plain, "ours": ours}[name], sys.stdin.buffer.read())

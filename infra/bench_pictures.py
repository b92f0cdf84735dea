"""Measures what a picture costs: ours beside plain Pillow, each in a process of its own. `--write` keeps the table."""

import io
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import PIL  # noqa: E402
from PIL import Image  # noqa: E402

from chalicelib.domain.errors import UploadRefusedError  # noqa: E402
from chalicelib.storage import pixels  # noqa: E402
from tests import corpus  # noqa: E402

TARGET = ROOT / "docs/measurements/pictures.md"
LIMIT, LIMIT_SHRUNK, LIMIT_REFUSED = 0.20, 0.15, 0.02
_ROUNDS = 5

Work = Callable[[bytes], str]


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

SAMPLES: dict[str, Callable[[], bytes]] = {
    "4000 × 3000, quality 70": lambda: corpus.photo(12),
    "4000 × 3000, quality 80": lambda: corpus.jpeg(4_000, 3_000),
    "4032 × 3024, quality 75": lambda: corpus.jpeg(4_032, 3_024, quality=75),
    "3968 × 2976, quality 85": lambda: corpus.jpeg(3_968, 2_976, quality=85),
    "3024 × 4032, quality 60": lambda: corpus.jpeg(3_024, 4_032, quality=60),
}


def plain(data: bytes) -> str:
    """`open` and `load`, as in reliability § 5c."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return f"{image.mode} {image.width}×{image.height}"


def naive(data: bytes) -> str:
    """What is usually written: one decode for the thumbnail, one for the copy."""
    with Image.open(io.BytesIO(data)) as image:
        image.resize((320, 240), Image.Resampling.LANCZOS).save(io.BytesIO(), "JPEG")
    with Image.open(io.BytesIO(data)) as image:
        image.save(io.BytesIO(), "JPEG", quality=85)
    return "ok"


def ours(data: bytes) -> str:
    found = pixels.inspect(data)
    return f"ok {found.width}×{found.height}"


def attempt(work: Work, data: bytes) -> str:
    try:
        return work(data)
    except UploadRefusedError as refused:
        return f"refused: {refused.message}"
    except Exception as error:
        return type(error).__name__


def measured(name: str, data: bytes) -> Cost:
    """In a fresh process, so that the peak of memory is this work's alone."""
    child = subprocess.run([sys.executable, __file__, "--child", name], input=data, capture_output=True, check=True)
    seconds, mebibytes, outcome = child.stdout.decode().split("\n", 2)
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


def cpu(work: Work, data: bytes) -> float:
    started = time.process_time()
    attempt(work, data)
    return time.process_time() - started


def ratio(data: bytes, reference: bytes) -> float:
    """CPU of ours on `data` ÷ naive on `reference`, interleaved, best of five."""
    attempt(ours, data)
    pairs = [(cpu(ours, data), cpu(naive, reference)) for _ in range(_ROUNDS)]
    return min(one for one, _ in pairs) / min(other for _, other in pairs)


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


def ratios() -> tuple[list[str], bool]:
    """The lines of P11, and whether every limit holds."""
    lines, holds = ["| one photo ÷ naive Pillow on a 12 MP file | ratio | limit |", "|---|--:|--:|"], True
    reference = corpus.photo(12)
    pairs: list[tuple[str, bytes, bytes | None, float]] = [
        (f"12 MP: {name}", make(), None, LIMIT) for name, make in SAMPLES.items()
    ]
    pairs += [
        ("3 MP, shrunk by our page", corpus.photo(3), reference, LIMIT_SHRUNK),
        ("refused: cut at 90 %", reference[: len(reference) * 9 // 10], reference, LIMIT_REFUSED),
        ("refused: another format renamed", corpus.saved(corpus.document(), "WEBP"), reference, LIMIT_REFUSED),
        ("refused: 81 MP in the header", corpus.with_size(reference, 9_000, 9_000), reference, LIMIT_REFUSED),
    ]
    for name, data, against, limit in pairs:
        found = ratio(data, against or data)
        holds = holds and found <= limit
        lines.append(f"| {name} ({len(data):,} bytes) | {found:.3f} | {limit} |")
    return lines, holds


def report() -> tuple[str, bool]:
    shares, holds = ratios()
    head = f"Python {platform.python_version()}, Pillow {PIL.__version__}, one core; CPU time, best of several rounds."
    return "\n".join([head, "", *shares, "", *table()]), holds


def main() -> int:
    if "--child" in sys.argv:
        measure_here({"plain": plain, "ours": ours}[sys.argv[-1]], sys.stdin.buffer.read())
        return 0
    text, all_hold = report()
    print(text)
    if "--write" in sys.argv:
        kept = TARGET.read_text("utf-8").partition("<!-- measured -->")[0] if TARGET.exists() else ""
        TARGET.write_text(f"{kept}<!-- measured -->\n\n{text}\n", "utf-8")
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())

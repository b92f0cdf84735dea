"""The processor's time for one photo (P11): ours beside naive Pillow, interleaved in one process, best of five."""

import io
import time
from collections.abc import Callable

from PIL import Image

from chalicelib.domain.errors import UploadRefusedError
from chalicelib.storage import pixels
from infra.bench.figures import Figure
from tests import corpus

LIMIT, LIMIT_SHRUNK, LIMIT_REFUSED = 0.20, 0.15, 0.02
_ROUNDS = 5

Work = Callable[[bytes], str]

SAMPLES: dict[str, Callable[[], bytes]] = {
    "4000 × 3000, quality 70": lambda: corpus.photo(12),
    "4000 × 3000, quality 80": lambda: corpus.jpeg(4_000, 3_000),
    "4032 × 3024, quality 75": lambda: corpus.jpeg(4_032, 3_024, quality=75),
    "3968 × 2976, quality 85": lambda: corpus.jpeg(3_968, 2_976, quality=85),
    "3024 × 4032, quality 60": lambda: corpus.jpeg(3_024, 4_032, quality=60),
}


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


def cpu(work: Work, data: bytes) -> float:
    started = time.process_time()
    attempt(work, data)
    return time.process_time() - started


def ratio(data: bytes, reference: bytes) -> float:
    """CPU of ours on `data` ÷ naive on `reference`, interleaved, best of five."""
    attempt(ours, data)
    pairs = [(cpu(ours, data), cpu(naive, reference)) for _ in range(_ROUNDS)]
    return min(one for one, _ in pairs) / min(other for _, other in pairs)


def figures() -> list[Figure]:
    reference = corpus.photo(12)
    pairs: list[tuple[str, bytes, bytes, float]] = [
        (f"12 MP, {name}", data, data, LIMIT) for name, data in ((name, make()) for name, make in SAMPLES.items())
    ]
    pairs += [
        ("3 MP, shrunk by our page", corpus.photo(3), reference, LIMIT_SHRUNK),
        ("refused: cut at 90 %", reference[: len(reference) * 9 // 10], reference, LIMIT_REFUSED),
        ("refused: another format renamed", corpus.saved(corpus.document(), "WEBP"), reference, LIMIT_REFUSED),
        ("refused: 81 MP in the header", corpus.with_size(reference, 9_000, 9_000), reference, LIMIT_REFUSED),
    ]
    return [
        Figure("P11", f"photo ÷ naive Pillow on 12 MP: {name}", ratio(data, against), limit, 3)
        for name, data, against, limit in pairs
    ]

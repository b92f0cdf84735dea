"""Prints what the first view of every page weighs (P9), from a fresh build."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import tempfile  # noqa: E402

from sitegen import publish  # noqa: E402
from sitegen.content import load  # noqa: E402
from sitegen.weights import limit_of, page_weights  # noqa: E402


def main() -> int:
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        publish.write(publish.site(ROOT / "site", load(ROOT / "site/content/shanghai.toml")), Path(folder))
        for host in ("candidate", "console"):
            print(f"{host:12} {'html':>7} {'assets':>7} {'total':>7} {'limit':>7}  requests (bytes, brotli 11)")
            for address, weight in page_weights(Path(folder) / host).items():
                limit = limit_of(address)
                over += weight.total > limit
                numbers = f"{weight.html:7} {weight.assets:7} {weight.total:7} {limit:7}"
                print(f"{address:26.26} {numbers}  {weight.requests}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())

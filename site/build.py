"""Build the static site: python site/build.py [--config site/content/shanghai.toml] [--out site/dist]."""

import argparse
import sys
import time
from pathlib import Path

SITE = Path(__file__).resolve().parent
sys.path[:0] = [str(SITE), str(SITE.parent)]

from sitegen import publish  # noqa: E402
from sitegen.content import load  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=SITE / "content" / "shanghai.toml")
    parser.add_argument("--out", type=Path, default=SITE / "dist")
    options = parser.parse_args()
    began = time.perf_counter()
    files = publish.site(SITE, load(options.config))
    publish.write(files, options.out)
    print(f"{len(files)} files in {options.out}, {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()

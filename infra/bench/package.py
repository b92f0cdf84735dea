"""The zip that ships (P2, P3): built from a clone, weighed, and started in a clean interpreter."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.bench.figures import Figure
from infra.bench.processes import PLACE, ROOT
from infra.deploy import packaging
from infra.environment import LOCAL_KEYS, variables

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
PACKED_MB, UNPACKED_MB = 26, 75
# Of each library that is imported where it is used: the names that the application imports from it.
RARE = (
    "PIL.Image",
    "argon2",
    "altcha",
    "captcha.image",
    "cryptography.hazmat.primitives.ciphers.aead",
    "openpyxl.reader.excel",
    "pyotp",
    "segno",
    "wechatpayv3.core",
)
START = f"""
import json, sys
task, compiled = sys.argv[1], []
def watch(event, args):
    if event == "compile" and str(args[1]).startswith((task, "{packaging.TASK_ROOT}")):
        compiled.append(str(args[1]))
sys.addaudithook(watch)
sys.path.insert(0, task)
import app
from chalicelib.storage import clients
for rare in {RARE}:
    __import__(rare)
clients.connection().client, clients.s3(), clients.ssm(), clients.sns(), clients.ses()
elsewhere = [one.__file__ for one in sys.modules.values() if "site-packages" in (getattr(one, "__file__", "") or "")]
names = [source.name for source in app.app.event_sources]
print(json.dumps(dict(compiled=compiled, elsewhere=elsewhere, routes=len(app.app.routes), events=names)))
"""


def clone(folder: Path) -> Path:
    """What a deployment reads, without what Python and editors leave behind."""
    for name in ("app.py", "requirements.txt", ".chalice/config.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    shutil.copytree(ROOT / "chalicelib", folder / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def build(folder: Path) -> Path:
    """The package of a clone; wheels come from the package index."""
    return Path(packaging.packager().create_deployment_package(str(folder), PYTHON))


def unpacked_bytes(package: Path) -> int:
    with zipfile.ZipFile(package) as file:
        return sum(entry.file_size for entry in file.infolist())


def started(task: Path) -> dict[str, Any]:
    """What a clean interpreter tells that has nothing but the package and the standard library on its path."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-B", "-W", "error", "-c", START, str(task)],
        cwd="/",
        env={"PATH": os.environ["PATH"]} | variables(PLACE) | LOCAL_KEYS,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def built() -> Iterator[tuple[Path, Path]]:
    """The package and the folder it unpacks to, as Lambda does."""
    with tempfile.TemporaryDirectory(prefix="kaoji-package-") as folder:
        package, task = build(clone(Path(folder) / "clone")), Path(folder) / "task"
        shutil.unpack_archive(package, task)
        yield package, task


def figures() -> list[Figure]:
    with built() as (package, task):
        told = started(task)
        packed, unpacked = package.stat().st_size / 1e6, unpacked_bytes(package) / 1e6
    return [
        Figure("P2", "sources compiled at the start of the package", len(told["compiled"]), 0),
        Figure("P3", "package, zipped (MB)", packed, PACKED_MB, 1),
        Figure("P3", "package, unpacked (MB)", unpacked, UNPACKED_MB, 1),
    ]

"""Two clones of the project, each with a package built from its own sources: in parallel, once a run."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from infra.bench.package import build, clone
from infra.deploy import site

# Which pages there are is the sources' and the settings' to say: they are made once for all deployments.
pages = cache(site.build)


class Built(NamedTuple):
    """The package and the folder it unpacks to, as Lambda does."""

    file: Path
    again: Path
    task: Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Wheels come from the package index: without a network this fails, and says so."""
    folders = [clone(tmp_path_factory.mktemp(name)) for name in ("first", "second")]
    stray = folders[1] / "chalicelib" / "__pycache__" / "left.cpython-311.pyc"
    stray.parent.mkdir()
    stray.write_bytes(b"left by an interpreter")
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(build, folders)
    task = tmp_path_factory.mktemp("task")
    shutil.unpack_archive(one, task)
    yield Built(Path(one), Path(other), task)
    for folder in (*folders, task):
        shutil.rmtree(folder)

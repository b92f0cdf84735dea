"""The Lambda package: wheels of Lambda's own kind, trimmed, compiled once, and the same bytes at every build."""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalice.deploy.packager import DependencyBuilder, LambdaDeploymentPackager
from chalice.utils import UI, OSUtils

PREFIX = "kaoji-"
TASK_ROOT = "/var/task"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# botocore describes 400 services in 25 MB; these are the ones that chalicelib/storage/clients.py makes.
_SERVICES = ("dynamodb", "s3", "ssm", "sns", "sesv2")
# As endpoints.json calls them; it knows 300 services in every region, and each cold start reads it.
_ENDPOINTS = frozenset({"dynamodb", "s3", "ssm", "sns", "email"})
# Of a large description whose one operation every cold start calls.
_CALLED = {"ssm/2014-11-06": ("GetParameters",)}
_SHARED = ("_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json")


class UnshippableError(RuntimeError):
    """A pinned library has no wheel that this Lambda runtime can load."""


class Wheels(DependencyBuilder):
    """Binary wheels only. Chalice's own builder compiles what has none, against the libraries of this machine."""

    def build_site_packages(self, abi: str, requirements_filepath: str, target_directory: str) -> None:
        tags = [f"--platform={tag}" for tag in (*self._get_pip_platforms(abi), "any")]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        wanted = ["--requirement", requirements_filepath, "--target", target_directory, "--no-deps"]
        kind = ["--only-binary=:all:", f"--python-version={abi[2]}.{abi[3:]}", "--implementation=cp"]
        abis = [f"--abi={one}" for one in (abi, "abi3", "none")]
        done = subprocess.run([*command, *wanted, *kind, *tags, *abis], capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            raise UnshippableError("\n".join(said) or done.stderr)


class Packager(LambdaDeploymentPackager):
    """Takes the place of Chalice's packager in its deployer."""

    def create_deployment_package(self, project_dir: str, python_version: str) -> str:
        """Path of the zip; one that was built from the very same files is used again."""
        target = Path(self.deployment_package_filename(project_dir, python_version))
        if target.exists():
            return str(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "task"
            root.mkdir()
            self._install(Path(project_dir), python_version, root)
            for source, name in self._iter_app_filenames(project_dir):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(Path(source).read_bytes())
            _compile(root)
            part = target.with_suffix(".part")
            _zip(root, part)
            part.replace(target)
        return str(target)

    def _deployment_package_filename(self, project_dir: str, python_version: str, prefix: str = "") -> str:
        """A name of our own: Chalice would take a plain package of the same sources for ours."""
        name: str = super()._deployment_package_filename(project_dir, python_version, PREFIX + prefix)
        return name

    def _install(self, project: Path, python_version: str, root: Path) -> None:
        """Chalice's two files of the runtime come with the app; what else it needs is its command line's."""
        lines = (project / "requirements.txt").read_text("utf-8").splitlines()
        shipped = [line for line in lines if re.match(r"[a-z]", line) and not line.startswith("chalice==")]
        if not shipped:
            return
        wanted = root.with_name("requirements.txt")
        wanted.write_text("\n".join(shipped), "utf-8")
        self._dependency_builder.build_site_packages(self._RUNTIME_TO_ABI[python_version], str(wanted), str(root))
        _trim(root)

    def _iter_app_filenames(self, project_dir: str) -> Iterator[tuple[str, str]]:
        """Sorted, and without what Python left beside the sources: both would change the name of the package."""
        files: list[tuple[str, str]] = sorted(super()._iter_app_filenames(project_dir), key=lambda pair: pair[1])
        return iter([pair for pair in files if "__pycache__" not in pair[1]])


def packager(architecture: str = "x86_64", ui: Any = None) -> Packager:
    osutils = OSUtils()
    return Packager(osutils, Wheels(osutils, architecture=architecture), ui or UI(), architecture)


def _trim(root: Path) -> None:
    """Scripts and their records name this machine's interpreter; service descriptions that nobody reads are bulk."""
    for path in sorted(root.rglob("*"), reverse=True):
        inside = path.relative_to(root).parts
        unread = inside[:2] == ("botocore", "data") and len(inside) > 2 and not _is_read(inside[2])
        if unread or inside[0] in ("bin", "share") or path.name == "RECORD":
            path.rmdir() if path.is_dir() else path.unlink()
    _cut_descriptions(root / "botocore" / "data")


def _cut_descriptions(data: Path) -> None:
    """botocore's descriptions, less what is never asked for: reading them is a third of a cold start."""
    endpoints = json.loads((data / "endpoints.json").read_bytes())
    for partition in endpoints["partitions"]:
        partition["services"] = {name: one for name, one in partition["services"].items() if name in _ENDPOINTS}
    (data / "endpoints.json").write_text(json.dumps(endpoints), "utf-8")
    for folder, called in _CALLED.items():
        packed = data / folder / "service-2.json.gz"
        service = json.loads(gzip.decompress(packed.read_bytes()))
        service["operations"] = {name: service["operations"][name] for name in called}
        service["shapes"] = {name: service["shapes"][name] for name in sorted(_shapes(service))}
        packed.unlink()
        packed.with_suffix("").write_text(json.dumps(service), "utf-8")


def _shapes(service: Any) -> set[str]:
    """What the operations of a description speak of, directly or not."""
    found: set[str] = set()
    waiting: list[Any] = [service["operations"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
            name = part.get("shape")
            if isinstance(name, str) and name not in found:
                found.add(name)
                waiting.append(service["shapes"][name])
    return found


def _is_read(name: str) -> bool:
    return name in _SERVICES or name.removesuffix(".gz") in _SHARED


def _compile(root: Path) -> None:
    """Lambda's file system is read-only and times in a zip are fixed: `unchecked-hash` needs neither. A process of its
    own with one hash seed, so that sets and interned names are written in the same order every time."""
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    subprocess.run(
        [*command, "-s", str(root), "-p", TASK_ROOT, str(root)],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        check=True,
        capture_output=True,
    )


def _zip(root: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as out:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _EPOCH)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(entry, path.read_bytes())

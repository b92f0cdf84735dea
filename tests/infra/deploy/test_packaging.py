"""The package is the same at every build, holds what it must and nothing else, and starts without compiling."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from infra.bench import package
from infra.bench.package import PYTHON, clone
from infra.bench.processes import ROOT
from infra.deploy import packaging
from tests.infra.deploy.conftest import Built
from tests.security import scanner


def pinned() -> set[str]:
    """As the folders of metadata write it: `python_stdnum-2.2`."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return {line.replace("-", "_").replace("==", "-") for line in lines if re.match("[a-z]", line)}


def test_two_builds_are_the_same_bytes_under_the_same_name(built: Built) -> None:
    assert built.file.name == built.again.name
    assert built.file.read_bytes() == built.again.read_bytes()


def test_it_is_small_enough_for_lambda_and_for_us(built: Built) -> None:
    """P3."""
    assert built.file.stat().st_size <= package.PACKED_MB * 1_000_000
    assert package.unpacked_bytes(built.file) <= package.UNPACKED_MB * 1_000_000


def test_it_starts_in_a_clean_interpreter_without_compiling_a_source(built: Built) -> None:
    """P2. Nothing but the package and the standard library is on the path, and nothing is written."""
    before = sorted(built.task.rglob("*"))
    told = package.started(built.task)
    assert (told["compiled"], told["elsewhere"]) == ([], [])
    assert told["routes"] > 40
    assert set(told["events"]) == {"every_minute", "tell_people", "settle_orders", "every_hour"}
    assert sorted(built.task.rglob("*")) == before


def test_a_source_without_its_code_would_be_noticed(built: Built, tmp_path: Path) -> None:
    """A test that cannot fail is a defect."""
    (tmp_path / "app.py").write_text("app = None")
    done = subprocess.run(
        [
            sys.executable,
            "-S",
            "-B",
            "-c",
            package.START.replace("from chalicelib", "raise SystemExit(compiled)#"),
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "app.py" in done.stderr


def test_exactly_the_pinned_libraries_are_inside(built: Built) -> None:
    """So no library of the tests either; of Chalice two files."""
    shipped = {path.name.removesuffix(".dist-info").lower() for path in built.task.glob("*.dist-info")}
    assert shipped == {pin for pin in pinned() if not pin.startswith("chalice-")}
    assert sorted(path.name for path in (built.task / "chalice").glob("*.py")) == ["__init__.py", "app.py"]
    assert not (built.task / "infra").exists()


def test_no_channel_that_pretends_is_inside(built: Built) -> None:
    """Money is taken by real channels only."""
    ours = [path for path in (built.task / "chalicelib").rglob("*") if path.suffix in (".py", ".json")]
    assert [path.name for path in ours if "simulated" in path.read_text("utf-8")] == []
    assert [path.name for path in ours if path.name == "wechat.py"] == ["wechat.py"]


def test_of_botocore_only_the_services_in_use_are_described(built: Built) -> None:
    kept = {path.name for path in (built.task / "botocore/data").iterdir() if path.is_dir()}
    made = set(re.findall(r'_client\(\s*"(\w+)"', (ROOT / "chalicelib/storage/clients.py").read_text("utf-8")))
    assert kept == made | {"dynamodb"}


def test_what_is_called_is_described_and_every_region_is_known(built: Built) -> None:
    """Cut for the cold start: of SSM one operation, of endpoints the services in use, in all partitions."""
    data = built.task / "botocore/data"
    called = re.findall(r"ssm\(\)\.(\w+)\(", "".join(path.read_text() for path in (ROOT / "chalicelib").rglob("*.py")))
    described = json.loads((data / "ssm/2014-11-06/service-2.json").read_bytes())
    assert {name.replace("_", "").lower() for name in called} == {name.lower() for name in described["operations"]}
    partitions = {one["partition"]: one for one in json.loads((data / "endpoints.json").read_bytes())["partitions"]}
    assert {"aws", "aws-cn"} <= set(partitions)
    assert {"dynamodb", "s3", "ssm", "sns"} <= set(partitions["aws-cn"]["services"])


def test_no_secret_and_no_stray_file_lies_in_our_part_of_it(built: Built) -> None:
    """Threat row 89."""
    ours = [built.task / "app.py", *(built.task / "chalicelib").rglob("*")]
    files = [path for path in ours if path.is_file()]
    assert {path.suffix for path in files} <= {".py", ".pyc", ".json", ".txt"}
    told = {path.name.partition(".")[0] for path in files if scanner.found(path.read_bytes().decode("latin-1"))}
    assert told == {"passwords"}  # the hash that a password is compared with where nobody has the number
    text = b"\n".join(path.read_bytes() for path in files)
    assert re.findall(rb"aws_secret_access_key\s*=", text) == []


def test_a_changed_source_gives_another_package(tmp_path: Path) -> None:
    folder = clone(tmp_path)
    before = packaging.packager().deployment_package_filename(str(folder), PYTHON)
    with (folder / "app.py").open("a") as app:
        app.write("# changed\n")
    assert packaging.packager().deployment_package_filename(str(folder), PYTHON) != before
    assert Path(before).name.startswith(packaging.PREFIX)


def test_a_library_without_a_wheel_for_lambda_stops_the_build(tmp_path: Path) -> None:
    """Chalice's own builder compiled it against this machine's libraries, and said nothing."""
    folder = clone(tmp_path)
    (folder / "requirements.txt").write_text("no-such-library-anywhere==1.0\n")
    with pytest.raises(packaging.UnshippableError, match="no-such-library-anywhere"):
        packaging.packager().create_deployment_package(str(folder), PYTHON)
    assert not list((folder / ".chalice").rglob("*.zip"))

"""Who may import whom, beyond what import-linter says."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOMAIN_MAY = set(sys.stdlib_module_names) | {"msgspec", "stdnum"}
GENERATOR_MAY = {"chalicelib.domain", "chalicelib.data"}


def imported(path: Path) -> set[str]:
    """Dotted names of everything that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", sorted((ROOT / "chalicelib/domain").rglob("*.py")), ids=lambda path: path.stem)
def test_domain_stands_on_the_standard_library_and_two_value_libraries(path: Path) -> None:
    outside = {name for name in imported(path) if not name.startswith("chalicelib.domain.")}
    assert {name for name in outside if name.partition(".")[0] not in DOMAIN_MAY} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "site").rglob("*.py")), ids=lambda path: path.stem)
def test_the_generator_reads_rules_and_data_only(path: Path) -> None:
    ours = {name for name in imported(path) if name.startswith(("chalicelib", "infra"))}
    assert {name for name in ours if not any(name.startswith(allowed) for allowed in GENERATOR_MAY)} == set()


# Lists of all businesses, and the tab that the queue opens with.
OF_ALL = {"windows.py", "window_tables.py", "reviews.py"}


def test_nobody_asks_which_business_it_is() -> None:
    """A further kind of application is an entry of domain/businesses.py, no branch anywhere (decision 4)."""
    named = re.compile(r"\bBusiness\.([A-Z_]+)")
    asking = {
        path.name
        for path in (ROOT / "chalicelib").rglob("*.py")
        for found in named.finditer(path.read_text("utf-8"))
        if path.name not in OF_ALL and found[1].lower() not in path.name
    }
    assert asking == set()


def test_the_application_never_needs_its_surroundings() -> None:
    files = [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]
    foreign = {name for path in files for name in imported(path) if name.split(".")[0] in {"infra", "tests", "moto"}}
    assert foreign == set()


def test_import_linter_agrees() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_site_is_a_folder_and_never_a_package() -> None:
    """`site` is a module of the standard library."""
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("name", ["datetime.now", "time.time", "secrets.token", "random.", "uuid.", "os.urandom"])
def test_rules_have_no_clock_and_no_dice(name: str) -> None:
    rules = [*(ROOT / "chalicelib/domain").rglob("*.py"), *(ROOT / "chalicelib/usecases").rglob("*.py")]
    assert [path.name for path in rules if name in path.read_text("utf-8")] == []

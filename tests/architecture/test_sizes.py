"""The hard limits of size: a file, a function, its arguments, a browser module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES, FUNCTION_LINES, USE_CASE_LINES, VIEW_LINES, ARGUMENTS, JS_LINES = 250, 40, 50, 20, 5, 120
SOURCES = ("chalicelib", "infra", "site", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files() -> list[Path]:
    found = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py") if "dist" not in path.parts]
    return [ROOT / "app.py", *sorted(found)]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def length(node: Function) -> int:
    """Lines from the signature to the end, without the docstring."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def arguments(node: Function) -> int:
    given = node.args
    named = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in named if name not in ("self", "cls")])


def most_lines(path: Path) -> int:
    return USE_CASE_LINES if "usecases" in path.parts else FUNCTION_LINES


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_file_is_short_enough(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_functions_are_short_enough(path: Path) -> None:
    assert [node.name for node in functions(path) if length(node) > most_lines(path)] == []


@pytest.mark.parametrize("path", [path for path in python_files() if not is_test(path)], ids=name_of)
def test_functions_take_few_arguments(path: Path) -> None:
    assert [node.name for node in functions(path) if arguments(node) > ARGUMENTS] == []


@pytest.mark.parametrize("path", sorted((ROOT / "chalicelib/handlers").glob("*.py")), ids=name_of)
def test_views_are_short_enough(path: Path) -> None:
    views = [node for node in functions(path) if any(_is_route(one) for one in node.decorator_list)]
    assert [view.name for view in views if length(view) > VIEW_LINES] == []


def _is_route(decorator: ast.expr) -> bool:
    """`@http.candidate(bp, …)`, `@http.staff(…)` or `@http.public(…)`."""
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and isinstance(decorator.func.value, ast.Name)
        and decorator.func.value.id == "http"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "site/static").rglob("*.js")), ids=name_of)
def test_browser_modules_are_short_enough(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= JS_LINES


def test_the_entry_declares_and_does_nothing_else() -> None:
    source = (ROOT / "app.py").read_text("utf-8")
    assert len(source.splitlines()) < 40
    assert list(functions(ROOT / "app.py")) == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in python_files() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []

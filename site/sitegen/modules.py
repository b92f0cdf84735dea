"""Join an entry's ES modules into one file.

Every module becomes a function that runs once and returns its exports; an import becomes a destructuring of an earlier
module's result. So names never collide, order follows the import graph, and cycles are refused. Supported forms, each
starting a line: `import {a, b as c} from "./x.js";`, `import "./x.js";`, `export {a} from "./x.js";` and `export`
before `function`, `async function`, `class` and `const`. An exported binding cannot change after its module has run.
What the entry itself exports stays exported, for files that are fetched later by `import()`.
"""

import re
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"([^"]+)";$', re.MULTILINE)
_REEXPORT = re.compile(r'^export \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


def join(entry: Path) -> str:
    """The entry and all it imports as one module; raises ValueError for a cycle, an unknown form or name."""
    order = _ordered(entry.resolve(), [], [])
    names = {path: f"_{index}" for index, path in enumerate(order)}
    exports = ",".join(match[2] for match in _EXPORT.finditer(order[-1].read_text()))
    tail = f"export const{{{exports}}}={names[order[-1]]};\n" if exports else ""
    return "\n".join(_wrapped(path, names) for path in order) + "\n" + tail


def graph(entry: Path) -> list[Path]:
    """The modules an entry is made of, dependencies first."""
    return _ordered(entry.resolve(), [], [])


def _ordered(path: Path, done: list[Path], above: list[Path]) -> list[Path]:
    if path in above:
        raise ValueError(f"{path.name}: modules import each other in a circle")
    if path not in done:
        text = path.read_text()
        for match in [*_IMPORT.finditer(text), *_REEXPORT.finditer(text)]:
            _ordered((path.parent / match[2]).resolve(), done, [*above, path])
        done.append(path)
    return done


def _wrapped(path: Path, names: dict[Path, str]) -> str:
    text = path.read_text()
    exports = [match[2] for match in _EXPORT.finditer(text)]
    pulled: list[str] = []

    def target(match: re.Match[str]) -> str:
        return names[(path.parent / match[2]).resolve()]

    def reexport(match: re.Match[str]) -> str:
        exports.extend(name.split(" as ")[-1].strip() for name in _listed(match[1]))
        pulled.append(f"const{{{_bindings(match[1])}}}={target(match)};")
        return ""

    def imported(match: re.Match[str]) -> str:
        _require_exports(path, match)
        return f"const{{{_bindings(match[1])}}}={target(match)};" if match[1] else ""

    body = _IMPORT.sub(imported, _REEXPORT.sub(reexport, text))
    body = _EXPORT.sub(r"\1 \2", body)
    if left := _LEFT_OVER.search(body):
        raise ValueError(f"{path.name}: cannot join `{left[0].strip()}`")
    inner = "\n".join([*pulled, stripped(body), f"return{{{','.join(exports)}}}"])
    return f"const {names[path]}=(()=>{{\n{inner}\n}})();"


def _require_exports(path: Path, found: re.Match[str]) -> None:
    """An import of nothing would only show when a page breaks."""
    text = (path.parent / found[2]).read_text()
    given = {match[2] for match in _EXPORT.finditer(text)}
    given |= {name.split(" as ")[-1].strip() for match in _REEXPORT.finditer(text) for name in _listed(match[1])}
    missing = [name for name in _listed(found[1] or "") if name.split(" as ")[0].strip() not in given]
    if missing:
        raise ValueError(f"{path.name}: {found[2]} does not export {', '.join(missing)}")


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _bindings(names: str) -> str:
    return ",".join(name.replace(" as ", ":") for name in _listed(names))


def stripped(text: str) -> str:
    """Without comment lines and indentation: transport compression does the rest."""
    lines = (line.strip() for line in _BLOCK_COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))

"""Reads one JSON file of this package into frozen values; a bad row is named by file, row and field."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$\[(?P<index>\d+)\]\.?(?P<field>.*)`)?$", re.DOTALL)


class DataError(ValueError):
    """A file of reference data contradicts itself or its type."""


class Coded(Protocol):
    @property
    def code(self) -> str: ...


class Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T")
_C = TypeVar("_C", bound=Coded)
_N = TypeVar("_N", bound=Named)


def text(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def rows(name: str, kind: type[_T], *, key: str = "rows", content: bytes | None = None) -> tuple[_T, ...]:
    """The rows of `{"rows": […], …}`; raises DataError naming file, row and field.

    The lists stay raw at first, so that a fault can be traced to its row.
    """
    try:
        raw = msgspec.json.decode(text(name) if content is None else content, type=dict[str, msgspec.Raw])[key]
    except KeyError:
        raise DataError(f"{name}: no {key}") from None
    except msgspec.MsgspecError as error:
        raise DataError(f"{name}: {error}") from error
    try:
        return msgspec.json.decode(raw, type=tuple[kind, ...])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        raise DataError(f"{name}: {_named(str(error), msgspec.json.decode(raw))}") from error


def by_code(name: str, values: Iterable[_C]) -> dict[str, _C]:
    return _indexed(name, ((value.code, value) for value in values))


def by_id(name: str, values: Iterable[_N]) -> dict[str, _N]:
    return _indexed(name, ((value.id, value) for value in values))


def _indexed(name: str, pairs: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    table: dict[str, _T] = {}
    for key, value in pairs:
        if key in table:
            raise DataError(f"{name}: row {key} stands twice")
        table[key] = value
    return table


def _named(message: str, values: Any) -> str:
    found = _PLACE.match(message)
    if not found or found["index"] is None:
        return message
    row = values[int(found["index"])]
    key = (row.get("id") or row.get("code") or row.get("name")) if isinstance(row, dict) else None
    return f"row {key or found['index']}, field {found['field'] or '(row)'}: {found['what']}"

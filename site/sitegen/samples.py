"""部分凭证样例: what each of the six shows, and where on it the fields are that people copy."""

import tomllib
from pathlib import Path

import msgspec


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The field of our form that gets what stands at this mark of the drawing."""

    field: str
    text: str


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`types` are the credential types it shows; `templates/samples/<id>.svg` draws it, 360 × `height`."""

    id: str
    height: int
    title: str
    types: tuple[str, ...]
    alt: str
    note: str
    points: tuple[Point, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    samples: tuple[Sample, ...]


def load(path: Path) -> tuple[Sample, ...]:
    return msgspec.convert(tomllib.loads(path.read_text()), _File).samples

"""Reference data for pages and for /data/*.json: credential types, provinces and limits, from the catalogue alone."""

import msgspec

from chalicelib import data
from chalicelib.domain import catalogue
from chalicelib.domain.credentials import CredentialType
from chalicelib.domain.reference import Province


class Reference(msgspec.Struct, frozen=True):
    types: tuple[CredentialType, ...]
    provinces: tuple[Province, ...]
    limits: dict[str, int]


def load() -> Reference:
    return Reference(tuple(data.credential_types().values()), tuple(data.provinces().values()), catalogue.limits())


def files(reference: Reference) -> dict[str, bytes]:
    """The static JSON of both hosts, by file name."""
    values = {"limits": reference.limits}
    return {f"{name}.json": msgspec.json.encode(value) for name, value in values.items()}

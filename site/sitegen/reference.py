"""Reference data for pages: credential types, provinces and limits, from the catalogue alone."""

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

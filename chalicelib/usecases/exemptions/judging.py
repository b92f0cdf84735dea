"""What submitting and resubmitting judge alike, on what the record says at this instant."""

from collections.abc import Iterable, Mapping

from chalicelib import data
from chalicelib.domain import catalogue, exemption_rules, exemptions
from chalicelib.domain.applications import Round
from chalicelib.domain.credentials import Credential, Picture
from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.exemptions import Item, Standing
from chalicelib.domain.ids import UploadId
from chalicelib.domain.plans import Unit
from chalicelib.storage import submissions
from chalicelib.usecases.exemptions.standings import needs_of

Pictures = Mapping[UploadId, Picture]


def rounds(standing: Standing, items: tuple[Item, ...], pictures: Pictures) -> tuple[tuple[Unit, Round], ...]:
    """Each unit with its first round. Raises IncompleteError with all faults of all items at once."""
    exemptions.require_eligible(standing)
    units = _units(standing, items)
    clean = [normalised(item.credentials) for item in items]
    faults = list(catalogue.batch_faults([(unit.codes, sent) for unit, sent in zip(units, clean, strict=True)]))
    for place, (unit, sent) in enumerate(zip(units, clean, strict=True)):
        faults.extend(_faults(standing, unit, sent, pictures, f"items.{place}.credentials"))
    if faults:
        raise IncompleteError(fields=faults)
    return tuple((unit, _round(standing, unit, sent, pictures)) for unit, sent in zip(units, clean, strict=True))


def _units(standing: Standing, items: tuple[Item, ...]) -> list[Unit]:
    plan, known = standing.plan, needs_of(standing)
    units = [exemptions.require_unit(plan, known, item.unit, f"items.{place}") for place, item in enumerate(items)]
    if len({unit.id for unit in units}) < len(units):
        raise IncompleteError(fields=[FieldFault("items", "同一门课程不能重复申请")])
    return units


def normalised(credentials: tuple[Credential, ...]) -> tuple[Credential, ...]:
    types = data.credential_types()
    return tuple(catalogue.normalised(credential, types) for credential in credentials)


def _faults(
    standing: Standing, unit: Unit, credentials: tuple[Credential, ...], pictures: Pictures, field: str
) -> list[FieldFault]:
    types, provinces = data.credential_types(), data.provinces()
    faults: list[FieldFault] = []
    for place, credential in enumerate(credentials):
        found = catalogue.credential_faults(credential, types, provinces, standing.now, f"{field}.{place}")
        faults.extend(found)
    verdict = _verdict(standing, unit, credentials)
    faults.extend(FieldFault(field, text) for text in verdict.missing)
    return faults or list(exemptions.picture_faults(credentials, pictures, field))


def _verdict(standing: Standing, unit: Unit, credentials: tuple[Credential, ...]) -> exemption_rules.Verdict:
    return exemption_rules.judge(data.exemption_rules(), exemptions.claim(standing.plan, unit.codes, credentials))


def _round(standing: Standing, unit: Unit, credentials: tuple[Credential, ...], pictures: Pictures) -> Round:
    rule = _verdict(standing, unit, credentials).rule
    return exemptions.round_of(standing, credentials, pictures, rule)


def certificates(credentials: Iterable[Credential]) -> tuple[str, ...]:
    """The registry keys of everything numbered, each once."""
    clean = normalised(tuple(credentials))
    named = (submissions.certificate(one.type, one.number) for one in clean if one.number)
    return tuple(dict.fromkeys(named))

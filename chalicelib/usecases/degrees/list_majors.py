"""All majors with their versions, for comparing with another one."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.storage import library


class Major(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one major in one province."""

    plan_id: str
    province: str
    major_code: str
    major_name: str
    level: str
    version: str
    status_text: str


def list_majors(now: Instant) -> tuple[Major, ...]:
    """By province, major and version; no call in a warm container."""
    found = (
        Major(
            plan_id=plan.id,
            province=plan.province,
            major_code=plan.major_code,
            major_name=plan.major_name,
            level=plan.level,
            version=plan.version,
            status_text=plan.status_text,
        )
        for plan in library.load(now).plans.values()
    )
    return tuple(sorted(found, key=lambda one: (one.province, one.major_code, one.plan_id)))

"""The objective as one integer: fields from the most to the least significant, so that plain sums compare in order.

① further units, ② exams and credits missing, ③ language or degree courses that rest on an exemption, ④ rank. `BLOCKED`
stands above all: a demand that no exam could meet. Fields are wide enough for any plan that passes validation.
"""

from typing import Final, NamedTuple

RANK: Final = 1
EXEMPT: Final = 1 << 16
CREDIT: Final = 1 << 24
UNKNOWN: Final = 1 << 36
EXAM: Final = 1 << 44
UNIT: Final = 1 << 52
BLOCKED: Final = 1 << 62

# ④ A rule of a source is better than a partly known one, and that than an inferred one, however many there are.
_VERIFIED, _PARTLY, INFERRED_RANK = 1, 1 << 4, 1 << 8


class Cost(NamedTuple):
    """A completion's cost, field by field. `unknown` counts exams whose credits no source tells."""

    blocked: int
    units: int
    exams: int
    unknown: int
    credits2: int
    exempt: int
    rank: int


def read(cost: int) -> Cost:
    return Cost(
        blocked=cost >> 62,
        units=cost >> 52 & 0x3FF,
        exams=cost >> 44 & 0xFF,
        unknown=cost >> 36 & 0xFF,
        credits2=cost >> 24 & 0xFFF,
        exempt=cost >> 16 & 0xFF,
        rank=cost & 0xFFFF,
    )


def rank_of(status: str) -> int:
    if status.startswith("verified"):
        return _VERIFIED
    return _PARTLY if status.startswith("partly") else INFERRED_RANK

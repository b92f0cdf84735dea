"""Set the browser a piece of work in the place of a captcha."""

from typing import Literal

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.domain.people import clean_id_number
from chalicelib.storage import keys, proofs


class WorkForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id_number: str
    purpose: Literal["login", "reset"]


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """`challenge` as the altcha library makes it; `most` is the highest count that may be needed."""

    challenge: dict[str, object]
    most: int


def ask_work(form: WorkForm, now: Instant) -> Work:
    """Nothing is read or written: whether the number has an account plays no part."""
    person = keys.person(clean_id_number(form.id_number))
    return Work(challenge=proofs.challenge(form.purpose, person, now), most=proofs.MOST)

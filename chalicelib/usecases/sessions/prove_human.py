"""What stands before every look at an account: a captcha read, or work done by the browser; used up either way."""

import msgspec

from chalicelib.domain.instants import Instant
from chalicelib.storage import captchas, proofs

LOGIN, RESET = "login", "reset"


class Gate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The captcha's id and what was read, or `work` as the browser solved it."""

    captcha_id: str = ""
    captcha: str = ""
    work: str = ""


def prove_human(gate: Gate, bound: tuple[str, str], browser: str, now: Instant) -> None:
    """`bound`: purpose and person of a proof of work; a captcha is bound to the browser. Raises CaptchaWrongError."""
    if gate.work:
        proofs.spend(gate.work, *bound, now)
    else:
        captchas.burn(gate.captcha_id, gate.captcha, browser, now)

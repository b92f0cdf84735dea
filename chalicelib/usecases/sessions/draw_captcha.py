"""Draw a captcha for a browser."""

from chalicelib.domain import tries as rules
from chalicelib.domain.instants import Instant
from chalicelib.storage import captchas, tries
from chalicelib.storage.captchas import Drawn


def draw_captcha(browser: str, address: str, now: Instant) -> Drawn:
    """`browser` is the pre-login cookie it is bound to. Raises LockedOutError when one address draws too many."""
    tries.count(rules.CAPTCHA_CAP, rules.household(address), now)
    return captchas.draw(browser, now)

"""What a browser holds: cookies under the names of both hosts, and a token."""

from typing import NamedTuple

from chalicelib.handlers import cookies
from tests.apiclient import Browser


class Jar(NamedTuple):
    """What a browser holds."""

    cookies: dict[str, str]
    csrf: str


def both(value: str) -> dict[str, str]:
    return {cookies.CANDIDATE_COOKIE: value, cookies.STAFF_COOKIE: value}


def jar_of(browser: Browser) -> Jar:
    [value] = browser.cookies.values()
    return Jar(both(value), browser.csrf)

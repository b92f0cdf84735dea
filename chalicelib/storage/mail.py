"""The port through which e-mail leaves: `off` unless the stage names an adapter and a sender."""

import sys
from collections.abc import Callable

from chalicelib import observability
from chalicelib.domain.outbox import SUBJECT
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.delivery import hand_over

# Address, text, and an id by which a provider can drop what it was given twice.
Adapter = Callable[[str, str, str], None]


def _off(_address: str, _text: str, _dedupe: str) -> None:
    observability.log("email_off")


def _console(address: str, text: str, _dedupe: str) -> None:
    """For the local stack, whose people are invented: what would have been sent, on the terminal."""
    sys.stdout.write(f"邮件 → {address[:1]}…@{address.rpartition('@')[2]}：{text}\n")
    sys.stdout.flush()


def _ses(address: str, text: str, dedupe: str) -> None:
    def said(words: str) -> dict[str, str]:
        return {"Data": words, "Charset": "UTF-8"}

    hand_over(
        lambda: clients.ses().send_email(
            FromEmailAddress=SETTINGS.email_from,
            Destination={"ToAddresses": [address]},
            Content={"Simple": {"Subject": said(SUBJECT), "Body": {"Text": said(text)}}},
            EmailTags=[{"Name": "dedupe", "Value": dedupe}],
        )
    )


ADAPTERS: dict[str, Adapter] = {"off": _off, "console": _console, "ses": _ses}


def is_on() -> bool:
    return SETTINGS.email != "off"


def deliver(address: str, text: str, dedupe: str) -> None:
    """Raises NotDeliveredError when nobody took it."""
    ADAPTERS[SETTINGS.email](address, text, dedupe)

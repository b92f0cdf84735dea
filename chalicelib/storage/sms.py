"""The port through which text messages leave: `off` unless the stage names an adapter."""

import sys
from collections.abc import Callable

from chalicelib import observability
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients
from chalicelib.storage.delivery import NotDeliveredError, hand_over

# Number, text, and an id by which a provider can drop what it was given twice.
Adapter = Callable[[str, str, str], None]


def _off(_number: str, _text: str, _dedupe: str) -> None:
    observability.log("sms_off")


def _console(number: str, text: str, _dedupe: str) -> None:
    """For the local stack, whose people are invented: what would have been sent, on the terminal."""
    sys.stdout.write(f"短信 → 尾号 {number[-4:]}：{text}\n")
    sys.stdout.flush()


def _sns(number: str, text: str, dedupe: str) -> None:
    attributes = {"AWS.SNS.SMS.SMSType": "Transactional"} | ({"dedupe": dedupe} if dedupe else {})
    hand_over(
        lambda: clients.sns().publish(
            PhoneNumber=f"+86{number}",
            Message=text,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
        )
    )


ADAPTERS: dict[str, Adapter] = {"off": _off, "console": _console, "sns": _sns}


def is_on() -> bool:
    return SETTINGS.sms != "off"


def deliver(number: str, text: str, dedupe: str = "") -> None:
    """Raises NotDeliveredError when nobody took it."""
    ADAPTERS[SETTINGS.sms](number, text, dedupe)


def send(number: str, text: str) -> None:
    """For codes and warnings of the moment: what fails is logged, so that no answer tells which number is known."""
    try:
        deliver(number, text)
    except NotDeliveredError as failed:
        observability.log("sms_failed", code=str(failed))

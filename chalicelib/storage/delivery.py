"""What the adapters for SMS and e-mail have in common: handing over, and what it means that it failed."""

from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import BusyError


class NotDeliveredError(Exception):
    """Nobody took it: whoever sent it may try again. It names the kind of fault, never the address or the text."""


def hand_over(call: Callable[[], object]) -> None:
    """Raises NotDeliveredError for whatever AWS refuses or fails to answer."""
    try:
        call()
    except ClientError as error:
        raise NotDeliveredError(error.response["Error"]["Code"]) from None
    except (BotoCoreError, BusyError) as error:
        raise NotDeliveredError(type(error).__name__) from None

"""Every request may arrive twice: the answer of a committed operation is kept a day under its idempotency key."""

from collections.abc import Callable

from chalicelib.domain.applications import Operation
from chalicelib.domain.errors import DomainError, IdempotencyError, SignedOutError
from chalicelib.storage.tables import SessionItem


def partition(operation: Operation) -> str:
    return f"I#{operation.actor}#{operation.key}"


def once(operation: Operation, doing: Callable[[], bytes]) -> bytes:
    """Does it, unless it was done: a refusal counts only if this very request was not committed before.

    The look-up comes after the refusal, so that it costs nothing on the way that works, and so that a copy which
    read the record between its twin's commit and its own is answered like the twin.
    """
    try:
        return doing()
    except SignedOutError:
        raise
    except DomainError:
        answer = _find(operation)
        if answer is None:
            raise
        return answer


def _find(operation: Operation) -> bytes | None:
    try:
        item = SessionItem.get(partition(operation), "-", consistent_read=True)
    except SessionItem.DoesNotExist:
        return None
    if item.hash != operation.request:
        raise IdempotencyError
    return (item.body or "").encode()

"""The operation of a mutating call: its idempotency key, who acts, and the hash of what was asked."""

from chalicelib.domain.applications import Operation
from chalicelib.handlers.calls import CandidateCall, StaffCall


def operation(call: CandidateCall | StaffCall) -> Operation:
    """Raises MalformedError when the browser sent no idempotency key."""
    return Operation(actor=call.actor.id, key=call.idempotency_key, request=call.request_hash, at=call.now)

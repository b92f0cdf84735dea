"""The one table from errors to status, and how a refusal or a crash is told."""

import msgspec

from chalicelib import observability
from chalicelib.domain import accounts, activation, errors, orders, sessions
from chalicelib.domain.imports import report
from chalicelib.handlers.calls import Answer

STATUSES: dict[type[errors.DomainError], int] = {
    errors.MalformedError: 400,
    errors.SignedOutError: 401,
    errors.LoginFailedError: 401,
    sessions.CaptchaWrongError: 401,
    accounts.CodeWrongError: 401,
    activation.FactWrongError: 401,
    orders.NoticeRefusedError: 401,
    errors.ForbiddenError: 403,
    errors.ForeignRequestError: 403,
    errors.StepUpRequiredError: 403,
    activation.ActivationRequiredError: 403,
    activation.GuessesSpentError: 403,
    errors.UnknownError: 404,
    errors.QueueEmptyError: 404,
    errors.WindowClosedError: 409,
    errors.WrongStateError: 409,
    errors.ConflictError: 409,
    errors.StaleGroundsError: 409,
    errors.LiveApplicationError: 409,
    errors.DecidedAlreadyError: 409,
    errors.LeasedError: 409,
    errors.IdempotencyError: 409,
    errors.DraftConflictError: 409,
    orders.ChannelUnservedError: 409,
    orders.BillUnreadableError: 409,
    errors.IncompleteError: 422,
    errors.UploadRefusedError: 422,
    report.UnreadableError: 422,
    errors.TooManyError: 429,
    errors.BusyError: 503,
}


class Refusal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every error answers; `details` of an error (a mapping, if it has one) join it."""

    code: str
    message: str
    ref: str
    fields: tuple[errors.FieldFault, ...] = ()


_RETRY_AFTER = {429: 60, 503: 2}
_OPAQUE = "系统出现问题，已填写的内容不会丢失"


def status_of(error: Exception) -> int | None:
    """That of the nearest class in the table; None for anything that people are not meant to hear of."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), None)


def told(error: Exception, trace: str, route: str, request_id: str) -> Answer:
    """For use inside `except`. A crash is logged by its places; people get the reference and nothing else."""
    status = status_of(error)
    if isinstance(error, errors.DomainError) and status:
        return _refusal(error, status, trace)
    observability.failure("crashed", ref=trace, route=route, request_id=request_id)
    return Answer(msgspec.to_builtins(Refusal(code="internal", message=_OPAQUE, ref=trace)), 500)


def _refusal(error: errors.DomainError, status: int, trace: str) -> Answer:
    """`retry_after` of an error is in seconds."""
    refusal = Refusal(code=error.code, message=error.message, ref=trace, fields=error.fields)
    body = msgspec.to_builtins(refusal) | getattr(error, "details", {})
    headers = {}
    if status in _RETRY_AFTER:
        headers["Retry-After"] = str(getattr(error, "retry_after", _RETRY_AFTER[status]))
    return Answer(body, status, headers)


def encoded(body: object) -> str:
    return "" if body is None else msgspec.json.encode(body).decode()

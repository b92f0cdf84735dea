"""JSON log lines of named fields only; no line ever carries a person's number, name or token."""

import json
import logging
import sys

LOGGER = logging.getLogger("kaoji")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        line = {"level": record.levelname, "event": record.getMessage(), **fields}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=True, default=str)


def _places(record: logging.LogRecord) -> list[str]:
    """File, line and function of each frame; the exception's text may quote what a person typed."""
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]


def configure() -> None:
    """Once per process; event modules call it themselves because they load without app.py."""
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(_Lines())
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        LOGGER.propagate = False


def log(event: str, **fields: str | int | float | None) -> None:
    LOGGER.info(event, extra={"fields": fields})


def failure(event: str, **fields: str | int | float | None) -> None:
    """For use inside `except`: names the error and its places, not its text."""
    LOGGER.error(event, extra={"fields": fields}, exc_info=True)

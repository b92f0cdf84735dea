"""Scheduled functions. Lambda loads this module without app.py, so it configures logging itself."""

from typing import Any

import msgspec
from chalice.app import Blueprint, Rate

from chalicelib import observability
from chalicelib.handlers import clock
from chalicelib.usecases.clock.follow_windows import follow_windows
from chalicelib.usecases.clock.send_outbox import send_outbox
from chalicelib.usecases.clock.send_reminders import send_reminders
from chalicelib.usecases.clock.sweep_orders import sweep_orders
from chalicelib.usecases.transfers.ask_again import ask_again
from chalicelib.usecases.uploads.forget_uploads import forget_uploads

observability.configure()
blueprint = Blueprint(__name__)


@blueprint.schedule(Rate(1, unit=Rate.MINUTES))
def every_minute(event: Any) -> None:  # noqa: ARG001
    """The payload is ignored: what is to be done follows from the windows and the time."""
    observability.log("minute", **msgspec.structs.asdict(follow_windows(clock.now())))


@blueprint.schedule(Rate(1, unit=Rate.MINUTES))
def tell_people(event: Any) -> None:  # noqa: ARG001
    """Reminders, then what goes out by SMS and e-mail: apart, so that a slow provider holds up nothing else."""
    now = clock.now()
    observability.log("reminders", **send_reminders(now))
    observability.log("outbox", **send_outbox(now))


@blueprint.schedule(Rate(1, unit=Rate.MINUTES))
def settle_orders(event: Any) -> None:  # noqa: ARG001
    """Unpaid, half closed, late and returning money, in a function of its own: a channel may be slow or gone."""
    observability.log("orders", **sweep_orders(clock.now()))


@blueprint.schedule(Rate(1, unit=Rate.HOURS))
def every_hour(event: Any) -> None:  # noqa: ARG001
    """Who confirmed something else is asked again; then uploads that no draft and no case names go after 180 days.

    People first: files may take all the time there is, and are looked after in the next hour as well.
    """
    now = clock.now()
    observability.log("arrivals", **ask_again(now))
    observability.log("hour", **forget_uploads(now))

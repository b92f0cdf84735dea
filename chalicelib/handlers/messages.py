"""消息: the list, what of it was read, which reminders are wanted, and where messages go besides."""

import msgspec
from chalice.app import Blueprint

from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.usecases.messages.read_messages import Left, read_messages
from chalicelib.usecases.messages.set_channels import ChannelsForm, ChannelsView, set_channels, show_channels
from chalicelib.usecases.messages.show_messages import MessagesView, show_messages
from chalicelib.usecases.reminders.set_reminder import set_reminder

blueprint = Blueprint(__name__)


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`up_to` is the id of the newest message that was shown."""

    up_to: str


class Reminding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    business: str
    on: bool


@http.candidate(blueprint, "GET", "/messages", query=("from",))
def show(call: CandidateCall) -> MessagesView:
    """`?from=` is where a page said that the older ones start."""
    return show_messages(call.cid, call.epoch, call.query.get("from", ""), call.now)


@http.candidate(blueprint, "POST", "/messages/read", body=Reading)
def read(call: CandidateCall, body: Reading) -> Left:
    return read_messages(call.cid, call.epoch, body.up_to, call.now)


@http.candidate(blueprint, "POST", "/reminders", body=Reminding)
def remind(call: CandidateCall, body: Reminding) -> None:
    set_reminder(call.session, body.business, on=body.on, now=call.now)


@http.candidate(blueprint, "GET", "/channels")
def channels(call: CandidateCall) -> ChannelsView:
    return show_channels(call.session)


@http.candidate(blueprint, "POST", "/channels", body=ChannelsForm)
def choose_channels(call: CandidateCall, body: ChannelsForm) -> ChannelsView:
    return set_channels(call.session, body, call.actor, call.now)

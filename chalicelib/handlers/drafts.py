"""Drafts: what a candidate has typed and not sent."""

import msgspec
from chalice.app import Blueprint

from chalicelib.domain import people
from chalicelib.domain.drafts import Draft, require_target
from chalicelib.domain.errors import UnknownError
from chalicelib.domain.people import Head
from chalicelib.domain.windows import Business
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.storage import drafts as stored_drafts
from chalicelib.storage import people as stored_people
from chalicelib.usecases.drafts.save_draft import Saved, Step, save_draft

blueprint = Blueprint(__name__)


class Drafts(msgspec.Struct, frozen=True):
    drafts: tuple[Draft, ...]


class Discard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`new`, or the number of the application whose next round is dropped; one step of it, or all."""

    target: str
    step: str = ""


@http.candidate(blueprint, "GET", "/t/{ref}/drafts/{business}")
def load(call: CandidateCall, ref: int, business: str) -> Drafts:
    people.ticket_of(_head(call), ref)
    return Drafts(stored_drafts.load(call.cid, _business(business), ref))


@http.candidate(blueprint, "PUT", "/t/{ref}/drafts/{business}", body=Step)
def save(call: CandidateCall, ref: int, business: str, body: Step) -> Saved:
    return save_draft(_head(call), (_business(business), ref), body, call.now)


@http.candidate(blueprint, "POST", "/t/{ref}/drafts/{business}/discard", body=Discard)
def discard(call: CandidateCall, ref: int, business: str, body: Discard) -> None:
    people.ticket_of(_head(call), ref)
    stored_drafts.discard(call.cid, _business(business), (ref, require_target(body.target)), body.step)


def _head(call: CandidateCall) -> Head:
    return stored_people.load_head(call.cid, epoch=call.epoch)


def _business(text: str) -> Business:
    if text not in set(Business):
        raise UnknownError
    return Business(text)

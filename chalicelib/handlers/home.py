"""Home and scores."""

from chalice.app import Blueprint

from chalicelib.domain.errors import UnknownError
from chalicelib.handlers import http
from chalicelib.handlers.calls import CandidateCall
from chalicelib.usecases.home.show_home import HomeView, show_home
from chalicelib.usecases.home.show_scores import ScoresView, show_scores

blueprint = Blueprint(__name__)


@http.candidate(blueprint, "GET", "/home", query=("t",))
def home(call: CandidateCall) -> HomeView:
    """`?t=` names the ticket; the first one without."""
    ref = call.query.get("t", "1")
    if not (ref.isascii() and ref.isdigit() and len(ref) <= 3):
        raise UnknownError("没有找到这个准考证")
    return show_home(call.cid, call.epoch, int(ref), call.now)


@http.candidate(blueprint, "GET", "/t/{ref}/scores")
def scores(call: CandidateCall, ref: int) -> ScoresView:
    return show_scores(call.cid, call.epoch, ref, call.now)

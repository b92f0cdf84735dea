"""The whole service on moto with people of five schools, for parts that count or measure real requests."""

import io
import warnings
from typing import Any, NamedTuple

from chalicelib.domain.ids import Cid, SchoolCode
from chalicelib.domain.instants import Instant
from chalicelib.domain.transcripts import PENDING
from infra.bench.processes import PLACE
from tests.apiclient import Browser
from tests.builders import NOW, a_head, a_sheet, a_ticket
from tests.security.world import resident_number

SCHOOLS = ("X02", "X04", "X05", "X07", "X09")
PASSWORD = "竹外桃花三两枝 2026"  # noqa: S105 - nobody real has it
# Eight sittings of a plan; the rows of one ticket are up to eight items.
CODES = ("03708", "03709", "00034", "00315", "00318", "00319", "00312", "00144")
SITTINGS = ("2023-04", "2023-10", "2024-04", "2024-10", "2025-04", "2025-10", "2026-04", "2026-10")
ROWS_A_SITTING = 4
# What the application would write to its log.
LOG = io.StringIO()


class Person(NamedTuple):
    """`order` tells one from another: identity, number and school follow from it."""

    order: int

    @property
    def cid(self) -> Cid:
        return Cid(f"c{self.order:031x}")

    @property
    def id_number(self) -> str:
        return resident_number(self.order)

    @property
    def school(self) -> SchoolCode:
        return SchoolCode(SCHOOLS[self.order % len(SCHOOLS)])


def start() -> Any:
    """The app, on a clock that stands at `NOW`; windows are open and nobody is there yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from moto import mock_aws

        mock_aws().start()
    from app import app
    from chalicelib import observability
    from chalicelib.handlers import clock
    from chalicelib.storage import releases
    from infra import data_stack
    from tests import stored

    data_stack.create_quickly(PLACE)
    data_stack.add_versioning(PLACE)
    data_stack.create_secrets(PLACE)
    clock.now = lambda: NOW
    [handler] = observability.LOGGER.handlers
    handler.setStream(LOG)  # type: ignore[attr-defined]
    stored.open_windows()
    releases.save({SITTINGS[-1]: Instant(NOW - 1)}, seen=0, edit=stored.EDIT)
    stored.warm(NOW)
    return app


def enter(person: Person, *, password: str = "") -> None:
    """On the record with 32 rows of eight sittings; with a login if there is a password."""
    from chalicelib.storage import accounts, people

    ticket = a_ticket(number=f"99{person.order:010}", school=person.school)
    head = a_head(cid=person.cid, tickets=(ticket,))
    people.create(head, person.id_number)
    for place, session in enumerate(SITTINGS):
        codes = tuple(CODES[(place + row) % len(CODES)] for row in range(ROWS_A_SITTING))
        dated = {"released": PENDING} if session == SITTINGS[-1] else {}
        people.put_sheet(person.cid, a_sheet(session, codes, **dated))
    if password:
        accounts.create_account(person.cid, person.id_number, password, 1, head=head)


def signed_in(app: Any, person: Person, now: Instant = NOW) -> Browser:
    """A browser with a session, without the login."""
    from chalicelib.domain.sessions import Session
    from chalicelib.handlers import cookies
    from chalicelib.storage import keys

    browser = Browser(app)
    session = Session(cid=person.cid, person=keys.person(person.id_number), epoch=1, issued=now, renewed=now)
    browser.cookies[cookies.CANDIDATE_COOKIE] = cookies.session_cookie(session).partition(";")[0].partition("=")[2]
    browser.csrf = cookies.candidate_csrf(session)
    return browser

"""People and pictures put on the record for tests."""

from typing import Any

import msgspec

from chalicelib.domain.audit import CLOCK, OPERATOR
from chalicelib.domain.businesses import KINDS
from chalicelib.domain.ids import Cid
from chalicelib.domain.instants import DAY, Instant, later
from chalicelib.domain.staff import Staff
from chalicelib.domain.uploads import PORTRAIT
from chalicelib.domain.windows import Business, OnSite
from chalicelib.storage import desks, library, payments, people, released, staff, uploads, windows
from chalicelib.storage.revisions import Edit
from chalicelib.storage.tables import RecordItem
from tests.builders import CID, NOW, a_head, a_picture, a_sheet, a_window

# Six theory courses of the plan, passed.
PASSED = ("03708", "03709", "00034", "00315", "00318", "00319")

EDIT = Edit(CLOCK, NOW)


def warm(now: Instant) -> None:
    """A container that has read its configuration in the last seconds."""
    windows.load(now)
    library.load(now)
    released.load()
    desks.load(now)


def cold() -> None:
    """A container that has just started."""
    windows.forget()
    library.forget()
    released.forget()
    desks.forget()
    payments.forget()


def enrol(*members: Staff, now: Instant = NOW) -> None:
    """On the register, as everybody is who works here; with nothing to sign in with."""
    for member in members:
        staff.create(member, OPERATOR, now)
        staff.save(msgspec.structs.replace(staff.known(member.id), hash="$argon2id$", link=None))


def put_uploads(*seeds: int, cid: Cid = CID) -> None:
    for seed in seeds:
        picture = a_picture(seed)
        RecordItem(*uploads.upload_key(cid, picture.id), body=msgspec.json.encode(picture).decode()).save()


def put_eligible(cid: Cid = CID, id_number: str = "000000199001011234", **head: Any) -> None:
    """A person who may ask for exemptions."""
    people.create(a_head(cid=cid, **head), id_number)
    people.put_sheet(cid, a_sheet(codes=PASSED))
    put_uploads(1, 2, 3, cid=cid)


def put_portrait(seed: int, cid: Cid = CID) -> None:
    """An upload that was judged as a 毕业照片."""
    picture = a_picture(seed, width=480, height=640, purpose=PORTRAIT)
    RecordItem(*uploads.upload_key(cid, picture.id), body=msgspec.json.encode(picture).decode()).save()


def open_windows(*, besides: Business | None = None) -> None:
    """Of every business that can be applied for, and of its photographs; it is known where who comes confirms."""
    site = OnSite(opens=later(NOW, 3 * DAY), closes=later(NOW, 5 * DAY), place="教务处（演示）")
    sites = {Business.TRANSFER_IN: site}
    opened = (one for one in (*KINDS, Business.PHOTO) if one != besides)
    rows = (a_window(business=one, on_site=sites.get(one)) for one in opened)
    windows.save(tuple(rows), seen=0, edit=EDIT)

"""Where the register is printed, for whoever must change to another device: nobody's, so anybody may know it."""

import base64

import msgspec

from chalicelib.settings import SETTINGS
from chalicelib.storage import qr

PATH = "/graduation/register/"


class AddressView(msgspec.Struct, frozen=True, kw_only=True):
    """`qr` is a PNG in base64."""

    address: str
    qr: str


def show_address() -> AddressView:
    """No call at all: the page finds the application of whoever signs in."""
    address = SETTINGS.candidate_origin + PATH
    return AddressView(address=address, qr=base64.b64encode(qr.picture(address)).decode())

"""Show a candidate the certificates sent before, over all tickets."""

import msgspec

from chalicelib.domain.exemption_wallet import Kept, Sent, wallet
from chalicelib.domain.exemptions import KIND
from chalicelib.domain.ids import Cid
from chalicelib.storage import cases, people
from chalicelib.storage.gather import together


class WalletView(msgspec.Struct, frozen=True):
    credentials: tuple[Kept, ...]


def show_wallet(cid: Cid, epoch: int) -> WalletView:
    """One call, beside the look whether the session still holds."""
    _, files = together(lambda: people.load_head(cid, epoch=epoch), lambda: cases.load_all(cid, KIND.business))
    return WalletView(
        wallet(Sent(file.case, round_, KIND.content_of(round_).credentials) for file in files for round_ in file.rounds)
    )

"""凭证: what people type about a certificate, the pictures of it, and the kinds there are."""

import msgspec

from chalicelib.domain.ids import UploadId


class Credential(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed; the catalogue judges it. `year` and `month` are text, because people type them."""

    type: str = ""
    number: str = ""
    year: str = ""
    month: str = ""
    province: str = ""
    note: str = ""
    uploads: tuple[UploadId, ...] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted upload as it stood when it was sent: hashes of our own bytes and of the pixels."""

    id: UploadId
    sha256: str
    pixels: str
    width: int
    height: int
    bytes: int
    hints: tuple[str, ...] = ()


class CredentialType(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of credential and its fields; `pattern` (whole text) and `pattern_text` judge the number."""

    id: str
    name: str
    number_label: str
    number_required: bool
    pattern: str
    pattern_text: str
    companions: tuple[str, ...] = ()
    kind: str = ""
    level: int = 0
    sample: str = ""
    source: str
    status: str

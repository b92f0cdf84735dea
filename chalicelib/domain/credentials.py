"""凭证: what people type about a certificate, the pictures of it, and the kinds there are."""

import msgspec

from chalicelib.domain.ids import UploadId


class Credential(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed; the catalogue judges it. `year` and `month` are text, because people type them.

    `level` is one of the type's `levels` as shown (本科, 三级 …), `province` a code of GB/T 2260.
    """

    type: str = ""
    level: str = ""
    number: str = ""
    year: str = ""
    month: str = ""
    province: str = ""
    note: str = ""
    uploads: tuple[UploadId, ...] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted upload as it stood when it was sent: hashes of our own bytes and of the pixels.

    `purpose`: "" a credential's, else what the upload was offered for (`uploads.PORTRAIT`).
    """

    id: UploadId
    sha256: str
    pixels: str
    width: int
    height: int
    bytes: int
    hints: tuple[str, ...] = ()
    purpose: str = ""


class CredentialType(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One kind of credential and the fields it asks for; "" as a label means that the field is not asked.

    `pattern` (whole text, after normalising) and `pattern_text` judge the number; any one of `companions` must
    stand beside it; `kind` groups types for pages.
    """

    id: str
    name: str
    kind: str
    number_label: str = ""
    number_required: bool = False
    pattern: str = ""
    pattern_text: str = ""
    level_label: str = ""
    levels: tuple[str, ...] = ()
    date_label: str = ""
    placed: bool = False
    companions: tuple[str, ...] = ()
    companion_text: str = ""
    hint: str = ""
    sample: str = ""
    source: str
    status: str

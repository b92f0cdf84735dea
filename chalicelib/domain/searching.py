"""What somebody of the office looks for, by what was typed (F116)."""

import re
from contextlib import suppress
from enum import StrEnum
from typing import Final, NamedTuple

from chalicelib.domain.errors import FieldFault, IncompleteError
from chalicelib.domain.ids import is_number
from chalicelib.domain.imports.candidates import name_text
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.widths import half_width

TEXT_MOST: Final = 60
_PERSON: Final = re.compile(r"[0-9A-Z()]{6,20}")


class By(StrEnum):
    CASE = "case"
    NUMBER = "number"
    NAME = "name"


class Wanted(NamedTuple):
    """`text` as it is looked up: 受理编号, then 准考证号 or 证件号码, then a name."""

    by: By
    text: str


def wanted(typed: str) -> Wanted:
    """Raises IncompleteError where nothing is looked up so."""
    code = "".join(half_width(typed).split()).upper()
    if is_number(code):
        return Wanted(By.CASE, code)
    if _PERSON.fullmatch(code):
        return Wanted(By.NUMBER, code)
    with suppress(CellError):
        name = name_text(typed)
        if not any(map(str.isdigit, name)):
            return Wanted(By.NAME, name)
    words = "请填写完整的受理编号（26 位）、准考证号、证件号码或姓名"
    raise IncompleteError(fields=[FieldFault("text", words)])

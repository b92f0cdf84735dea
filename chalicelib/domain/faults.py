"""What is wrong with a plan or a map, in words for the office that sends it."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`field` as the column of a table is called; `about`: the code, group or rule that it speaks of ("": the whole).

    `what` is one sentence.
    """

    field: str
    what: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.field}：“{self.about}” {self.what}" if self.about else f"{self.field}：{self.what}"

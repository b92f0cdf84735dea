"""What is told about a file: every fault is counted, the first hundred are listed, nothing private is repeated."""

import re
from collections import Counter
from typing import NamedTuple

from chalicelib.domain.errors import DomainError

LISTED = 100
_SHOWN = 40
# In a shifted column any cell may be somebody's number.
_NUMBER = re.compile(r"[0-9]{9,}[0-9A-Za-z]*")


class UnreadableError(DomainError):
    """The file as a whole cannot be read; the sentence names the file and the place."""

    code, message = "unreadable", "文件无法读取，请检查后重新选择"


class Finding(NamedTuple):
    """`what` is one sentence without values, so that findings of a kind are counted together.

    `value` is repeated to the operator; it stays empty for numbers and names of people.
    """

    field: str
    what: str
    value: str = ""
    is_fault: bool = True

    def text(self, row: int) -> str:
        place = f"第 {row} 行 · " if row else ""
        value = f"“{_shown(self.value)}” " if self.value else ""
        return f"{place}{self.field}：{value}{self.what}"


def _shown(value: str) -> str:
    """Cut short, nothing that moves a terminal's cursor, no long number."""
    text = "".join(char if char.isprintable() else "�" for char in value[: 2 * _SHOWN])
    return _NUMBER.sub("…", text)[:_SHOWN]


class Report:
    """Collects findings in flat memory. A file with a fault writes nothing; notes hinder nothing."""

    def __init__(self) -> None:
        self._listed: dict[bool, list[str]] = {True: [], False: []}
        self._counts: dict[bool, Counter[tuple[str, str]]] = {True: Counter(), False: Counter()}

    def add(self, row: int, finding: Finding) -> None:
        """`row` as the table program numbers it, the header's included; 0 speaks of the whole file."""
        listed = self._listed[finding.is_fault]
        if len(listed) < LISTED:
            listed.append(finding.text(row))
        self._counts[finding.is_fault][finding.field, finding.what] += 1

    @property
    def faults(self) -> int:
        return self._counts[True].total()

    @property
    def notes(self) -> int:
        return self._counts[False].total()

    def lines(self) -> list[str]:
        """Notes first, so that what must be mended stands last, where the eye is."""
        said = [f"说明 {self.notes:,} 处：", *self._part(is_fault=False)] if self.notes else []
        if self.faults:
            said += [f"错误 {self.faults:,} 处，没有导入任何内容：", *self._part(is_fault=True)]
        return said

    def _part(self, *, is_fault: bool) -> list[str]:
        listed, counts = self._listed[is_fault], self._counts[is_fault]
        lines = [f"  {line}" for line in listed]
        if counts.total() > len(listed):
            lines.append(f"  …… 另有 {counts.total() - len(listed):,} 处未列出。按种类：")
            lines += [f"  {count:,} 处 {field}：{what}" for (field, what), count in counts.most_common(20)]
        return lines

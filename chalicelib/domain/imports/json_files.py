"""Plans and maps as JSON, in the shape of what ships: `{"rows": […]}`. Every bad row is named, with its first fault."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from chalicelib.domain.imports.report import Finding
from chalicelib.domain.library import Documents
from chalicelib.domain.plans import Plan
from chalicelib.domain.substitutions import Protected, SubstitutionMap, Transition

# Kind of file → its lists: what each is called in the file and in `Documents`.
LISTS: Final[dict[str, dict[str, tuple[str, Any]]]] = {
    "plans": {"rows": ("plans", Plan)},
    "substitutions": {
        "rows": ("maps", SubstitutionMap),
        "protected": ("protected", Protected),
        "transitions": ("transitions", Transition),
    },
}
_WHERE: Final = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_SAID: Final = (
    (r"Object missing required field `(\w+)`", r"缺少“\1”"),
    (r"Object contains unknown field `(\w+)`", r"没有“\1”这一项，请核对拼写"),
    (r"Expected `str` matching regex .*", "应为 5 位数字的课程代码"),
    (r"Expected `array` of length >= 1", "不能为空"),
    (r"Expected `int` >= (\d+)", r"不能小于 \1"),
    (r"Expected `(int|float)(?: \| null)?`, got .*", "应为整数"),
    (r"Expected `str`, got .*", "应为文字"),
    (r"Expected `array`, got .*", "应为列表"),
    (r"Expected `object(?: \| null)?`, got .*", "应为对象"),
    (r"Expected `bool`, got .*", "应为 true 或 false"),
    (r"Invalid enum value .*", "不是可用的值"),
)


class Contents(NamedTuple):
    documents: Documents
    findings: list[Finding]


def contents_of(kind: str, text: bytes) -> Contents:
    """`kind`: plans or substitutions. Nothing comes from a file with a fault in it."""
    try:
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError as error:
        return Contents(Documents(), [Finding("整个文件", f"不是有效的 JSON 对象（{error}）")])
    lists, findings = LISTS[kind], []
    findings += [Finding(key, "这一项没有使用", is_fault=False) for key in raw if key not in lists]
    if "rows" not in raw:
        findings.append(Finding("rows", '缺少这一项，文件应为 {"rows": […]}'))
    found: dict[str, tuple[Any, ...]] = {}
    for key, (name, type_) in lists.items():
        values = list(_values(key, raw.get(key), type_))
        found[name] = tuple(value for value in values if not isinstance(value, Finding))
        findings += [value for value in values if isinstance(value, Finding)]
    if any(finding.is_fault for finding in findings):
        return Contents(Documents(), findings)
    return Contents(Documents(**found), findings)


def _values(key: str, raw: msgspec.Raw | None, type_: Any) -> Iterator[Any]:
    """Values, and a finding for each row that is none."""
    if raw is None:
        return
    try:
        rows = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except msgspec.MsgspecError:
        yield Finding(key, "应为列表")
        return
    for place, row in enumerate(rows):
        try:
            yield msgspec.json.decode(row, type=type_)
        except msgspec.MsgspecError as error:
            yield _finding(f"{key}[{place}]", msgspec.json.decode(row), str(error))


def _finding(place: str, row: Any, message: str) -> Finding:
    parts = _WHERE.match(message)
    path = parts["path"] if parts else ""
    named = row.get("id") or row.get("code") or "" if isinstance(row, dict) else ""
    field = ".".join(part for part in (place, path) if part).replace(".[", "[")
    return Finding(field, _said(parts["what"] if parts else message), str(named))


def _said(message: str) -> str:
    for pattern, words in _SAID:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, words, message)
    return message

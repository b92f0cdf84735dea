"""What the pages of the office's desk are made from: kinds of files with their columns, lists, roles and schools."""

from collections.abc import Sequence
from typing import Any, Final

from chalicelib import data
from chalicelib.domain import exports, transfer_files
from chalicelib.domain.imports import candidates, course_tables, plan_columns, rule_columns, window_tables
from chalicelib.domain.imports.columns import Column
from chalicelib.domain.imports.kinds import BYTES_MOST, ROWS_MOST, FileKind
from chalicelib.domain.staff import ROLES, Role

# What a file of each kind is called, what it does, and its columns.
KINDS: Final[dict[FileKind, tuple[str, str, Sequence[Column]]]] = {
    FileKind.CANDIDATES: (
        "考生和准考证",
        "一行是一个准考证。新的考生得到账户；已有的更新姓名、学校和专业，准考证只增不减。",
        candidates.COLUMNS,
    ),
    FileKind.PLANS: (
        "考试计划",
        "一行是一门课程；整份计划的内容写在它的任意一行。编号相同即为同一计划的新内容。",
        plan_columns.COLUMNS,
    ),
    FileKind.SUBSTITUTIONS: ("课程替代规则", "一行是一条规则；对照表的内容写在它的任意一行。", rule_columns.COLUMNS),
    FileKind.COURSES: ("课程目录", "一行是一门课程；文件没有提到的课程不变。", course_tables.COLUMNS),
    FileKind.WINDOWS: ("办理时间", "一行是一段办理时间；文件没有提到的时间不变。", window_tables.COLUMNS),
    FileKind.TRANSFERS: (
        "外省转入档案",
        "一行是一条转入的成绩。每个人成为一件“外省转入”，由主考学校审核；已经收过的不变。",
        transfer_files.COLUMNS,
    ),
}
# Who works at the desk; operators are registered at the command line.
_ROLES: Final = (Role.REVIEWER, Role.SUPERVISOR, Role.OFFICE)


def _told(column: Column) -> tuple[str, bool, list[str]]:
    """Its title, whether it is required, and its other names; those in English are read and not told."""
    return column.title, column.required, [name for name in column.aliases if not name.isascii()]


def tables() -> dict[str, Any]:
    """By the names that templates call them."""
    return {
        "file_kinds": [
            {"key": key, "title": title, "text": text, "columns": [_told(one) for one in columns]}
            for key, (title, text, columns) in KINDS.items()
        ],
        "file_limits": {"bytes": BYTES_MOST, "rows": ROWS_MOST},
        "lists": list(exports.LISTS.items()),
        "export_limits": {
            "least": exports.PURPOSE_LEAST,
            "most": exports.PURPOSE_MOST,
            "large": exports.LARGE,
            "month": exports.MONTH_MOST,
            "rows": exports.ROWS_MOST,
        },
        "roles": [(role, ROLES[role]) for role in _ROLES],
        "schools": [(one.code, one.name) for one in data.schools().values()],
    }

"""What was typed into a form as people read it: names in place of codes."""

from chalicelib.domain.forms import Field, Sort, month_text
from chalicelib.domain.ids import CourseCode
from chalicelib.domain.kinds import Books, Row, rows
from chalicelib.domain.reference import Course

_CODES = frozenset({Sort.CODE, Sort.SHAPE})


def read(fields: tuple[Field, ...], values: object, books: Books) -> tuple[Row, ...]:
    """Line by line, the empty ones left out."""
    return rows(*(_row(one, getattr(values, one.name), books) for one in fields))


def _row(field: Field, value: str, books: Books) -> Row:
    return Row(key=field.name, label=field.label, text=_text(field, value, books), code=field.sort in _CODES)


def _text(field: Field, value: str, books: Books) -> str:
    if not value:
        return ""
    if field.sort == Sort.TABLE:
        return next((one.name for one in books.code_tables()[field.table].items if one.code == value), value)
    if field.sort == Sort.COURSE:
        return f"{course_of(value, books).name}（{value}）"
    if field.sort == Sort.TYPE:
        return books.credential_types()[value].name
    if field.sort == Sort.PROVINCE:
        return books.provinces()[value].name
    return month_text(value) if field.sort == Sort.MONTH else value


def course_of(code: str, books: Books) -> Course:
    """A course that has left the catalogue since it was sent is read by its code."""
    return books.courses().get(CourseCode(code)) or Course(code=CourseCode(code), name="课程", status="")

"""考生须知 that an office publishes: a text per business and version, never changed once people may have read it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from chalicelib.domain.catalogue import has_unwanted
from chalicelib.domain.errors import FieldFault
from chalicelib.domain.imports import window_tables
from chalicelib.domain.imports.cells import CellError
from chalicelib.domain.instants import Instant
from chalicelib.domain.windows import Business

TITLE_MOST, PARAGRAPH_MOST, PARAGRAPHS_MOST = 40, 500, 30
# One document holds them all; an item keeps 400 KB.
KEPT_MOST: Final = 60


class NoticeText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As typed, and as pages show it."""

    business: Business
    version: Annotated[str, Meta(max_length=100)]
    title: Annotated[str, Meta(max_length=200)]
    paragraphs: Annotated[tuple[Annotated[str, Meta(max_length=2_000)], ...], Meta(max_length=100)]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    text: NoticeText
    at: Instant


def cleaned(text: NoticeText) -> NoticeText:
    """Without blank paragraphs and outer spaces."""
    kept = tuple(filter(None, (one.strip() for one in text.paragraphs)))
    return msgspec.structs.replace(text, version=text.version.strip(), title=text.title.strip(), paragraphs=kept)


def found(notices: Iterable[Notice], business: str, version: str) -> Notice | None:
    return next((one for one in notices if (one.text.business, one.text.version) == (business, version)), None)


def notice_faults(text: NoticeText, standing: tuple[Notice, ...], built: Collection[str]) -> Iterator[FieldFault]:
    """All that is wrong with a new version; what stands keeps its words, as do those that pages are `built` with."""
    try:
        window_tables.notice(text.version)
    except CellError as wrong:
        yield FieldFault("version", str(wrong))
    before = found(standing, text.business, text.version)
    if before.text != text if before else text.version in built:
        yield FieldFault("version", "这一版已经发布，内容不能修改；请用新的版本号")
    if before is None and len(standing) >= KEPT_MOST:
        yield FieldFault("version", f"最多保存 {KEPT_MOST} 版，请联系维护人员")
    if not 1 <= len(text.title) <= TITLE_MOST or has_unwanted(text.title):
        yield FieldFault("title", f"标题应为 1 至 {TITLE_MOST} 字")
    if not 1 <= len(text.paragraphs) <= PARAGRAPHS_MOST:
        yield FieldFault("paragraphs", f"须知应有 1 至 {PARAGRAPHS_MOST} 段，您填写了 {len(text.paragraphs)} 段")
    for place, paragraph in enumerate(text.paragraphs, 1):
        if len(paragraph) > PARAGRAPH_MOST or has_unwanted(paragraph):
            yield FieldFault("paragraphs", f"第 {place} 段超过 {PARAGRAPH_MOST} 字，或含有无法识别的字符")

"""How a text file is written: UTF-8 (with or without BOM) or GB18030, found by reading all of it once."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chalicelib.domain.imports.report import UnreadableError

_CHUNK = 1 << 20
_CHINESE = re.compile("[\u3000-\u9fff]")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # names of streams never cross a chunk: they are aligned
_ZIP, _OLD_EXCEL, _UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")


class Print(NamedTuple):
    """What one reading of the bytes tells. `encoding` is "xlsx" for a workbook; `lines` counts line feeds."""

    sha256: str
    encoding: str
    lines: int
    ends_with_line: bool


def fingerprint(path: Path) -> Print:
    """Raises UnreadableError for a file that is missing, empty, or in another encoding."""
    digest, lines, last = hashlib.sha256(), 0, b""
    for chunk in _chunks(path):
        digest.update(chunk)
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    return Print(digest.hexdigest(), _encoding(path), lines, last == b"\n")


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableError(f"{path.name or path}：打不开这个文件（{error.strerror}）") from error


def _encoding(path: Path) -> str:
    head = next(_chunks(path), b"")
    if not head.strip():
        raise UnreadableError(f"{path.name}：文件是空的")
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLD_EXCEL):
        if any(_ENCRYPTED in chunk for chunk in _chunks(path)):
            raise UnreadableError(f"{path.name}：文件设有打开密码，请在表格软件里去掉密码并保存")
        raise UnreadableError(f"{path.name}：这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 UTF-8 的 .csv")
    if head.startswith(_UTF_16):
        raise UnreadableError(f"{path.name}：这是 UTF-16 文本，请另存为 UTF-8 的 .csv")
    return _text_encoding(path)


def _text_encoding(path: Path) -> str:
    """Text that began as UTF-8 with Chinese in it is UTF-8 that was damaged or cut, never GB18030."""
    bad, is_begun = _first_bad(path, "utf-8")
    if bad is None:
        return "utf-8-sig"
    if is_begun:
        raise UnreadableError(f"{path.name}：第 {bad + 1:,} 个字节不是有效的 UTF-8，文件可能损坏或被截断")
    other, _ = _first_bad(path, "gb18030")
    if other is None:
        return "gb18030"
    raise UnreadableError(
        f"{path.name}：既不是 UTF-8（第 {bad + 1:,} 个字节有误），也不是 GB18030（第 {other + 1:,} 个字节有误）"
    )


def _first_bad(path: Path, encoding: str) -> tuple[int | None, bool]:
    """Offset of the first byte that cannot be decoded, and whether Chinese came before it; NUL is never text."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    start, is_begun = 0, False
    for chunk in _with_end(path):
        kept = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding)
            return start - kept + error.start, is_begun or _has_chinese(before)
        if "\0" in text:
            return start + max(chunk.find(b"\0"), 0), is_begun
        is_begun = is_begun or _has_chinese(text)
        start += len(chunk)
    return None, is_begun


def _with_end(path: Path) -> Iterator[bytes]:
    yield from _chunks(path)
    yield b""


def _has_chinese(text: str) -> bool:
    """Three bytes in UTF-8: two-byte letters may be GB18030 by chance, as in 联通."""
    return not text.isascii() and _CHINESE.search(text) is not None

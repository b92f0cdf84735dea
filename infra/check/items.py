"""Every item by itself: its key, its body, its death, its size, and that it holds no secret in plain text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from chalicelib.domain.accounts import Account
from chalicelib.domain.applications import Round
from chalicelib.domain.attestations import Attestation
from chalicelib.domain.credentials import Picture
from chalicelib.domain.drafts import Draft
from chalicelib.domain.people import Head, is_resident_number
from chalicelib.storage import sightings, uploads
from chalicelib.storage.reminders import Wish
from chalicelib.storage.sightings import Sighting
from chalicelib.storage.staff import Member
from infra.check.grammar import MUST, NEVER, key_of
from infra.check.values import UNREADABLE, Found, Item

_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_KEPT_HASH: Final = re.compile(r"[0-9a-f]{64}|1[\w-]{43}|")  # "": the clock's own operations
_PASSWORD: Final = "$argon2id$"  # noqa: S105
# Version, nonce and tag of a sealed text, without the text.
_SEALED_LEAST: Final = 1 + 12 + 16


def known_key(item: Item) -> Iterator[Found]:
    """T1."""
    if key_of(item.place) is None:
        yield item.place, "键不在 docs/tables.md 中"


def dies(item: Item) -> Iterator[Found]:
    """T2."""
    key, ttl = key_of(item.place), item.get("ttl")
    if key is None:
        return
    if ttl is not None and (not isinstance(ttl, int) or key.ttl == NEVER):
        yield item.place, "不应有 ttl"
    is_off = isinstance(item.value, Wish) and not item.value.on
    if ttl is None and (key.ttl == MUST or is_off):
        yield item.place, "缺少 ttl，不会自行过期"


def readable(item: Item) -> Iterator[Found]:
    """T3."""
    if item.value is UNREADABLE:
        yield item.place, "内容无法读取"


def small(item: Item) -> Iterator[Found]:
    """I39."""
    key = key_of(item.place)
    if key and _size(item.attributes) > key.most:
        yield item.place, f"超过 {key.most // 1000} KB"


def _size(attributes: Mapping[str, Any]) -> int:
    return sum(len(name.encode()) + _weight(value) for name, value in attributes.items())


def _weight(value: Any) -> int:
    if isinstance(value, Mapping):
        return 3 + sum(1 + len(name.encode()) + _weight(one) for name, one in value.items())
    if isinstance(value, frozenset):
        return 3 + sum(1 + _weight(one) for one in value)
    return len(value) if isinstance(value, bytes) else len(str(value).encode())


def indexed(item: Item) -> Iterator[Found]:
    """T5, of looks at full numbers and of uploads; an upload that was sent waits for no clock any more."""
    if isinstance(item.value, Sighting):
        expected = sightings.item_of(item.value).attribute_values
        if any(item.get(name) != expected[name] for name in ("pk", "sk", "day", "at")):
            yield item.place, "查看记录与它的键或日期索引不符"
    if isinstance(item.value, Picture):
        due = uploads.turn(item.value.id), f"{item.place.pk.removeprefix('C#')}.{item.value.id}"
        w, ws = item.get("w"), item.get("ws")
        if (w or ws) and (w, (ws or "").partition("#")[2]) != due:
            yield item.place, "图片的清理时间与内容不符"


def keeps_secrets(item: Item) -> Iterator[Found]:
    """I29: hashes where hashes belong, sealed where sealed, and no number of a resident card anywhere."""
    kept = item.get("hash")
    if kept is not None and not _KEPT_HASH.fullmatch(kept):
        yield item.place, "hash 不是摘要"
    if not all(hashed.startswith(_PASSWORD) for hashed in _hashes(item.value) if hashed):
        yield item.place, "密码不是 Argon2id 摘要"
    if any(len(sealed) < _SEALED_LEAST for sealed in _sealed(item) if sealed):
        yield item.place, "应加密的内容没有加密"
    if any(is_resident_number(found.upper()) for text in _texts(item) for found in _NUMBER.findall(text)):
        yield item.place, "含有明文证件号码"


def _hashes(value: Any) -> tuple[str, ...]:
    return (value.hash,) if isinstance(value, Account | Member) else ()


def _sealed(item: Item) -> tuple[bytes, ...]:
    if isinstance(item.value, Account):
        return item.value.mobile, item.value.email
    if isinstance(item.value, Member):
        link = item.value.link
        return item.value.secret.encode(), link.secret.encode() if link else b""
    if isinstance(item.value, Attestation):
        return (item.get("cipher") or b"",)
    return (item.get("cipher") or b"-",) if isinstance(item.value, Head) else ()


def _texts(item: Item) -> Iterator[str]:
    """All but what candidates type: whoever writes one's own number into a form has written it oneself."""
    value = item.value
    if isinstance(value, Draft):
        return
    body = msgspec.structs.replace(value, content=msgspec.Raw(b"0")) if isinstance(value, Round) else None
    for name, text in item.attributes.items():
        if name == "body" and body:
            yield msgspec.json.encode(body).decode()
        elif isinstance(text, str):
            yield text
        elif isinstance(text, Mapping):
            yield from (one for one in text.values() if isinstance(one, str))

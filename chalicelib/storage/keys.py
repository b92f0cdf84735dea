"""Secrets of the stage: keys per purpose, look-up hashes of people's numbers, and the sealing of those numbers."""

import base64
import hmac
import os
from functools import cache

from chalicelib.domain.ids import Cid
from chalicelib.settings import SETTINGS
from chalicelib.storage.clients import ssm

VERSION = "1"
_MASTER, _DATA_KEY, _EDGE = "master", "data-key", "edge"
_NONCE = 12


class MissingSecretError(RuntimeError):
    """A parameter of the stage is not there: a fault of the deployment, not of a request."""


@cache
def _secrets() -> dict[str, str]:
    """All secrets by ONE call per container."""
    names = {f"{SETTINGS.parameters}/{name}": name for name in (_MASTER, _DATA_KEY, _EDGE)}
    answer = ssm().get_parameters(Names=list(names), WithDecryption=True)
    return {names[one["Name"]]: one["Value"] for one in answer["Parameters"]}


def _secret(name: str) -> bytes:
    """32 bytes or more, stored as base64."""
    try:
        return base64.b64decode(_secrets()[name], validate=True)
    except KeyError:
        raise MissingSecretError(f"{SETTINGS.parameters}/{name}") from None


def payment(channel: str) -> str:
    """The merchant's keys at a channel, by a call of its own: only where money moves. Raises MissingSecretError."""
    name = f"{SETTINGS.parameters}/{channel}"
    found = _parameter(name)
    if found is None:
        raise MissingSecretError(name)
    return found


@cache
def _parameter(name: str) -> str | None:
    """Absence is remembered, too: strangers who post notifications must not make a call each."""
    found = ssm().get_parameters(Names=[name], WithDecryption=True)["Parameters"]
    return str(found[0]["Value"]) if found else None


def forget() -> None:
    """Drop what was fetched, so that rotated secrets (and each test's) are read again."""
    _secrets.cache_clear()
    _parameter.cache_clear()
    key.cache_clear()


@cache
def key(purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869), so that no two uses share a key."""
    return hkdf(_secret(_MASTER), salt=b"kaoji", info=f"{VERSION}|{purpose}".encode(), length=32)


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    pseudorandom = hmac.digest(salt, secret, "sha256")
    made, block, count = b"", b"", 1
    while len(made) < length:
        block = hmac.digest(pseudorandom, block + info + bytes([count]), "sha256")
        made, count = made + block, count + 1
    return made[:length]


def data_key() -> bytes:
    return _secret(_DATA_KEY)


def edge_secret() -> str | None:
    """What our CloudFront proves itself with (`X-Kaoji-Edge`); None where the stage has no edge in front."""
    return _secrets().get(_EDGE)


def lookup(purpose: str, text: str) -> str:
    """The stand-in of a person's number in keys: key version, then hex HMAC-SHA256. 65 characters [0-9a-f]."""
    return VERSION + hmac.digest(key(f"lookup:{purpose}"), text.encode(), "sha256").hex()


def person(id_number: str) -> str:
    """The keyed hash of a cleaned ID number: key of the login, and who stands behind a case or a staff account."""
    return lookup("person", id_number)


def cid(id_number: str) -> Cid:
    """Of somebody new: the same number gives the same identifier, so that an import may be repeated."""
    return Cid(lookup("cid", id_number)[1:33])


def seal(text: str, *, cid: str, attribute: str, table: str = "records") -> bytes:
    """AES-256-GCM: version byte, nonce, ciphertext; opens only for the same table, cid and attribute."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = AESGCM(data_key()).encrypt(nonce, text.encode(), _bound_to(table, cid, attribute))
    return VERSION.encode() + nonce + sealed


def unseal(sealed: bytes, *, cid: str, attribute: str, table: str = "records") -> str:
    """Raises cryptography's InvalidTag when the bytes were changed or moved from another item."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    return AESGCM(data_key()).decrypt(nonce, body, _bound_to(table, cid, attribute)).decode()


def _bound_to(table: str, cid: str, attribute: str) -> bytes:
    return f"{table}|{cid}|{attribute}".encode()

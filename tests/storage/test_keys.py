"""Keys, look-ups, sealed numbers and signed tokens."""

import base64
import json
import re
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidTag

from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, keys, signing

pytestmark = pytest.mark.usefixtures("aws")


class Ticket(msgspec.Struct, frozen=True):
    who: str


def test_hkdf_gives_the_published_vectors() -> None:
    """RFC 5869, appendix A.1."""
    made = keys.hkdf(
        bytes.fromhex("0b" * 22),
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
        length=42,
    )
    assert made.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_purposes_share_no_key() -> None:
    assert len({keys.key("a"), keys.key("b"), keys.key("lookup:a")}) == 3
    assert keys.lookup("a", "1") != keys.lookup("b", "1") != keys.lookup("b", "2")


def test_lookup_is_key_version_and_hex() -> None:
    assert re.fullmatch("1[0-9a-f]{64}", keys.lookup("ticket", "010112100123"))


def test_one_call_fetches_every_secret_of_a_container() -> None:
    calls: list[dict[str, Any]] = []
    clients.ssm().meta.events.register("before-call.ssm", lambda params, **_: calls.append(json.loads(params["body"])))
    keys.forget()
    keys.key("one"), keys.key("two"), keys.data_key(), keys.edge_secret()
    assert [call["WithDecryption"] for call in calls] == [True]


def test_a_missing_secret_is_named() -> None:
    master = f"{SETTINGS.parameters}/master"
    kept = clients.ssm().get_parameters(Names=[master], WithDecryption=True)["Parameters"][0]["Value"]
    clients.ssm().delete_parameter(Name=master)
    keys.forget()
    with pytest.raises(keys.MissingSecretError, match="master"):
        keys.key("any")
    clients.ssm().put_parameter(Name=master, Value=kept, Type="SecureString")
    keys.forget()
    assert len(base64.b64decode(kept)) == len(keys.key("any")) == 32


def test_a_sealed_number_opens_where_it_was_sealed() -> None:
    sealed = keys.seal("11010519491231002X", cid="c1", attribute="id_number")
    assert b"110105" not in sealed
    assert keys.unseal(sealed, cid="c1", attribute="id_number") == "11010519491231002X"
    assert sealed != keys.seal("11010519491231002X", cid="c1", attribute="id_number")


@pytest.mark.parametrize(
    ("cid", "attribute", "table"),
    [("c2", "id_number", "records"), ("c1", "phone", "records"), ("c1", "id_number", "registry")],
)
def test_a_sealed_number_moved_elsewhere_stays_shut(cid: str, attribute: str, table: str) -> None:
    sealed = keys.seal("11010519491231002X", cid="c1", attribute="id_number")
    with pytest.raises(InvalidTag):
        keys.unseal(sealed, cid=cid, attribute=attribute, table=table)


def test_a_signed_value_comes_back() -> None:
    assert signing.read("upload", signing.sign("upload", Ticket("c1")), Ticket) == Ticket("c1")


@pytest.mark.parametrize("position", range(0, 60, 3))
def test_a_changed_token_is_nobodys(position: int) -> None:
    token = signing.sign("upload", Ticket("c1"))
    place = position % len(token)
    forged = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    assert signing.read("upload", forged, Ticket) is None


@pytest.mark.parametrize("token", ["", ".", "..", "1.e30.", "\ud800", "1.e30." + "A" * 44, "汉字"])
def test_nonsense_is_no_token(token: str) -> None:
    assert signing.read("upload", token, Ticket) is None


def test_a_token_serves_one_purpose_and_one_shape() -> None:
    token = signing.sign("upload", Ticket("c1"))

    class Other(msgspec.Struct):
        number: int

    assert signing.read("session", token, Ticket) is None
    assert signing.read("upload", token, Other) is None

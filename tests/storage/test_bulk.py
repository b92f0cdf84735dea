"""What DynamoDB leaves undone is asked for again, ever more slowly, and given up in the end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import msgspec
import pytest

from chalicelib.domain.errors import BusyError
from chalicelib.settings import SETTINGS
from chalicelib.storage import bulk
from chalicelib.storage.tables import RegistryItem

pytestmark = pytest.mark.usefixtures("aws")

LINES = [bulk.line_of(RegistryItem(f"T#{at}", "-", body=f"“{at}”")) for at in range(3)]


@pytest.fixture
def undone(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """Bodies that were sent; for each of the first `left` answers the last request comes back undone."""
    seen: dict[str, list[Any]] = {"bodies": [], "left": [0]}
    sender = bulk.sender()
    write, read = sender.write, sender.read

    def refused(body: bytes) -> Any:
        seen["bodies"].append(msgspec.json.decode(body)["RequestItems"][SETTINGS.registry])
        seen["left"][0] -= 1
        return seen["left"][0] >= 0

    def writing(body: bytes) -> Any:
        return {"UnprocessedItems": {SETTINGS.registry: seen["bodies"][-1][-1:]}} if refused(body) else write(body)

    def reading(body: bytes) -> Any:
        if not refused(body):
            return read(body)
        return {"Responses": {}, "UnprocessedKeys": {SETTINGS.registry: {"Keys": seen["bodies"][-1]["Keys"][-1:]}}}

    monkeypatch.setattr(sender, "write", writing)
    monkeypatch.setattr(sender, "read", reading)
    return seen


def test_what_was_not_written_is_sent_again_and_nothing_else(undone: dict[str, list[Any]]) -> None:
    undone["left"] = [2]
    pauses: list[float] = []
    bulk.put(RegistryItem, LINES, pauses.append)
    assert [len(body) for body in undone["bodies"]] == [3, 1, 1]
    assert pauses == sorted(pauses)
    assert len(pauses) == 2
    assert RegistryItem.get("T#2", "-").body == "“2”"


def test_what_was_not_read_is_asked_for_again(undone: dict[str, list[Any]]) -> None:
    bulk.put(RegistryItem, LINES)
    undone["left"] = [1]
    found = bulk.get(RegistryItem, [("T#1", "-"), ("T#2", "-"), ("T#9", "-")], lambda _seconds: None)
    assert found == {}  # the stand-in answered nothing but the last key, which is nobody's
    assert len(undone["bodies"][-1]["Keys"]) == 1


def test_a_table_that_stays_busy_is_given_up(undone: dict[str, list[Any]]) -> None:
    undone["left"] = [100]
    with pytest.raises(BusyError, match="稍后用同样的命令继续"):
        bulk.put(RegistryItem, LINES, lambda _seconds: None)
    with pytest.raises(BusyError):
        bulk.get(RegistryItem, [("T#1", "-")], lambda _seconds: None)


def test_text_of_any_kind_comes_back_as_it_went() -> None:
    text = '{"引号":"\\"","反斜":"\\\\","换行":"\\n"}'
    bulk.put(RegistryItem, [bulk.text_line("T#1", "-", text)])
    [raw] = bulk.get(RegistryItem, [("T#1", "-")]).values()
    assert raw["body"]["S"] == text == RegistryItem.get("T#1", "-").body


def test_two_threads_send_each_its_own_body() -> None:
    sender, both = bulk._Sender(), Barrier(2)

    class Client:
        def batch_write_item(self, **_: Any) -> dict[str, Any]:
            both.wait(10)
            params: dict[str, Any] = {}
            sender._fill(params)
            return params

    sender.client = Client()
    with ThreadPoolExecutor(2) as pool:
        assert [sent["body"] for sent in pool.map(sender.write, [b"1", b"2"])] == [b"1", b"2"]

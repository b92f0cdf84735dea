"""The application with its tables, buckets and devices, as something that can be put back to where it was."""

import base64
import copy
import hashlib
import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from moto.s3.models import FakeKey

from chalicelib.domain.ids import No
from chalicelib.domain.staff import Staff
from infra.check.everything import check_all
from infra.environment import resources
from infra.local.simulated import Account, Simulated
from tests.apiclient import Browser, Reply
from tests.conftest import PLACE, Clock, buckets, copied, empty, put_back, tables
from tests.security import world
from tests.stored import cold, enrol

_SHORT = {
    name: key.removeprefix("Table").removeprefix("Bucket").lower()
    for key, name in resources(PLACE.stage, PLACE.account).items()
}


class State(NamedTuple):
    """Everything that outlives a process; `devices` are cookies and tokens in the order the browsers were made."""

    tables: dict[str, Any]
    objects: dict[str, dict[str, bytes]]
    devices: list[tuple[dict[str, str], str]]
    now: int
    accounts: dict[No, Account]


class Stand:
    """`folder` is the operator's machine; `answers` what the captchas said; `patch` holds until the next scenario.

    `channel` takes money for the stage once it is connected.
    """

    def __init__(self, app: Any, clock: Clock, answers: list[str], folder: Path) -> None:
        self.app, self.clock, self.answers, self._root = app, clock, answers, folder
        self.patch = pytest.MonkeyPatch()
        self.channel = Simulated()
        self._browsers: list[Browser] = []
        self._turn = 0

    @property
    def folder(self) -> Path:
        """What a running process keeps; another process at the same time is another operator's."""
        return self._root / f"{self._turn}-{threading.current_thread().name}"

    def file(self, name: str, content: str) -> Path:
        path = self._root / name
        path.write_text(content, "utf-8")
        return path

    def clear(self) -> None:
        self.patch.undo()
        self._browsers.clear()
        self.channel.accounts.clear()
        empty()
        self.clock.at("2026-12-02 10:00")
        self._turn += 1

    def visitor(self, host: str = "candidate") -> Browser:
        self._browsers.append(Browser(self.app, host))
        return self._browsers[-1]

    def candidate(self, person: world.Person = world.FIRST) -> Browser:
        self._browsers.append(world.as_candidate(self.app, person, self.clock()))
        return self._browsers[-1]

    def desk(self, member: Staff) -> Browser:
        """On the register, as everybody is whose decisions count."""
        enrol(member, now=self.clock())
        self._browsers.append(world.as_staff(self.app, member, self.clock()))
        return self._browsers[-1]

    def state(self) -> State:
        devices = [(dict(one.cookies), one.csrf) for one in self._browsers]
        return State(copied(), self._objects(), devices, self.clock.now, copy.deepcopy(self.channel.accounts))

    def restore(self, state: State) -> None:
        """A new process, too: nothing is remembered."""
        put_back(state.tables)
        for name, bucket in buckets().items():
            bucket.keys.clear()
            for key, body in state.objects[name].items():
                bucket.keys[key] = FakeKey(key, body, PLACE.account, PLACE.region)
        for browser, (cookies, csrf) in zip(self._browsers, state.devices, strict=True):
            browser.cookies, browser.csrf = dict(cookies), csrf
        self.clock.now = state.now
        self.channel.accounts = copy.deepcopy(state.accounts)
        self._turn += 1
        cold()

    def violations(self) -> "Counter[tuple[str, ...]]":
        """What `python -m infra check` finds, whomever it is about."""
        found = check_all(self.clock(), sample=0)
        return Counter((one.invariant, one.table, one.key, one.fault) for one in found)

    def _objects(self) -> dict[str, dict[str, bytes]]:
        return {
            name: {key: bucket.keys[key].value for key in bucket.keys if isinstance(bucket.keys[key], FakeKey)}
            for name, bucket in buckets().items()
        }

    def lines(self) -> list[str]:
        """One line for each item, each entry of a map in it, and each object: where it stands, and what it says."""
        found: list[str] = []
        for name, table in tables().items():
            for items in table.items.values():
                for item in items.values():
                    found.extend(_lines(_SHORT[name], item.to_json()["Attributes"]))
        for name, objects in self._objects().items():
            found += [f"{_SHORT[name]} {key} {hashlib.sha256(body).hexdigest()[:12]}" for key, body in objects.items()]
        return sorted(found)


def _lines(table: str, attributes: dict[str, Any]) -> Iterator[str]:
    place = f"{table} {attributes['pk']['S']} {attributes['sk']['S']}"
    plain = {name: value for name, value in attributes.items() if "M" not in value}
    yield f"{place} {json.dumps(plain, sort_keys=True, default=_text)}"
    for name in attributes.keys() - plain.keys():
        for key, value in attributes[name]["M"].items():
            yield f"{place} {name} {key} {json.dumps(value)}"


def told(reply: Reply) -> str:
    """What sort of answer it is. Whoever is to wait hears so in words, and for how long."""
    if reply.status < 400:
        return str(reply.status)
    if reply.status == 503:
        assert reply.headers["Retry-After"] == "2"
        assert re.search(r"[\u4e00-\u9fff]", reply.json["message"])
    return f"{reply.status} {reply.code}"


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()

"""What a province says in its own words, from one configuration file."""

import tomllib
from pathlib import Path

import msgspec


class Contacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phone: str
    qq: tuple[str, ...]
    consulting: str


class Links(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    registration: str
    schools: str


class Notice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """考生须知 of one business; `version` is what a candidate's acceptance names."""

    business: str
    version: str
    title: str
    paragraphs: tuple[str, ...]


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the help page; `id` is its anchor."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`demo` is said on top of every page of a demonstration; empty where the site is in earnest."""

    name: str
    short_name: str
    province: str
    owner: str
    about: str
    password_hint: str
    contacts: Contacts
    links: Links
    notices: tuple[Notice, ...]
    help: tuple[Topic, ...]
    demo: str = ""


def load(path: Path) -> Content:
    return msgspec.convert(tomllib.loads(path.read_text()), Content)

"""What a province says in its own words, from one configuration file."""

import tomllib
from pathlib import Path

import msgspec

from chalicelib.data import notice_versions


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What scripts call the place (本市), the office that decides last, and the authority that announces."""

    here: str
    office: str
    authority: str


class Contacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phone: str
    qq: tuple[str, ...]
    consulting: str


class Links(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    registration: str
    authority: str


class School(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A 主考学校 as candidates ask it; what is not known stays empty."""

    name: str
    majors: tuple[str, ...] = ()
    phone: str = ""
    site: str = ""


class Notice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """考生须知 of one business; `version` is what a candidate's acceptance names."""

    business: str
    version: str
    title: str
    paragraphs: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`stops` is the rule that forbids to go on after this answer; empty where none does."""

    text: str
    stops: str = ""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    answers: tuple[Answer, ...]


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the help page; `id` is its anchor, a business's own name where it is about one.

    `checks` are the questions of 办理前自查.
    """

    id: str
    title: str
    paragraphs: tuple[str, ...]
    checks: tuple[Question, ...] = ()


class Held(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of personal data: what it is, what for, and how long it is kept."""

    what: str
    purpose: str
    kept: str


class Afterwards(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the 后续事宜 of an approved graduation: when, where (`{school}` is the candidate's own), what to bring.

    Only for candidates of that 主考学校 or those 层次, where they are named.
    """

    title: str
    when: str
    where: str
    bring: str = ""
    school: str = ""
    levels: tuple[str, ...] = ()


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`demo` is said on top of every page of a demonstration; empty where the site is in earnest.

    `leaving` is what a transfer out means, said before it begins. `maintenance` is what the page of a planned
    interruption says beside its usual words, for example until when. `reset_by_sms` offers codes by text message; the
    stage must have an adapter for them (KAOJI_SMS).
    """

    name: str
    short_name: str
    province: str
    owner: str
    about: str
    password_hint: str
    browsers: str
    reset_by_sms: bool
    words: Words
    contacts: Contacts
    links: Links
    schools: tuple[School, ...]
    notices: tuple[Notice, ...]
    help: tuple[Topic, ...]
    held: tuple[Held, ...]
    afterwards: tuple[Afterwards, ...]
    leaving: tuple[str, ...]
    demo: str = ""
    maintenance: str = ""


def load(path: Path) -> Content:
    """Raises ValueError unless its notices are those that the API lets windows name."""
    content = msgspec.convert(tomllib.loads(path.read_text()), Content)
    known = {(business, version) for business, versions in notice_versions().items() for version in versions}
    if differing := known ^ {(one.business, one.version) for one in content.notices}:
        raise ValueError(f"[[notices]] of {path.name} and chalicelib/data/notices.json differ: {sorted(differing)}")
    return content

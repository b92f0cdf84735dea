"""我的数据: who saw or changed one's record, by role and organisation; nobody is named, nobody else is shown."""

from typing import Any

import msgspec

from chalicelib.domain.ids import No
from chalicelib.domain.staff import Role, actor_of
from chalicelib.storage import sightings
from chalicelib.storage.sightings import Sighting
from tests.apiclient import Browser
from tests.builders import CID as OTHER
from tests.builders import a_number
from tests.handlers.identity import CID, MOBILE, OFFICE, Newcomer, messages, someone

__all__ = ["messages", "someone"]

REVIEWER = actor_of(msgspec.structs.replace(OFFICE, role=Role.REVIEWER))


def look(cid: Any, no: No, at: Any) -> None:
    sightings.record(Sighting(cid=cid, no=no, at=at, actor=REVIEWER))


def test_the_log_tells_what_happened_and_which_office_did_it(someone: Newcomer, clock: Any) -> None:
    someone.name_mobile()
    clock.forward(minutes=1)
    code = someone.code()
    clock.forward(minutes=1)
    someone.activate("code", code)
    clock.forward(minutes=1)
    someone.browser.post("/channels", {"sms": True, "email": False})
    clock.forward(minutes=1)
    look(CID, a_number(7), clock())
    look(OTHER, a_number(8), clock())
    told = someone.browser.get("/me/data").json
    assert told["mobile"] == "130****0006"
    assert [(line["by"], line["text"]) for line in told["log"]] == [
        ("审核人员（市考办）", f"查看了完整证件号码和准考证号，用于受理编号 {a_number(7)}"),
        ("本人", "更改了短信和邮件提醒"),
        ("本人", "激活账户，设置了密码"),
        ("考籍管理人员（市考办）", "签发了激活（重置）码"),
        ("考籍管理人员（市考办）", "登记了重置用手机"),
    ]
    assert OFFICE.name not in str(told)
    assert MOBILE not in str(told)


def test_a_session_ended_elsewhere_reads_nothing(someone: Newcomer, app: Any) -> None:
    someone.activate("code", someone.code())
    other = Browser(app)
    other.cookies, other.csrf = dict(someone.browser.cookies), someone.browser.csrf
    assert other.post("/session/end").status == 204
    assert someone.browser.get("/me/data").code == "signed_out"


def test_the_newest_fifty_lines_are_shown(someone: Newcomer, clock: Any) -> None:
    someone.activate("code", someone.code())
    for _ in range(60):
        look(CID, a_number(7), clock.forward(seconds=1))
    log = someone.browser.get("/me/data").json["log"]
    assert len(log) == 50
    assert log[0]["at"] == clock()

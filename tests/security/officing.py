"""What the office does at its desk: windows, search, lists that leave as files."""

import base64
from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.domain.asks import Ask, ExportAsk, StaffAsk, StaffChange
from chalicelib.domain.exports import Order
from chalicelib.domain.ids import No, StaffId, new_no
from chalicelib.domain.instants import MINUTE, Instant, later
from chalicelib.domain.staff import Staff, actor_of
from chalicelib.storage import asks, keys, windows
from tests.apiclient import Browser
from tests.security import world

ROW = {
    "business": "transfer_in",
    "term": "2027H1",
    "owner": "city",
    "opens": "2026-12-20T08:30",
    "closes": "2026-12-28T16:00",
    "corrects": "2026-12-30T16:00",
    "notice": "2026-1",
    "comes": "2026-12-25T09:00",
    "leaves": "2026-12-26T16:00",
    "place": "教学楼 101 室",
}


FILES = {
    "candidates": "证件号码,姓名,准考证号,主考学校,专业计划\n"
    f"{world.resident_number(970)},新考生·演示,990970000001,X02,SH-120402-observed-2020\n",
    "windows": "业务,期次,开放时间,截止时间,补正截止,须知版本\n"
    "外省转入,2027H2,2027/9/1 8:30,2027/9/9 16:00,2027/9/9 16:00,1\n",
}
BODIES: dict[str, Callable[..., Any]] = {
    "POST /office/windows/preview": lambda *_: a_preview(),
    "POST /office/windows": lambda *_: an_edit(rev=windows.fresh().rev),
    "POST /office/search": lambda *_: {"text": world.FIRST.id_number},
    "POST /office/exports": lambda *_: an_order(),
    "POST /office/asks/{ask}": lambda *_: {"granted": True},
    "POST /office/notices": lambda *_: a_notice(),
    "POST /office/imports": lambda *_: a_file(),
    "POST /office/staff": lambda *_: a_newcomer(),
    "POST /office/staff/{staff}/post": lambda *_: {"role": "supervisor"},
}


def a_preview(**changes: Any) -> dict[str, Any]:
    return {"rows": [ROW], "at": "2026-12-21T09:00", "school": "X02"} | changes


def an_edit(**changes: Any) -> dict[str, Any]:
    return {"rows": [ROW], "rev": 1} | changes


def a_file(kind: str = "candidates", **changes: Any) -> dict[str, Any]:
    """Of one new person, or of one window."""
    return {"kind": kind, "content": base64.b64encode(FILES[kind].encode()).decode(), "rehearsal": False} | changes


def a_notice(**changes: Any) -> dict[str, Any]:
    return {"business": "exemption", "version": "2027-1", "title": "考生须知", "paragraphs": ["请如实填写。"]} | changes


def a_newcomer(**changes: Any) -> dict[str, Any]:
    new = {"account": "xin1", "name": "新人·演示", "id_number": world.resident_number(960)}
    return new | {"role": "reviewer", "schools": ["X02"]} | changes


def an_order(**changes: Any) -> dict[str, Any]:
    order = {"business": "exemption", "term": "2026H2", "list": "waiting", "purpose": "核对本期免考名单", "form": "csv"}
    return order | changes


def a_list() -> ExportAsk:
    """Too large for one person."""
    return ExportAsk(order=msgspec.convert(an_order(), Order), rows=300)


def a_colleague() -> StaffAsk:
    new = {"id": StaffId("9" * 32), "account": "xin2", "name": "新人二·演示", "person": keys.person("9" * 18)}
    return StaffAsk(change=StaffChange.ADD, staff=msgspec.structs.replace(world.SCHOOL_DESK, **new))


def an_ask(
    by: Staff, now: Instant, seed: int, *, granted_by: Staff | None = None, about: ExportAsk | StaffAsk | None = None
) -> No:
    """As it stands after somebody asked, or after somebody else granted it."""
    no = new_no(now, seed.to_bytes(10))
    ask = Ask(no=no, about=about or a_list(), asked_by=actor_of(by), asked_at=later(now, -MINUTE))
    if granted_by:
        settled = {"settled_by": actor_of(granted_by), "settled_at": now, "granted": True}
        ask = msgspec.structs.replace(ask, **settled)
    asks.commit(asks.leg(ask))
    return no


def work(office: Browser, cashier: Browser, now: Instant, asker: Staff) -> str:
    """Everything once, with what is refused; `asker` is who sits at the cashier's desk. Gives a colleague's link."""
    rev = office.get("/office/windows").json["rev"]
    assert office.post("/office/windows/preview", a_preview()).json["changed"] == ["transfer_in:2027H1:city"]
    assert office.post("/office/windows", an_edit(rev=rev)).json["rev"] == rev + 1
    rows = office.get("/office/windows").json["rows"]
    assert (ROW["business"], ROW["term"]) in [(row["business"], row["term"]) for row in rows if row["on_site"]]
    assert office.post("/office/windows", an_edit(rows=[ROW | {"closes": ""}])).status == 422
    found = office.post("/office/search", {"text": world.FIRST.id_number}).json["people"]
    assert [one["person"] for one in found] == [world.FIRST.cid]
    assert cashier.post("/office/search", {"person": world.FIRST.cid}).json["people"] == found
    assert office.post("/office/exports", an_order(list="approved")).json["file"]
    ask = an_ask(asker, now, 41)
    assert office.get("/office/asks").json["asks"][0]["no"] == ask
    assert office.post(f"/office/asks/{ask}", {"granted": True}).json["ask"]["state"] == "granted"
    assert cashier.post(f"/office/asks/{ask}/file").json["file"]
    assert office.post("/office/notices", a_notice()).json == office.get("/office/notices").json
    for kind in FILES:
        assert office.post("/office/imports", a_file(kind)).json["is_written"]
    assert office.post("/office/imports", a_file(content="eA==")).json["faults"]
    assert office.post("/office/staff", a_newcomer()).json["ask"]
    assert office.post("/office/staff", a_newcomer(account="")).status == 422
    colleague = an_ask(asker, now, 43, about=a_colleague())
    token: str = office.post(f"/office/asks/{colleague}", {"granted": True}).json["token"]
    new = next(one["id"] for one in office.get("/office/staff").json["staff"] if one["state"] == "invited")
    assert office.post(f"/office/staff/{new}/post", {"role": "supervisor"}).json["ask"]
    assert office.post(f"/office/staff/{asker.id}/link").json["ask"]
    assert office.post(f"/office/staff/{new}/dismissal").json["state"] == "out"
    return token

"""A candidate who graduates, by the calls of the page: what reviewers get to see without filling five steps again."""

import base64
from typing import Any

from playwright.sync_api import Page, expect

from infra import demo_pictures
from tests.browsing import sign_in
from tests.stack import Stack

PLAN, ADDON = "SH-120402-observed-2020", "政治类专科毕业已通过行政法学"
WORDS = "该课程的免考正在办理，成绩以主考学校记录为准。"
PERSON = {
    "nation": "01",
    "sex": "2",
    "document": "1",
    "phone": "021-00000000",
    "mobile": "13000000009",
    "education": "31",
    "politics": "03",
    "household": "1",
    "study": "1",
    "occupation": "2-02",
    "email": "yanshi@example.cn",
    "employer": "演示公司",
    "address": "演示区演示路 1 号",
    "postcode": "200000",
}

# As the site's own pages call: session, token, key.
_CALL = """async ([method, path, body]) => {
    const token = (await fetch('/api/home')).headers.get('X-CSRF');
    const headers = {'Content-Type': 'application/json', 'X-CSRF': token, 'Idempotency-Key': crypto.randomUUID()};
    const sent = method === 'GET' ? {} : {method, headers, body: JSON.stringify(body || {})};
    const reply = await fetch('/api' + path, sent);
    if (!reply.ok) throw new Error(method + ' ' + path + ': ' + reply.status + ' ' + await reply.text());
    return reply.status === 204 ? null : reply.json();
}"""
_SEND = """async ([form, picture]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    body.append('file', new Blob([bytes], {type: 'image/jpeg'}));
    const reply = await fetch(form.url, {method: 'POST', body});
    if (!reply.ok) throw new Error('the bucket said ' + reply.status);
}"""


class Graduate:
    """Signed in on a page of its own; `no` is the application once it is sent."""

    def __init__(self, page: Page, stack: Stack, key: str) -> None:
        sign_in(page, stack, key)
        self.page, self.person = page, stack.people[key]
        self.no, self.item = "", self._filled()

    def submit(self) -> None:
        notice = self._call("GET", "/t/1/graduation")["window"]["notice_version"]
        receipt = self._call("POST", "/t/1/graduation", {"notice_version": notice, "item": self.item})
        self.no = receipt["applications"][0]["no"]

    def mend(self, **diploma: str) -> None:
        """The next round, with another proof of the diploma."""
        self.item["diploma"] |= diploma
        self.item["seen"] = self._record()["seen"]
        ver = self._call("GET", f"/applications/{self.no}")["ver"]
        self._call("POST", f"/t/1/graduation/{self.no}/rounds", {"item": self.item, "ver": ver})

    def pay(self) -> str:
        """The number of the order: on the channel's page; what the channel tells is waited for."""
        made = self._call("POST", "/orders", {"case": self.no, "way": "h5"})
        till = self.page.context.new_page()
        till.goto(made["url"])
        till.get_by_role("button", name="成功").click()
        expect(till.get_by_text("已支付")).to_be_visible()
        till.close()
        assert self._call("POST", f"/orders/{made['no']}/check")["state"] == "paid"
        return str(made["no"])

    def _filled(self) -> dict[str, Any]:
        record, born = self._record(), self.person["id_number"][6:14]
        return {
            "person": PERSON | {"born": f"{born[:4]}-{born[4:6]}-{born[6:]}"},
            "scores": {"plan": PLAN, "addon": ADDON},
            "explanations": [{"key": one["key"], "words": WORDS} for one in record["missing"]],
            "evaluation": "本人在自学考试期间认真学习，思想上积极上进，工作中踏实肯干，学习上持之以恒。" * 14,
            "diploma": self._diploma(born),
            "photo": self._upload("/t/1/photo", demo_pictures.portrait(self.person["name"])),
            "seen": record["seen"],
        }

    def _diploma(self, born: str) -> dict[str, Any]:
        number = f"0000{born}000009"
        diploma = demo_pictures.certificate("普通高等学校毕业证书", self.person["name"], (f"证书编号 {number}",))
        code = f"0099{born}"
        proof = demo_pictures.certificate("学历证书电子注册备案表", self.person["name"], (f"在线验证码 {code}",))
        return {
            "obtained": "2018-07",
            "number": number,
            "place": "31",
            "uploads": [self._upload("/uploads", diploma)],
            "code": code,
            "until": "2099-12-31",
            "note": "",
            "proof_uploads": [self._upload("/uploads", proof)],
        }

    def _record(self) -> Any:
        return self._call("GET", f"/t/1/graduation/record?plan={PLAN}&addon={ADDON}")

    def _upload(self, path: str, picture: bytes) -> str:
        offer = {"content_type": "image/jpeg", "bytes": len(picture)}
        answer = self._call("POST", path, offer if "photo" in path else {"files": [offer]})
        form = answer if "photo" in path else answer["uploads"][0]
        self.page.evaluate(_SEND, [form, base64.b64encode(picture).decode()])
        arrived = self._call("POST", f"{path}/{form['id']}/complete", {"token": form["token"]})
        return str(arrived["id"])

    def _call(self, method: str, path: str, body: object = None) -> Any:
        return self.page.evaluate(_CALL, [method, path, body])

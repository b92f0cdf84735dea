"""Pictures over HTTP: form, check, links; moto stands in for S3's part between form and check."""

import pytest

from app import app
from chalicelib.domain.ids import Cid
from chalicelib.domain.sessions import Session
from chalicelib.handlers import clock, cookies
from chalicelib.settings import SETTINGS
from chalicelib.storage import clients, people
from tests import corpus
from tests.apiclient import Browser, Reply
from tests.builders import a_head

JPEG = {"content_type": "image/jpeg", "bytes": 300_000}


def signed_in(seed: int) -> Browser:
    now = clock.now()
    people.create(a_head(cid=Cid(f"{seed:032x}")), "000000199001011234")
    session = Session(cid=Cid(f"{seed:032x}"), person=f"person-{seed}", epoch=1, issued=now, renewed=now)
    browser = Browser(app)
    name, _, value = cookies.session_cookie(session).partition("=")
    browser.cookies[name], browser.csrf = value.partition(";")[0], cookies.candidate_csrf(session)
    return browser


@pytest.fixture
def browser(aws: None) -> Browser:
    return signed_in(1)


def arrived(browser: Browser, data: bytes) -> tuple[str, Reply]:
    """Id of an upload whose file is in the bucket, and the answer to its completion."""
    [form] = browser.post("/uploads", {"files": [JPEG]}).json["uploads"]
    clients.s3().put_object(Bucket=SETTINGS.uploads, Key=form["fields"]["key"], Body=data)
    return form["id"], browser.post(f"/uploads/{form['id']}/complete", {"token": form["token"]})


def test_a_page_gets_one_form_per_file(browser: Browser) -> None:
    reply = browser.post("/uploads", {"files": [JPEG, JPEG | {"content_type": "image/png"}]})
    assert reply.status == 200
    assert [sorted(form) for form in reply.json["uploads"]] == [["expires", "fields", "id", "token", "url"]] * 2


def test_a_completed_picture_shows_its_size_and_links_and_no_hashes(browser: Browser) -> None:
    upload, reply = arrived(browser, corpus.jpeg())
    assert reply.status == 200
    assert sorted(reply.json) == ["bytes", "height", "hints", "id", "thumb_url", "url", "width"]
    assert (reply.json["id"], reply.json["width"], reply.json["height"]) == (upload, 800, 600)


def test_a_useless_file_is_marked(browser: Browser) -> None:
    reply = browser.post("/uploads", {"files": [JPEG, JPEG | {"bytes": 2_000_000}]})
    assert (reply.status, reply.code) == (422, "upload_refused")
    assert reply.json["fields"] == [{"field": "files.1", "message": "图片不能超过 1M"}]


def test_a_refused_picture_says_why(browser: Browser) -> None:
    _, reply = arrived(browser, corpus.jpeg()[:-100])
    assert (reply.status, reply.code, reply.json["message"]) == (422, "upload_refused", "图片已损坏，无法打开")


def test_the_forty_first_file_of_a_day_waits_for_tomorrow(browser: Browser) -> None:
    for _ in range(6):
        assert browser.post("/uploads", {"files": [JPEG] * 6}).status == 200
    reply = browser.post("/uploads", {"files": [JPEG] * 5})
    assert (reply.status, reply.code) == (429, "too_many")


def test_links_are_given_for_own_pictures_only(browser: Browser) -> None:
    upload, _ = arrived(browser, corpus.jpeg())
    assert [link["id"] for link in browser.post("/uploads/links", {"ids": [upload]}).json["links"]] == [upload]
    assert signed_in(2).post("/uploads/links", {"ids": [upload]}).json["links"] == []


def test_another_person_cannot_complete_with_a_stolen_token(browser: Browser) -> None:
    [form] = browser.post("/uploads", {"files": [JPEG]}).json["uploads"]
    reply = signed_in(2).post(f"/uploads/{form['id']}/complete", {"token": form["token"]})
    assert (reply.status, reply.code) == (422, "upload_refused")


@pytest.mark.parametrize("path", ["/uploads", "/uploads/0/complete", "/uploads/links"])
def test_nobody_uploads_without_a_session(aws: None, path: str) -> None:
    assert Browser(app).post(path, {}).status == 401

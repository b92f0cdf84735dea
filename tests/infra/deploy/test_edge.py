"""The edge of a stage: both templates valid and alike, headers from one source, the API uncached and proven."""

import re
from typing import Any
from urllib.parse import urlsplit

import botocore.session
import pytest
from playwright.sync_api import Browser

from chalicelib.domain.ids import UploadId
from chalicelib.domain.instants import MINUTE, later
from chalicelib.domain.uploads import Slip
from chalicelib.storage import presigned
from chalicelib.storage.payments import guard
from infra import data_stack
from infra.bench.processes import ROOT
from infra.deploy import edge, site
from infra.deploy.target import Target, choices
from infra.headers import page_headers
from tests.builders import CID, NOW, a_picture
from tests.conftest import PLACE
from tests.infra.deploy.conftest import pages
from tests.infra.deploy.test_rollout import SETTINGS

GLOBAL, CHINA = edge.template_file(is_china=False), edge.template_file(is_china=True)
BOTH = pytest.mark.parametrize("file", [GLOBAL, CHINA], ids=lambda file: file.stem)
HOSTS = pytest.mark.parametrize("host", ["Candidate", "Console"])


def target(region: str) -> Target:
    session = botocore.session.Session()
    session.set_config_variable("region", region)
    return Target("test", session)


@pytest.fixture(scope="module")
def files() -> site.Files:
    return pages(choices(SETTINGS))


def distribution(file: Any, host: str) -> dict[str, Any]:
    found: dict[str, Any] = data_stack.read(file)["Resources"][host]["Properties"]["DistributionConfig"]
    return found


def behaviour(file: Any, host: str, pattern: str) -> dict[str, Any]:
    [found] = [one for one in distribution(file, host)["CacheBehaviors"] if one["PathPattern"] == pattern]
    return dict(found)


def origin(file: Any, host: str, name: str) -> dict[str, Any]:
    [found] = [one for one in distribution(file, host)["Origins"] if one["Id"] == name]
    return dict(found)


@pytest.mark.parametrize(
    ("file", "region"),
    [(GLOBAL, "us-east-1"), (GLOBAL, "ap-southeast-1"), (CHINA, "cn-north-1"), (CHINA, "cn-northwest-1")],
    ids=lambda value: getattr(value, "stem", value),
)
def test_the_template_is_valid_in_its_regions(file: Any, region: str) -> None:
    from cfnlint.api import ManualArgs, lint

    assert lint(file.read_text("utf-8"), config=ManualArgs(regions=[region])) == []


@BOTH
def test_no_partition_or_suffix_is_written_out(file: Any) -> None:
    text = file.read_text("utf-8").replace("cloudfront.amazonaws.com", "")
    assert not re.search("arn:aws|amazonaws", text)


@HOSTS
def test_both_templates_route_alike(host: str) -> None:
    one, other = distribution(GLOBAL, host), distribution(CHINA, host)
    for told in ("Origins", "CacheBehaviors"):
        assert [routing(each) for each in one[told]] == [routing(each) for each in other[told]]
    for told in ("Aliases", "DefaultRootObject", "CustomErrorResponses"):
        assert one[told] == other[told]


def routing(part: dict[str, Any]) -> dict[str, Any]:
    told = ("Id", "DomainName", "OriginPath", "CustomOriginConfig", "OriginCustomHeaders")
    return {name: part[name] for name in (*told, "PathPattern", "TargetOriginId", "AllowedMethods") if name in part}


@BOTH
@HOSTS
def test_the_api_hears_which_host_and_that_it_was_the_edge(file: Any, host: str) -> None:
    headers = {one["HeaderName"]: one["HeaderValue"] for one in origin(file, host, "api")["OriginCustomHeaders"]}
    assert headers == {"X-Kaoji-Host": host.lower(), "X-Kaoji-Edge": {"Ref": "EdgeSecret"}}
    assert data_stack.read(file)["Parameters"]["EdgeSecret"]["NoEcho"] is True
    assert origin(file, host, "api")["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


@HOSTS
def test_nothing_of_the_api_is_kept_at_the_edge(host: str) -> None:
    """Threat row 82."""
    assert behaviour(GLOBAL, host, "/api/*")["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    china = behaviour(CHINA, host, "/api/*")
    assert (china["MinTTL"], china["DefaultTTL"], china["MaxTTL"]) == (0, 0, 0)
    assert china["ForwardedValues"]["Cookies"] == {"Forward": "all"}


@HOSTS
def test_every_header_that_the_api_reads_passes_the_edge_in_china(host: str) -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "chalicelib/handlers").glob("*.py")]
    read = set(re.findall(r'headers\.get\(\s*"([\w-]+)"', "\n".join(sources)))
    made_here = {"cookie", "x-kaoji-host", "x-kaoji-edge", "x-forwarded-for"}
    passed = {one.lower() for one in behaviour(CHINA, host, "/api/*")["ForwardedValues"]["Headers"]}
    signed = {f"wechatpay-{name.lower()}" for name in guard.NAMES} if host == "Candidate" else set()
    assert (read - made_here) | signed == passed


@BOTH
@HOSTS
def test_error_pages_stand_in_for_codes_that_the_api_never_gives(file: Any, host: str, files: site.Files) -> None:
    """They hold for the whole host: another code would swallow what the API says to the page."""
    from chalicelib.handlers.failures import STATUSES

    shown = distribution(file, host)["CustomErrorResponses"]
    always = [one for one in shown if "Fn::If" not in one]
    assert {one["ErrorCode"] for one in always} == {502, 504}
    assert not {one["ErrorCode"] for one in always} & {*STATUSES.values(), 500}
    pages = {one["ResponsePagePath"] for one in always} | {one["Fn::If"][1]["ResponsePagePath"] for one in shown[2:]}
    assert pages == {"/500.html", "/maintenance.html"}
    assert {f"{host.lower()}{page}" for page in pages} <= set(files)


@BOTH
@HOSTS
def test_a_closed_host_answers_503_everywhere_and_still_shows_its_page(file: Any, host: str) -> None:
    closed = [one["Fn::If"] for one in distribution(file, host)["CustomErrorResponses"] if "Fn::If" in one]
    assert {(one[0], one[1]["ErrorCode"], one[1]["ResponseCode"]) for one in closed} == {
        ("IsClosed", 403, 503),
        ("IsClosed", 405, 503),
    }
    assert behaviour(file, host, "/api/*")["TargetOriginId"] == {"Fn::If": ["IsClosed", "closed", "api"]}
    assert distribution(file, host)["DefaultCacheBehavior"]["TargetOriginId"]["Fn::If"][1] == "closed"
    for pattern in ("/maintenance.html", "/assets/*"):
        assert behaviour(file, host, pattern)["TargetOriginId"] == "pages"


@HOSTS
def test_headers_of_pages_are_those_of_the_one_list(host: str) -> None:
    policy = data_stack.read(GLOBAL)["Resources"][f"{host}Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    security, custom = policy["SecurityHeadersConfig"], policy["CustomHeadersConfig"]["Items"]
    sent = {one["Header"]: one["Value"] for one in custom} | {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else "",
    }
    assert sent == page_headers({"Ref": f"{host}Policy"})  # type: ignore[arg-type]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 31_536_000
    patterns = ("/data/*", "/assets/*", "/maintenance.html")
    for one in (distribution(GLOBAL, host)["DefaultCacheBehavior"], *(behaviour(GLOBAL, host, p) for p in patterns)):
        assert one["ResponseHeadersPolicyId"] == {"Ref": f"{host}Headers"}


@BOTH
def test_only_the_edge_reads_the_site_bucket_and_only_by_tls(file: Any) -> None:
    statements = data_stack.read(file)["Resources"]["SitePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    [tls, reader] = statements
    assert (tls["Effect"], tls["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert (reader["Effect"], reader["Action"]) == ("Allow", "s3:GetObject")
    assert reader["Principal"] != "*"


@pytest.mark.usefixtures("_backend")
def test_pages_may_reach_the_buckets_that_the_application_signs_for() -> None:
    uploads, accepted = target(PLACE.region).picture_origins(choices(SETTINGS))
    slip = Slip(id=UploadId("a" * 32), cid=CID, content_type="image/jpeg", bytes=1, until=later(NOW, MINUTE))
    assert origin_of(presigned.form(slip, NOW).url) == uploads
    [link] = presigned.links([a_picture()])
    assert {origin_of(link.url), origin_of(link.thumb_url)} == {accepted}
    policies = edge.policies(target("cn-north-1"), choices(SETTINGS))
    assert f"connect-src 'self' https://kaoji-test-uploads-{PLACE.account}.s3.cn-north-1" in policies["candidate"]
    assert "connect-src 'self';" in policies["console"]


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.usefixtures("_backend")
def test_a_stack_is_told_every_parameter_within_its_limit(files: site.Files) -> None:
    for region in ("us-east-1", "cn-north-1"):
        made = edge.stack(target(region), choices(SETTINGS), files, api="api.example", secret="s")
        assert {*made.parameters, *made.kept} == set(made.template["Parameters"])
        assert max(len(value) for value in made.parameters.values()) <= 4096


@pytest.mark.browser
def test_slashes_are_mended_and_unknown_pages_are_404(browser: Browser, files: site.Files) -> None:
    """The function as CloudFront calls it: with the request, then with the answer."""
    page = browser.new_page()
    page.evaluate(f"() => {{ {edge.paths(files, 'candidate')}; window.handler = handler; }}")
    asked = "uri => { const got = handler({request: {uri}}); return got.uri || got.headers.location.value; }"
    assert [page.evaluate(asked, uri) for uri in ("/", "/login/", "/favicon.svg", "/login", "/no/such")] == [
        "/",
        "/login/",
        "/favicon.svg",
        "/login/",
        "/404.html",
    ]
    answered = "uri => handler({request: {uri}, response: {statusCode: 200}}).statusCode"
    assert [page.evaluate(answered, uri) for uri in ("/", "/login/", "/no/such", "/404.html")] == [200, 200, 404, 404]
    page.close()


def test_a_policy_in_a_page_is_that_of_the_header_but_for_framing(files: site.Files) -> None:
    made = site.with_policies(files, {"candidate": "default-src 'none'; frame-ancestors 'none'", "console": "x"})
    page = made["candidate/login/index.html"].decode()
    assert "content=\"default-src 'none'\"" in page[: page.index("<title>")]
    assert "charset" in page[:1024]
    assert made["candidate/favicon.svg"] == files["candidate/favicon.svg"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('candidate = "http://kaoji.example.cn"', "https"),
        ('candidate = "https://kaoji.example.cn/"', "https"),
        ('colour = "red"', "colour"),
        ('email = "ses"', "email_from"),
    ],
)
def test_wrong_settings_are_told_before_anything_is_done(line: str, said: str) -> None:
    name = line.partition(" ")[0]
    kept = [one for one in SETTINGS.splitlines() if not one.startswith(f"{name} ")]
    with pytest.raises(ValueError, match=said):
        choices("\n".join([*kept, line]))

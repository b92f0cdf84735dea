"""Which pages there are, and their HTML: data in, {path: html} out."""

from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment

from chalicelib.domain import attestations, codes, transfer_out
from chalicelib.domain.businesses import KINDS
from chalicelib.domain.forms import Sort
from chalicelib.domain.graduation_forms import REGISTERED_SINCE
from chalicelib.domain.transfer_out_forms import OTHER_REASON
from chalicelib.domain.windows import TITLES, Business
from sitegen import office, render
from sitegen.assets import Assets
from sitegen.content import Content
from sitegen.reference import DIPLOMA_FORMS, Reference, course_list
from sitegen.samples import Sample


class Page(msgspec.Struct, frozen=True):
    """A page of the candidates' site: its address, its template, its script's entry, and the tab it belongs to."""

    path: str
    template: str
    script: str
    section: str = ""


class Service(msgspec.Struct, frozen=True):
    """An item of one of the menus, by its section."""

    business: Business
    path: str
    section: str = "services"


SERVICES = (
    Service(Business.EXEMPTION, "/exemptions/"),
    Service(Business.PHOTO, "/graduation/photo/"),
    Service(Business.GRADUATION, "/graduation/"),
    Service(Business.SUPPLEMENT, "/supplements/"),
    Service(Business.TRANSFER_IN, "/transfers/in/", "transfers"),
    Service(Business.TRANSFER_OUT, "/transfers/out/", "transfers"),
)
MENUS = (("services", "申办项目"), ("transfers", "考籍转移"))

# The office's desk, `/office/<name>/`, in the order of its tabs, and who works with each.
OFFICE = (
    ("windows", "业务办理时间", "office"),
    ("notices", "考生须知", "office"),
    ("search", "查找考生", "reviewer supervisor office"),
    ("imports", "导入数据", "office"),
    ("exports", "导出名单", "supervisor office"),
    ("staff", "人员权限", "office"),
)

EDGE_PAGES = ("404", "500", "maintenance")
UNSUPPORTED = Page("/unsupported/", "unsupported", "")

CANDIDATE = (
    Page("/login/", "login", "pages/login"),
    Page("/reset/", "reset", "pages/reset"),
    Page("/", "home", "pages/home", "home"),
    Page("/scores/", "scores", "pages/scores", "scores"),
    Page("/degree/", "degree/progress", "pages/degree", "degree"),
    Page("/degree/compare/", "degree/compare", "pages/degree-compare", "degree"),
    Page("/orders/", "orders", "pages/orders", "orders"),
    Page("/me/", "me", "pages/me", "me"),
    Page("/me/data/", "my-data", "pages/my-data", "me"),
    Page("/me/password/", "password", "pages/password", "me"),
    Page("/messages/", "messages", "pages/messages", "messages"),
    Page("/exemptions/", "exemptions/list", "pages/exemptions", "services"),
    Page("/exemptions/notice/", "exemptions/notice", "pages/exemptions", "services"),
    Page("/exemptions/courses/", "exemptions/courses", "pages/exemptions", "services"),
    Page("/exemptions/upload/", "exemptions/upload", "pages/upload", "services"),
    Page("/exemptions/confirm/", "exemptions/confirm", "pages/exemptions", "services"),
    Page("/exemptions/done/", "exemptions/done", "pages/exemptions", "services"),
    Page("/graduation/", "graduation/list", "pages/graduation", "services"),
    Page("/graduation/apply/", "graduation/apply", "pages/graduation-apply", "services"),
    Page("/graduation/diploma/", "graduation/diploma", "pages/graduation-diploma", "services"),
    Page("/supplements/", "supplements/list", "pages/supplements", "services"),
    Page("/supplements/form/", "supplements/form", "pages/supplement", "services"),
    Page("/graduation/photo/", "photo", "pages/photo", "services"),
    Page("/graduation/register/", "graduation/register", "pages/register", "services"),
    Page("/transfers/in/", "transfers/in", "pages/transfers-in", "transfers"),
    Page("/transfers/out/", "transfers/list", "pages/transfers", "transfers"),
    Page("/transfers/out/apply/", "transfers/apply", "pages/transfers-apply", "transfers"),
    Page("/applications/", "application", "pages/application", "services"),
    Page("/help/", "help", "pages/help"),
    Page("/verify/", "verify", "pages/verify"),
    Page("/samples/", "samples", "pages/plain"),
    Page("/privacy/", "privacy", "pages/plain"),
    Page("/accessibility/", "accessibility", "pages/plain"),
    Page("/schools/", "schools", "pages/plain"),
    Page("/404.html", "not-found", "pages/plain"),
    Page("/500.html", "failed", ""),
    Page("/maintenance.html", "maintenance", ""),
    UNSUPPORTED,
)


class Sources(msgspec.Struct, frozen=True):
    """Everything pages are made from: the province's words, the catalogue's data, and the samples of certificates."""

    content: Content
    reference: Reference
    samples: tuple[Sample, ...]


def candidate(env: Environment, sources: Sources, assets: Assets) -> dict[str, str]:
    shared = {
        **_shared(sources),
        **_samples(env, sources, assets),
        **_forms(sources.reference, assets),
        "assets": assets,
        "services": SERVICES,
        "menus": MENUS,
    }
    return {
        file_of(page.path): render.page(env, f"pages/{page.template}.html", page=page, **shared) for page in CANDIDATE
    }


def _shared(sources: Sources) -> dict[str, object]:
    reference = sources.reference
    here = sources.content.words.here
    return {
        "content": sources.content,
        "titles": {business: title.replace("本市", here) for business, title in TITLES.items()},
        "types": reference.types,
        "provinces": reference.provinces,
        "limits": reference.limits,
        "code": {
            "length": attestations.LENGTH,
            "letters": codes.LETTERS,
            "months": list(range(attestations.MONTHS_LEAST, attestations.MONTHS_MOST + 1)),
        },
    }


def _forms(reference: Reference, assets: Assets) -> dict[str, object]:
    """The forms of every business, and the catalogue of courses as a file that their search fetches."""
    return {
        "forms": reference.forms,
        "form_titles": {form["key"]: form["title"] for form in reference.forms},
        "graduation": reference.graduation,
        "transfer": reference.transfer,
        "differs": transfer_out.AGAIN,
        "no_words": transfer_out.NO_WORDS,
        "other_reason": OTHER_REASON,
        "diploma_labels": {key: _labels(reference.graduation[key]) for key in DIPLOMA_FORMS},
        "registered_since": REGISTERED_SINCE[:4],
        "choices": reference.tables
        | {
            Sort.TYPE: [(one.id, one.name) for one in reference.types],
            Sort.PROVINCE: [(one.code, one.name) for one in reference.provinces],
            # Of the level that is chosen: its page fills them in.
            Sort.MAJOR: [],
        },
        "courses_file": assets.made("courses.json", course_list(reference.courses)).url,
    }


def _labels(form: dict[str, Any]) -> dict[str, Any]:
    """What a page needs to show what was typed into a form that stands on another."""
    return {"title": form["title"], "fields": [(one["name"], one["label"], one["sort"]) for one in form["fields"]]}


def _samples(env: Environment, sources: Sources, assets: Assets) -> dict[str, object]:
    """The samples with their drawings for the page that shows all, and the same as a file for dialogs."""
    shown = [msgspec.structs.asdict(one) | {"picture": _drawing(env, one, assets)} for one in sources.samples]
    return {
        "samples": shown,
        "samples_file": assets.made("samples.json", msgspec.json.encode(shown).decode()).url,
        "sampled": {kind for sample in sources.samples for kind in sample.types},
    }


def _drawing(env: Environment, sample: Sample, assets: Assets) -> str:
    return assets.made(f"{sample.id}.svg", render.page(env, f"samples/{sample.id}.svg", sample=sample)).url


def console(env: Environment, sources: Sources, assets: Assets) -> dict[str, str]:
    """One page per `templates/console/<name>.html` (a leading `_` marks a part): `/<name>/`, `index` is `/`.

    The office's are in the folder `office` and below `/office/`. What the edge answers by itself is a file.

    Its script is `static/js/console/<name>.js`; its style sheets are the site's and `static/css/console.css`.
    """
    shared = {**_shared(sources), **_office(sources.content), **office.tables(), "assets": assets, "desks": KINDS}
    made = {file_of(UNSUPPORTED.path): render.page(env, "pages/unsupported.html", page=UNSUPPORTED, **shared)}
    for template in sorted(env.list_templates(filter_func=_is_console_page)):
        name = template.removeprefix("console/").removesuffix(".html")
        entry = f"console/{name}"
        path = "/" if name == "index" else f"/{name}.html" if name in EDGE_PAGES else f"/{name}/"
        page = Page(path, name, entry if assets.has_script(entry) else "", name)
        made[file_of(path)] = render.page(env, template, page=page, **shared)
    return made


def _office(content: Content) -> dict[str, object]:
    """`service_pages`: where candidates do a business; `versions`: of each 考生须知 that pages are built with."""
    businesses = dict.fromkeys(one.business for one in content.notices)
    return {
        "office": OFFICE,
        "service_pages": {one.business: one.path for one in SERVICES} | {"fee": "/orders/"},
        "versions": {name: [one.version for one in content.notices if one.business == name] for name in businesses},
    }


def file_of(path: str) -> str:
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")


def _is_console_page(template: str) -> bool:
    where = Path(template)
    folders = (Path("console"), Path("console/office"))
    return where.parent in folders and where.suffix == ".html" and not where.name.startswith("_")

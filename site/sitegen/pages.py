"""Which pages there are, and their HTML: data in, {path: html} out."""

from pathlib import Path

import msgspec
from jinja2 import Environment

from sitegen import render
from sitegen.assets import Assets
from sitegen.content import Content


class Page(msgspec.Struct, frozen=True):
    """A page of the candidates' site: its address, its template, its script's entry, and the tab it belongs to."""

    path: str
    template: str
    script: str
    section: str = ""


class Service(msgspec.Struct, frozen=True):
    """An item of the menu 申办项目."""

    business: str
    title: str
    path: str


SERVICES = (Service("exemption", "申请免考", "/exemptions/"),)

UNSUPPORTED = Page("/unsupported/", "unsupported", "")

CANDIDATE = (
    Page("/login/", "login", "pages/login"),
    Page("/", "home", "pages/home", "home"),
    Page("/404.html", "not-found", "pages/plain"),
    UNSUPPORTED,
)


def candidate(env: Environment, content: Content, assets: Assets) -> dict[str, str]:
    made = {}
    for page in CANDIDATE:
        values = {"page": page, "services": SERVICES, "content": content, "assets": assets}
        made[file_of(page.path)] = render.page(env, f"pages/{page.template}.html", **values)
    return made


def console(env: Environment, content: Content, assets: Assets) -> dict[str, str]:
    """One page per `templates/console/<name>.html` (a leading `_` marks a part): `/<name>/`, `index` is `/`.

    Its script is `static/js/console/<name>.js`; its style sheets are the site's and `static/css/console.css`.
    """
    plain = render.page(env, "pages/unsupported.html", page=UNSUPPORTED, content=content, assets=assets)
    made = {file_of(UNSUPPORTED.path): plain}
    for template in sorted(env.list_templates(filter_func=_is_console_page)):
        name = template.removeprefix("console/").removesuffix(".html")
        entry = f"console/{name}"
        path = "/" if name == "index" else "/404.html" if name == "404" else f"/{name}/"
        page = Page(path, name, entry if assets.has_script(entry) else "", name)
        made[file_of(path)] = render.page(env, template, page=page, content=content, assets=assets)
    return made


def file_of(path: str) -> str:
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")


def _is_console_page(template: str) -> bool:
    where = Path(template)
    return where.parent == Path("console") and where.suffix == ".html" and not where.name.startswith("_")

"""Everything of both hosts as {file: bytes}, and the one place that writes it."""

import shutil
from pathlib import Path

from sitegen import pages, reference, render
from sitegen.assets import Assets
from sitegen.content import Content

HOSTS = {"candidate": pages.candidate, "console": pages.console}


def site(source: Path, content: Content) -> dict[str, bytes]:
    env = render.environment(source / "templates")
    sources = pages.Sources(content, reference.load())
    data = reference.files(sources.reference)
    files: dict[str, bytes] = {}
    for host, make in HOSTS.items():
        assets = Assets(source / "static")
        made = make(env, sources, assets)
        files |= {f"{host}/{name}": html.encode() for name, html in made.items()}
        files |= {f"{host}/{name}": body for name, body in assets.files().items()}
        files |= {f"{host}/data/{name}": body for name, body in data.items()}
        files[f"{host}/favicon.svg"] = (source / "static" / "favicon.svg").read_bytes()
    return files


def write(files: dict[str, bytes], out: Path) -> None:
    """The two hosts as described and nothing else: what an earlier build left in them is removed."""
    for host in HOSTS:
        shutil.rmtree(out / host, ignore_errors=True)
    for name, body in files.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)

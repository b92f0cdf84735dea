"""Everything of both hosts as {file: bytes}, and the one place that writes it."""

import os
from pathlib import Path

from sitegen import pages, reference, render, samples
from sitegen.assets import Assets
from sitegen.content import Content

HOSTS = {"candidate": pages.candidate, "console": pages.console}


def site(source: Path, content: Content) -> dict[str, bytes]:
    env = render.environment(source / "templates")
    sources = pages.Sources(content, reference.load(), samples.load(source / "content" / "samples.toml"))
    files: dict[str, bytes] = {}
    for host, make in HOSTS.items():
        assets = Assets(source / "static")
        made = make(env, sources, assets)
        files |= {f"{host}/{name}": html.encode() for name, html in made.items()}
        files |= {f"{host}/{name}": body for name, body in assets.files().items()}
        files[f"{host}/favicon.svg"] = (source / "static" / "favicon.svg").read_bytes()
    return files


def write(files: dict[str, bytes], out: Path) -> None:
    """The two hosts as described and nothing else. Each file is replaced whole, so that a server of `out` goes on."""
    for name, body in files.items():
        target = out / name
        if target.is_file() and target.read_bytes() == body:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        fresh.write_bytes(body)
        fresh.replace(target)
    for host in HOSTS:
        for left in (out / host).rglob("*"):
            if _is_ours(left) and left.relative_to(out).as_posix() not in files:
                left.unlink(missing_ok=True)


def _is_ours(left: Path) -> bool:
    """A hidden file is what a build beside this one is about to put in place."""
    return left.is_file() and not left.name.startswith(".")

"""`python -m infra run`: brings the local stack up, says what to try, and goes away on Ctrl-C."""

import argparse
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from infra.environment import Place, resources
from infra.headers import page_policy
from infra.local import backend
from infra.local.paygate import server as paygate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chalice.local import LocalDevServer

    from infra.local.gateway import Host
    from infra.local.minute import Scheduled
    from infra.local.static_site import Answer

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "site" / "dist"


def run(options: argparse.Namespace) -> int:
    """0 after Ctrl-C; 1 with a sentence when a port is taken or the site cannot be built."""
    began = time.perf_counter()
    for port in (options.port, options.console_port):
        if _is_taken(port):
            print(
                f"端口 {port} 已被占用：请先停止占用它的程序，或换一个端口，例如 make run PORT=8100 CONSOLE_PORT=8101",
                file=sys.stderr,
            )
            return 1
    # Ctrl-C too: a shell without job control starts background programs with it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        return _run(options, began)
    except KeyboardInterrupt:
        print("\n已停止。")
        return 0


def _run(options: argparse.Namespace, began: float) -> int:
    builder = _start_site_builder()
    place, gate = backend.local_place(options.port, options.console_port), paygate.start()
    backend.start(place, gate)
    from app import app
    from chalicelib.handlers import clock
    from infra import seeds
    from infra.local import minute, welcome

    _keep_quiet(verbose=options.verbose)
    demo = seeds.plant(clock.now(), applicants=not options.few)
    if builder.wait() != 0:
        print("静态页面生成失败，原因见上。", file=sys.stderr)
        return 1
    scheduled = minute.functions(app)
    servers = _serve(app, options, _hosts(place, _helpers(place, scheduled) if options.answer_captchas else {}))
    over = minute.start(scheduled)
    try:
        welcome.show(place, demo, gate.origin, seconds=time.perf_counter() - began)
        if options.describe:
            welcome.describe(place, demo, gate.origin, options.describe)
        welcome.wait(demo)
    finally:
        over.set()
        gate.stop()
        for server in servers:
            server.shutdown()
    return 0


def _start_site_builder() -> subprocess.Popen[bytes]:
    """Beside the tables, in a process of its own: both take about a second."""
    command = [sys.executable, str(ROOT / "site" / "build.py"), "--out", str(DIST)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)


def _serve(app: Any, options: argparse.Namespace, hosts: "tuple[Host, Host]") -> "list[LocalDevServer]":
    from infra.local import gateway

    ports = (options.port, options.console_port)
    servers = [
        gateway.server(app, port, host, verbose=options.verbose) for port, host in zip(ports, hosts, strict=True)
    ]
    for server in servers:
        threading.Thread(target=server.server.serve_forever, daemon=True).start()
    return servers


def _helpers(place: Place, scheduled: "tuple[Scheduled, ...]") -> "dict[str, Callable[[str], Answer]]":
    """What browser tests ask of this machine; rewound, the stack runs its scheduled functions as at the start."""
    from infra.local import captcha_answers, import_files, minute, office_hours, rewind

    return {
        captcha_answers.PATH: captcha_answers.answer,
        minute.PATH: minute.helper(scheduled),
        office_hours.PATH: office_hours.answer,
        import_files.PATH: import_files.answer,
        rewind.PATH: rewind.helper(place, then=lambda: minute.run_due(scheduled, 0)),
    }


def _hosts(place: Place, helpers: "Mapping[str, Callable[[str], Answer]]") -> "tuple[Host, Host]":
    """Pictures come from the candidates' origin: a second one for the console, which must allow it."""
    from infra.local.gateway import Host
    from infra.local.static_site import StaticSite

    bucket = resources(place.stage, place.account)["BucketSite"]
    own, console = page_policy(), page_policy(images=place.candidate_origin)
    return (
        Host(
            name="candidate",
            site=StaticSite(DIST / "candidate", own),
            site_bucket=bucket,
            buckets=place.picture_buckets,
            extras=helpers,
        ),
        Host(name="console", site=StaticSite(DIST / "console", console), site_bucket=bucket),
    )


def _keep_quiet(*, verbose: bool) -> None:
    """The people below must stay readable: without --verbose only refusals of the system itself are printed."""
    logger = logging.getLogger("kaoji")
    if not verbose:
        logger.addFilter(lambda record: record.levelno >= logging.WARNING)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

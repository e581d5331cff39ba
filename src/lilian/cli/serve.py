"""`lilian serve`: the site and, beside it, a worker, so that an office needs one command."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Annotated

import typer

from lilian.cli import ground
from lilian.cli.language import Language

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
THREADS = 8
LOOK_S = 0.5


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址;0.0.0.0 表示局域网也能打开")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口", min=1, max=65535)] = 8000,
    worker: Annotated[bool, typer.Option(help="同时开一个后台程序")] = True,
    lang: Annotated[Language, typer.Option(help="语言")] = Language.ZH,
) -> None:
    """打开网站;按 Ctrl+C 停止。"""
    ground.start()
    from lilian.cli.preparing import prepare

    with ground.said(lang) as _:
        prepare()
        typer.echo(_("网站地址:http://{host}:{port}/ (按 Ctrl+C 停止)").format(host=host, port=port))
        sys.stdout.flush()
    raise typer.Exit(watch(web_command(host, port), worker_command() if worker else None))


def web_command(host: str, port: int) -> list[str]:
    """One process on SQLite, whose writers queue anyway; two on PostgreSQL. Threads share them."""
    from django.db import connection

    processes = "2" if connection.vendor == "postgresql" else "1"
    connection.close()
    if sys.platform == "win32":
        options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", processes]
        return [sys.executable, "-m", "granian", *options, "--blocking-threads", str(THREADS), "lilian.conf.wsgi"]
    options = [
        "--bind",
        f"{host}:{port}",
        "--workers",
        processes,
        "--threads",
        str(THREADS),
        "--worker-class",
        "gthread",
    ]
    return [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "lilian.conf.wsgi"]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "lilian", "worker"]


def watch(web: list[str], worker: list[str] | None) -> int:
    """Keep the site and its worker until told to stop; a worker that dies is started again. Returns the site's code."""
    stopping: list[int] = []
    _on_stop(stopping.append)
    site = subprocess.Popen(web)
    helper = subprocess.Popen(worker) if worker else None
    while not stopping and site.poll() is None:
        time.sleep(LOOK_S)
        if worker and helper and helper.poll() is not None:
            helper = subprocess.Popen(worker)
    children = [child for child in (site, helper) if child]
    for child in children:
        child.terminate()
    codes = [child.wait() for child in children]
    return 0 if stopping else codes[0]


def _on_stop(act: Callable[[int], None]) -> None:
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
        act(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

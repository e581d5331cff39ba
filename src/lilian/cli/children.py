"""The processes `lilian serve` starts, and how it keeps them: none outlives it, a worker that dies is started again."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

THREADS = 8
LOOK_S = 0.25
RESTART_S = 2.0  # a worker that cannot start does not eat the machine
GRACE_S = 10  # a browser's connection that is open and asks nothing holds a thread that long, no longer
STOP_S = 60.0  # a child still busy after this is killed; its job runs again


def web_command(host: str, port: int) -> list[str]:
    """One process on SQLite, whose writers queue anyway; two on PostgreSQL. Threads share them."""
    from django.db import connection

    processes = "2" if connection.vendor == "postgresql" else "1"
    connection.close()
    return _granian(host, port, processes) if sys.platform == "win32" else _gunicorn(host, port, processes)


def _granian(host: str, port: int, processes: str) -> list[str]:
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", processes]
    return _tied("granian", *options, "--blocking-threads", str(THREADS), "lilian.conf.wsgi")


def _gunicorn(host: str, port: int, processes: str) -> list[str]:
    """Preloaded: a process that dies is replaced by a fork of the warmed program, at once."""
    options = ["--bind", f"{host}:{port}", "--workers", processes, "--threads", str(THREADS)]
    options += ["--worker-class", "gthread", "--preload", "--graceful-timeout", str(GRACE_S)]
    options += ["--no-control-socket", "--log-level", "warning"]
    return _tied("gunicorn", *options, "lilian.conf.wsgi")


def worker_command() -> list[str]:
    return _tied("lilian", "worker")


def _tied(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "lilian.cli.lifeline", module, *arguments]


def keep(web: list[str], worker: list[str] | None) -> int:
    """Keep the site and its worker until told to stop. Returns 0 if told, else the site's own code."""
    stopping: list[int] = []
    _on_stop(stopping.append)
    site, helper = _start(web), _start(worker) if worker else None
    begun = time.monotonic()
    while not stopping and site.poll() is None:
        time.sleep(LOOK_S)
        if worker and helper and helper.poll() is not None and time.monotonic() - begun > RESTART_S:
            helper, begun = _start(worker), time.monotonic()
    _stop([child for child in (site, helper) if child])
    return 0 if stopping else site.returncode


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    end = time.monotonic() + STOP_S
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _on_stop(act: Callable[[int], None]) -> None:
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
        act(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

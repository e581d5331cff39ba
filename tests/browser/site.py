"""A real site for the browser: its own folder, the demo county, `lilian serve` in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 120
STOP_S = 70  # `lilian serve` itself gives up after 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, demo: bool = True) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LILIAN_", "DJANGO_"))}
    return {**kept, "LILIAN_VAR": str(folder), "LILIAN_DEMO": str(int(demo)), "LILIAN_LOG": "WARNING"}


def lilian(folder: Path, *words: str, demo: bool = True) -> None:
    command = [sys.executable, "-m", "lilian", *words]
    subprocess.run(command, env=environment(folder, demo), check=True, stdout=subprocess.DEVNULL)


def await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not start")


@contextmanager
def running(folder: Path, host: str = "127.0.0.1", demo: bool = True) -> Iterator[str]:
    """Serve the database in `folder`; give the address under that name, and stop the server afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "lilian", "serve", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment(folder, demo), stdout=log, stderr=log)
    try:
        await_answer(f"http://127.0.0.1:{port}", server)
        yield f"http://{host}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=STOP_S)

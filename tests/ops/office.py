"""An office's machine: a folder, a database, and the `lilian` command run on them as a person would."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import psycopg

from tests.conftest import ROOT

NOT_OURS = re.compile("^(LILIAN_|DJANGO_)")


def until(fact: Callable[[], bool], within_s: float, what: str) -> None:
    end = time.monotonic() + within_s
    while not fact():
        assert time.monotonic() < end, f"within {within_s} s it did not come to pass: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def command_of(pid: int) -> str:
    return subprocess.run(
        ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()


def alive(pid: int) -> bool:
    """A process that ended and was not asked for its code yet is not alive."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def descendants(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    own = [child for child, parent in pairs if parent == pid]
    return [*own, *(below for child in own for below in descendants(child))]


class Served:
    """A `lilian serve` that runs."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        until(lambda: process.poll() is not None or self.status("readyz") == 200, 180, "the site is ready")
        assert process.poll() is None, process.communicate()[0]
        self.children = descendants(process.pid)

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=90) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def all_gone(self) -> bool:
        return not any(alive(pid) for pid in self.children)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.communicate()
        for pid in self.children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Office:
    def __init__(self, folder: Path, url: str, **settings: str) -> None:
        self.folder = folder
        ours = {key: value for key, value in os.environ.items() if not NOT_OURS.match(key)}
        self.env = {**ours, "LILIAN_VAR": str(folder), "LILIAN_DATABASE_URL": url, "LILIAN_DEMO": "0", **settings}
        self.running: list[Served] = []

    def lilian(self, *arguments: str, code: int = 0) -> str:
        """Run the command to its end; return what it said."""
        done = self._run("-m", "lilian", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def python(self, program: str, code: int = 0) -> str:
        """Run lines that may import the program's models."""
        start = "from lilian.cli import ground; ground.start()\n"
        done = self._run("-c", start + program)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )

    def serve(self, *options: str, port: int = 0) -> Served:
        port = port or free_port()
        command = [sys.executable, "-m", "lilian", "serve", "--port", str(port), *options]
        process = subprocess.Popen(
            command, env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.running.append(Served(process, port))
        return self.running[-1]

    def act(self) -> None:
        """Something that stands in the chain."""
        self.python(ACT)

    def acts(self) -> int:
        """Asked of the database itself: a start of the program for one figure would be the dearest part of a test."""
        url = self.env["LILIAN_DATABASE_URL"]
        is_file = url.startswith("sqlite:///")
        with closing(sqlite3.connect(url.removeprefix("sqlite:///")) if is_file else psycopg.connect(url)) as database:
            return int(database.execute(COUNT).fetchone()[0])

    def close(self) -> None:
        for each in self.running:
            each.end()


ACT = """
from datetime import UTC, datetime
from lilian.base import audit
from lilian.base.actors import system
audit.record(actor=system("Lin"), event="test.happened", subject="x", at=datetime.now(UTC))
"""
COUNT = "SELECT count(*) FROM base_auditevent WHERE event = 'test.happened'"

"""A site and its workers on a database of their own, clients that write down what was acknowledged, and a killer."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from lilian.cli import children
from tests.conftest import ROOT


class Pool:
    """`killed` counts; `acked` is the file outside the database."""

    def __init__(self, folder: Path, url: str, mutant: str = "") -> None:
        self.folder, self.killed, self.acked = folder, 0, folder / "acked"
        self.acked.touch()
        self.env = {
            **os.environ,
            "LILIAN_DATABASE_URL": url,
            "LILIAN_VAR": str(folder),
            "LILIAN_MUTANT": mutant,
            "DJANGO_SETTINGS_MODULE": "tests.ops.settings",
        }
        self.workers: list[int] = []
        self._stop = threading.Event()
        self.zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.ops.zygote"],
            env=self.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self.zygote.stdout
        return self.zygote.stdout.readline().strip()

    def tell(self, line: str) -> str:
        assert self.zygote.stdin
        self.zygote.stdin.write(line + "\n")
        self.zygote.stdin.flush()
        return self._answer()

    def worker(self) -> int:
        pid = int(self.tell("worker"))
        self.workers.append(pid)
        return pid

    def kill_worker(self, *, at_work: bool = False) -> None:
        """A random one, or one with a job in hand, anywhere between its claim and its commit; at once replaced."""
        pid = self._one_at_work() if at_work else random.choice(self.workers)
        self.workers.remove(pid)
        os.kill(pid, signal.SIGKILL)
        self.killed += 1
        self.worker()

    def _one_at_work(self) -> int:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for pid in self.workers:
                if (self.folder / f"working-{pid}").exists():
                    time.sleep(random.uniform(0, 0.02))
                    return pid
            time.sleep(0.001)
        raise AssertionError("no worker does anything")

    def pause(self, pid: int) -> None:
        """Put a worker to sleep, but never with SQLite's one write lock in its hand: that would stop everybody."""
        os.kill(pid, signal.SIGSTOP)
        while self.tell("free") != "yes":
            os.kill(pid, signal.SIGCONT)
            time.sleep(0.01)
            os.kill(pid, signal.SIGSTOP)

    def check(self) -> dict[str, Any]:
        return json.loads(self.tell("check"))

    def open_site(self) -> None:
        """As `lilian serve` opens it: the warmed program forks what serves; killed, it is back at once."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = children.web_command("127.0.0.1", self.port)
        self.site = subprocess.Popen(command, env=self.env, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.clients = [threading.Thread(target=self._client, args=(n,)) for n in range(3)]
        for client in self.clients:
            client.start()

    def call(self, path: str, method: str = "POST") -> tuple[int, str]:
        """Status 0 where the site died under the call."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            link.request(method, path)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            link.close()

    def _client(self, number: int) -> None:
        """Sends each key until it is acknowledged, then writes it down."""
        count = 0
        while not self._stop.is_set():
            key = f"client{number}-{count}"
            while self.call(f"/ask/{key}")[0] != 201:
                time.sleep(0.005)
                if self._stop.is_set():
                    return
            with self.acked.open("a") as file:
                file.write(key + "\n")
            count += 1
            time.sleep(0.01)

    def kill_site(self) -> None:
        """A process that serves, at a random moment of its work: something was acknowledged since the last kill."""
        end = time.monotonic() + 60
        before = self.acked.stat().st_size
        while not (pid := self.call("/pid", "GET")[1]).isdigit() or self.acked.stat().st_size == before:
            assert time.monotonic() < end, f"the site does not work: {pid[:300]}"
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.1))
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
            self.killed += 1

    def stop_asking(self) -> None:
        self._stop.set()
        for client in getattr(self, "clients", []):
            client.join()

    def drained(self, within_s: float) -> dict[str, Any]:
        """What stands in the database when every job is done, or when the time is up."""
        end = time.monotonic() + within_s
        while (seen := self.check()) and time.monotonic() < end:
            if all(status == "done" for status in seen["jobs"].values()):
                return self.check()  # a job may have ended between two questions of the first look
            time.sleep(0.2)
        return seen

    def close(self) -> None:
        self.stop_asking()
        for pid in self.workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in (self.zygote, getattr(self, "site", None)):
            if process:
                process.terminate()
                process.wait()


def wrongs(seen: dict[str, Any], acked: list[str]) -> list[str]:
    """Everything that may not be: one line each."""
    lost = [f"lost: {key}" for key in acked if seen["asked"].get(key) != 1]
    asked_twice = [f"asked twice: {key}" for key, count in seen["asked"].items() if count != 1]
    unasked = [f"in no chain: {key}" for key in seen["jobs"].keys() ^ seen["asked"].keys()]
    undone = [f"{status}: {key}" for key, status in seen["jobs"].items() if status != "done"]
    not_once = [f"effect {seen['done'].get(key, 0)} times: {key}" for key in seen["jobs"] if seen["done"].get(key) != 1]
    return [*lost, *asked_twice, *unasked, *undone, *not_once, *seen["faults"]]

"""Acts at the same moment, each in a process of its own; a scene of them in a program of its own."""

import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import BrokenBarrierError
from typing import Any
from unittest.mock import patch

from tests.ops.databases import fresh_database
from tests.ops.stage import environment, stage

Act = Callable[[], Any]
TOGETHER = multiprocessing.get_context("fork")


def scene(folder: Path, module: str, *said: str, mutant: str = "", within_s: float = 180) -> dict[str, Any]:
    """What `python -m module said…` printed last, as JSON; it has a fresh database and knows its mutant."""
    with fresh_database(folder) as url:
        env = environment(LILIAN_DATABASE_URL=url, LILIAN_VAR=str(folder), LILIAN_MUTANT=mutant)
        answer = stage().play(folder, env, [module, *said], within_s)
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found


def meeting(processes: int, *, is_locked: bool) -> Callable[[], None]:
    """What each process calls at the place where they must not be at once: it returns when all of them are there.

    Where a lock keeps the others away, the first goes on before they lose patience, and nobody waits any more.
    """
    barrier, within_s = TOGETHER.Barrier(processes), 0.5 if is_locked else 30

    def meet() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(within_s)

    return meet


def runner(barrier: Any, said: Any, act: Act) -> None:
    from django.db import connection

    from lilian.kernel.refusal import Refusal

    connection.close()
    connection.ensure_connection()
    barrier.wait()
    try:
        act()
        said.put("done")
    except Refusal as refusal:
        said.put(refusal.code)
    except Exception as fault:
        said.put(repr(fault))


def run(acts: list[Act]) -> list[str]:
    """All at once, each in a process of its own; what each was told."""
    from django.db import connection

    connection.close()
    barrier, said = TOGETHER.Barrier(len(acts)), TOGETHER.Queue()
    runners = [TOGETHER.Process(target=runner, args=(barrier, said, act)) for act in acts]
    for each in runners:
        each.start()
    found = [said.get(timeout=60) for _ in runners]
    for each in runners:
        each.join()
    return sorted(found)


def without_lock(label: str = "") -> None:
    """A mutant's transactions: SQLite gives no writer's lock at the start, PostgreSQL no lock on rows of this model."""
    from django.db import connection
    from django.db.models import QuerySet

    connection.settings_dict["OPTIONS"].pop("transaction_mode", None)
    lock = QuerySet.select_for_update

    def unlocked(self: Any, *args: Any, **options: Any) -> Any:
        return self if self.model._meta.label == label else lock(self, *args, **options)

    patch.object(QuerySet, "select_for_update", unlocked).start()


def slowed(module: Any, name: str) -> None:
    """What this function read is a moment old when it is used, so that who else reads meanwhile reads the same."""
    read = getattr(module, name)

    def slowly(*asked: Any) -> Any:
        found = read(*asked)
        time.sleep(0.05)
        return found

    patch.object(module, name, slowly).start()


def broken(module: str) -> list[str]:
    """What `lilian verify` would say of the audit chain and of this module."""
    from lilian.base import audit, verification

    checks = [each.check for name, each in verification.REGISTERED.items() if name.startswith(module)]
    return [*audit.faults(), *(fault for check in checks for fault in check(lambda done: None))]


def killed(points: int, busy: Callable[[int, int, Callable[[str], None]], None]) -> list[str]:
    """A process that works, killed at a random moment, so many times; the keys of what it said was done.

    `busy` is given the process's number, how many acts to do at most, and whom to tell of each.
    """
    from django.db import connection

    acked = Path(os.environ["LILIAN_VAR"]) / "acked"
    acked.touch()
    connection.close()
    for point in range(points):
        had = acked.stat().st_size
        child = os.fork()
        if not child:
            busy(point, 10_000, partial(note, acked))
            os._exit(0)
        _wait_for_more(acked, had)
        time.sleep(random.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return acked.read_text().split()


def _wait_for_more(acked: Path, had: int, within_s: float = 20) -> None:
    """Until somebody was told that something is done: the blow falls on work, not beside it."""
    end = time.monotonic() + within_s
    while acked.stat().st_size == had and time.monotonic() < end:
        time.sleep(0.002)


def note(acked: Path, key: str) -> None:
    """Tell the killer, on whose file it is, that this is done."""
    with acked.open("a") as file:
        file.write(f"{key}\n")

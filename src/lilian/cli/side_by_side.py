"""Checks of `lilian verify` beside each other, on a process for each core: a county has millions of rows."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from typing import Any

from lilian.cli import ground

WORTH_IT = 500_000  # rows; starting a process takes as long as looking through half of them
LOOK_S = 0.25

done: Any = None  # of each check, how many rows it has looked through; shared by the processes


def processes(rows: int, checks: int) -> int:
    """How many to use for so many rows; 1 is this one."""
    return min(os.cpu_count() or 1, checks) if rows >= WORTH_IT else 1


def found(names: Sequence[str], count: int, told: Callable[[str, int], None]) -> Iterator[str]:
    """The faults of each registered check, in their order; the longest check should be named first.

    `told` hears how far each check has come.

    :raises concurrent.futures.BrokenExecutor: if a process dies
    """
    context = multiprocessing.get_context("spawn")
    shared = context.Array("q", len(names), lock=False)
    with ProcessPoolExecutor(count, context, _begin, (shared,)) as pool:
        asked = [pool.submit(_faults, place, name) for place, name in enumerate(names)]
        waiting: set[Future[list[str]]] = set(asked)
        while waiting:
            waiting = wait(waiting, timeout=LOOK_S).not_done
            for name, rows in zip(names, shared, strict=True):
                told(name, rows)
        for answer in asked:
            yield from answer.result()


def _begin(shared: Any) -> None:
    global done
    ground.start()
    done = shared


def _faults(place: int, name: str) -> list[str]:
    from django.db import connection

    from lilian.base.engine import unhurried
    from lilian.base.verification import REGISTERED

    def told(rows: int) -> None:
        done[place] = rows

    with unhurried(connection):
        return list(REGISTERED[name].check(told))

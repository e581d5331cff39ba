"""On several processes of this machine. They are started afresh (spawn), so that no thread or lock is copied."""

import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, TypeVar

from lilian.planning.fan.kept import MOST_TRIES, Kept, WorkersLost, call

T = TypeVar("T")


@dataclass(frozen=True)
class OnDisk:
    """A thing in a file of our own temporary folder."""

    path: Path

    def found(self) -> Any:
        return loaded(self.path)


@cache
def loaded(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by the process that started us


class Processes:
    """A pool whose death is not the end: what was not done goes to a new one."""

    def __init__(self, workers: int) -> None:
        self.name = f"{workers} processes"
        self.workers = workers
        self.folder = TemporaryDirectory(prefix="lilian-fan-")
        self.kept = 0
        self.pool = self.new_pool()

    def new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, get_context("spawn"))

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        self.pool.shutdown(cancel_futures=True)
        self.folder.cleanup()

    def keep(self, thing: Any) -> Kept:
        path = Path(self.folder.name) / str(self.kept)
        path.write_bytes(pickle.dumps(thing))
        self.kept += 1
        return OnDisk(path)

    def map_over(self, work: Callable[..., T], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
        done: dict[int, T] = {}
        for _ in range(MOST_TRIES):
            left = [place for place in range(len(tasks)) if place not in done]
            done |= self.done_of(work, {place: tasks[place] for place in left})
            if len(done) == len(tasks):
                return [done[place] for place in range(len(tasks))]
            self.pool.shutdown(wait=False, cancel_futures=True)  # it is broken: nothing of it is worth waiting for
            self.pool = self.new_pool()
        raise WorkersLost(times=MOST_TRIES)

    def done_of(self, work: Callable[..., T], tasks: dict[int, tuple[Any, ...]]) -> dict[int, T]:
        """What the pool finished; a dead worker breaks the pool, and what it had not finished is missing."""
        waiting: dict[int, Future[T]] = {}
        done: dict[int, T] = {}
        try:
            for place, task in tasks.items():
                waiting[place] = self.pool.submit(call, work, task)
        except BrokenProcessPool:
            pass  # those already handed in may still be done
        for place, future in waiting.items():
            try:
                done[place] = future.result()
            except BrokenProcessPool:
                continue
        return done

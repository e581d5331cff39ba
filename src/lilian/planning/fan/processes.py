"""On several processes of this machine. They are started afresh (spawn), so that no thread or lock is copied.

Each has a pipe of its own and shares no lock: one that is killed in the middle of a word breaks its own pipe only. In
`concurrent.futures` all share one pipe and its lock; a worker killed while it answers leaves the rest waiting for ever.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, TypeVar, cast

from lilian.planning.fan.kept import MOST_TRIES, Kept, WorkersLost, call

T = TypeVar("T")


@dataclass(frozen=True)
class OnDisk:
    """A thing in a file of our own temporary folder."""

    path: Path

    def found(self) -> Any:
        return loaded(self.path)


def kept_in(task: tuple[Any, ...]) -> set[OnDisk]:
    return {given for given in task if isinstance(given, OnDisk)}


@cache
def loaded(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by the process that started us


def serve(pipe: Connection) -> None:
    """A worker's life: a task, its answer, until the other end is gone."""
    while True:
        try:
            work, task = pipe.recv()
        except EOFError:
            return
        try:
            answer: tuple[bool, Any] = True, call(work, task)
        except Exception as fault:  # whatever it is, it is for the one who asked
            answer = False, fault
        pipe.send(answer)


class Worker:
    def __init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        self.read = set[OnDisk]()
        theirs.close()  # so that its end is the end of the pipe

    def best_of(self, left: list[int], tasks: Sequence[tuple[Any, ...]]) -> int:
        """The first task about a thing it has read already, else the first: a thing is read and worked up once."""
        return next((place for place in left if self.read & kept_in(tasks[place])), left[0])

    def begin(self, work: Callable[..., Any], task: tuple[Any, ...]) -> None:
        self.read |= kept_in(task)
        with suppress(OSError):  # it is dead: its pipe says so to whoever waits for the answer
            self.pipe.send((work, task))

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Processes:
    """Workers whose death is not the end: what one had in hand goes to another."""

    def __init__(self, workers: int) -> None:
        self.name = f"{workers} processes"
        self.folder = TemporaryDirectory(prefix="lilian-fan-")
        self.kept = 0
        self.crew = [Worker() for _ in range(workers)]

    @property
    def pids(self) -> list[int]:
        return [worker.process.pid or 0 for worker in self.crew]

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        for worker in self.crew:
            worker.end()
        self.folder.cleanup()

    def keep(self, thing: Any) -> Kept:
        path = Path(self.folder.name) / str(self.kept)
        path.write_bytes(pickle.dumps(thing))
        self.kept += 1
        return OnDisk(path)

    def map_over(self, work: Callable[..., T], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
        left, busy = list(range(len(tasks))), dict[Connection, int]()
        answers, lost = dict[int, tuple[bool, Any]](), Counter[int]()
        while left or busy:
            for worker in self.crew:
                if left and worker.pipe not in busy:
                    busy[worker.pipe] = place = worker.best_of(left, tasks)
                    left.remove(place)
                    worker.begin(work, tasks[place])
            for pipe in cast(list[Connection], wait(list(busy))):
                place = busy.pop(pipe)
                try:
                    answers[place] = pipe.recv()
                except (EOFError, OSError):
                    self.replace(pipe)
                    lost[place] += 1
                    left.insert(0, place)
            if max(lost.values(), default=0) >= MOST_TRIES:
                self.replace(*busy)
                raise WorkersLost(times=MOST_TRIES)
        return [given(answers[place]) for place in range(len(tasks))]

    def replace(self, *pipes: Connection) -> None:
        """New workers for those at the other end."""
        for place, worker in enumerate(self.crew):
            if worker.pipe in pipes:
                worker.end()
                self.crew[place] = Worker()


def given(answer: tuple[bool, T]) -> T:
    well, value = answer
    if well:
        return value
    assert isinstance(value, Exception)
    raise value

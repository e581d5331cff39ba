"""News of a long work: the work says how far it is, a thread of its own writes it down."""

import threading
from types import TracebackType
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from lilian.base.jobs.run import LeaseLost

if TYPE_CHECKING:
    from lilian.base.jobs.run import Run

EVERY_S = 1.0


class Telling:
    """Called with (done, total, message) as often as one likes; once a second the newest goes to the job's row.

    The message may hold `{seconds}`, which pass even where the work cannot say how far it is. To be left before
    `Run.finishing`: on SQLite its transaction would keep the thread waiting.
    """

    def __init__(self, run: "Run", message: str) -> None:
        self.run, self.newest = run, (0, 0, message)
        self._lost: LeaseLost | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write_on, daemon=True, name=f"news of job {run.job.pk}")

    def __call__(self, done: int, total: int, message: str) -> None:
        """:raises LeaseLost: if the job is another worker's by now"""
        if self._lost is not None:
            raise self._lost
        self.newest = (done, total, message)

    def __enter__(self) -> "Telling":
        done, total, message = self.newest
        self.run.progress(done, total, message, seconds=0)
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _write_on(self) -> None:
        seconds = 0
        try:
            while self._lost is None and not self._stop.wait(EVERY_S):
                seconds += 1
                self._write(seconds)
        finally:
            connection.close()

    def _write(self, seconds: int) -> None:
        done, total, message = self.newest
        try:
            self.run.progress(done, total, message, seconds=seconds)
        except LeaseLost as lost:
            self._lost = lost
        except DatabaseError:  # a busy moment; the next second tries again
            connection.close()

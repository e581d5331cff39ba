"""The worker process: django-tasks' loop, with our rounds beside it: the reaper, the outbox, upkeep."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

from django.conf import settings
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from lilian.base.jobs import rounds
from lilian.base.jobs.doing import worker_name

POLL_S = 0.5


def run(*, until_idle: bool = False) -> None:
    """Work until told to stop (SIGTERM, SIGINT: the job in hand is finished first), or until nothing waits."""
    worker = Worker(
        queue_names=["default"],
        interval=POLL_S,
        batch=until_idle,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name()[:64],
        excluded_queue_names=[],
    )
    _stop_on_signals(worker)
    with_rounds(worker.run)


def _stop_on_signals(worker: Worker) -> None:
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
        worker.running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def with_rounds(work: Callable[[], None]) -> None:
    """The rounds go in a thread, while `work` runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_rounds, args=(stop,), daemon=True, name="rounds")
    thread.start()
    try:
        work()
    finally:
        stop.set()
        thread.join()


def _rounds(stop: threading.Event) -> None:
    try:
        while True:
            rounds.go()
            if stop.wait(min(2.0, settings.JOB_LEASE_S / 2)):
                return
    finally:
        connection.close()

"""The worker process: django-tasks' loop, with our reaper and the outbox beside it."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from lilian.base import outbox
from lilian.base.jobs.doing import worker_name
from lilian.base.jobs.reaper import reap

log = structlog.get_logger()
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
    """Reap and deliver in a thread, while `work` runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_rounds, args=(stop,), daemon=True, name="reaper")
    thread.start()
    try:
        work()
    finally:
        stop.set()
        thread.join()


def _rounds(stop: threading.Event) -> None:
    try:
        while True:
            _round()
            if stop.wait(min(2.0, settings.JOB_LEASE_S / 2)):
                return
    finally:
        connection.close()


def _round() -> None:
    """A fault of one round must not end the rounds: without them a killed worker's jobs would stand still."""
    try:
        close_old_connections()
        reap(now=timezone.now())
        outbox.deliver(now=timezone.now())
    except Exception:
        log.exception("worker_round_failed")
        connection.close()

"""What every worker does beside its jobs, again and again, by the clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

log = structlog.get_logger()


@dataclass
class Round:
    """`act(now=…)`, no sooner than `every_s` after its last time. Safe in several workers at once: that is its part."""

    name: str
    act: Callable[..., object]
    every_s: float
    due: float = 0.0

    def go(self, moment: float) -> None:
        """A fault of one round must not end the rounds: without them a killed worker's jobs would stand still."""
        if moment < self.due:
            return
        self.due = moment + self.every_s
        try:
            close_old_connections()
            self.act(now=timezone.now())
        except Exception:
            log.exception("worker_round_failed", round=self.name)
            connection.close()


REGISTERED: dict[str, Round] = {}


def register(name: str, act: Callable[..., object], *, every_s: float) -> None:
    REGISTERED[name] = Round(name, act, every_s)


def go() -> None:
    """Whatever is due, one after another."""
    for each in REGISTERED.values():
        each.go(time.monotonic())

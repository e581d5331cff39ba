"""What a handler is given: its arguments, a way to show progress, and the one way to write its effect."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base.actors import Actor, system
from lilian.base.jobs.lease import held
from lilian.base.models import Job


class LeaseLost(Exception):
    """Another worker has the job now. Nothing of this attempt is written."""


class Run:
    """One attempt at one job. `result` is stored with it as JSON when it is done."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self.result: dict[str, Any] = {}
        self.finished = False

    @property
    def actor(self) -> Actor:
        """The program, under the name of who asked."""
        return system(self.job.actor_name or self.job.kind)

    def progress(self, done: int, total: int, message: str = "", **fields: Any) -> None:
        """Show how far it is. `message` is a sentence marked for translation, with `{field}`s.

        :raises LeaseLost: if the job is another worker's by now
        """
        still = held(self.job).update(
            progress_done=done,
            progress_total=total,
            message=message,
            message_fields=fields,
            progress_at=timezone.now(),
        )
        if not still:
            raise LeaseLost(self.job.pk)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """One transaction in which the effect is written and the job is done, or neither.

        :raises LeaseLost: if the job is another worker's by now
        """
        with transaction.atomic():
            # Locked until commit: the reaper cannot give it away between this look and our last write.
            if not held(self.job).select_for_update().exists():
                raise LeaseLost(self.job.pk)
            yield
            held(self.job).update(
                status=Job.DONE, finished_at=timezone.now(), lease_until=None, result=self.result, fault=""
            )
        self.finished = True

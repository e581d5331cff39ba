"""Who holds a job, and until when. Every write of a holder names the token it was given."""

import threading
from datetime import datetime, timedelta
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from lilian.base.models import Job


def lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.JOB_LEASE_S)


@transaction.atomic
def claim(job_id: int, *, worker: str, now: datetime) -> Job | None:
    """Take a waiting job; None if another has it or it is done."""
    taken = Job.objects.filter(pk=job_id, status=Job.QUEUED).update(
        status=Job.RUNNING,
        token=F("token") + 1,
        attempts=F("attempts") + 1,
        worker=worker[:80],
        started_at=now,
        lease_until=lease_end(now),
    )
    return Job.objects.get(pk=job_id) if taken else None


def held(job: Job) -> QuerySet[Job]:
    """The job's row, if it is still ours."""
    return Job.objects.filter(pk=job.pk, token=job.token, status=Job.RUNNING)


class Heartbeat:
    """While inside, a thread renews the lease three times in its length."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name=f"lease of job {job.pk}")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(settings.JOB_LEASE_S / 3):
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        try:
            held(self.job).update(lease_until=lease_end(timezone.now()))
        except DatabaseError:  # a busy moment; the next beat tries again, the token guards the effect
            connection.close()

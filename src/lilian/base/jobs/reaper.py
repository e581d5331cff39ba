"""Finds work whose worker died and lets another do it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from lilian.base.jobs.doing import stop
from lilian.base.jobs.task import requeue
from lilian.base.models import Job
from lilian.kernel.marks import gettext_noop

log = structlog.get_logger()
WORKER_DIED = gettext_noop("后台程序多次中断，没能做完。")


def reap(*, now: datetime) -> int:
    """Queue every abandoned job again; return how many. Safe to run in several workers at once."""
    return sum(_revive(job_id, now) for job_id in [*_expired(now), *_never_begun(now)])


def _expired(now: datetime) -> Iterator[int]:
    yield from Job.objects.filter(status=Job.RUNNING, lease_until__lt=now).values_list("pk", flat=True)


def _never_begun(now: datetime) -> Iterator[int]:
    """Waiting jobs whose task a worker took, and died before it claimed the job."""
    before = now - timedelta(seconds=settings.JOB_LEASE_S)
    taken = DBTaskResult.objects.exclude(status="READY").filter(started_at__lt=before)
    waiting = dict(Job.objects.filter(status=Job.QUEUED).values_list("task", "pk"))
    for task in taken.filter(pk__in=waiting).values_list("pk", flat=True):
        yield waiting[str(task)]


@transaction.atomic
def _revive(job_id: int, now: datetime) -> bool:
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
    if job is None or job.status not in (Job.QUEUED, Job.RUNNING) or (job.lease_until and job.lease_until >= now):
        return False
    _close_task(job, now)
    log.warning("job_revived", job=job.pk, kind=job.kind, worker=job.worker, attempt=job.attempts)
    if job.attempts >= settings.JOB_ATTEMPTS:
        stop(job, fault=WORKER_DIED)
    else:
        requeue(job)
    return True


def _close_task(job: Job, now: datetime) -> None:
    """The dead worker's task would stand as running for ever."""
    DBTaskResult.objects.filter(pk=job.task, status="RUNNING").update(
        status="FAILED", finished_at=now, traceback=WORKER_DIED
    )

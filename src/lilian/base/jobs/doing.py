"""One attempt: claim, keep the lease, let the handler work, say what went wrong."""

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lilian.base.jobs.handlers import handler_of
from lilian.base.jobs.lease import Heartbeat, claim, held
from lilian.base.jobs.run import LeaseLost, Run
from lilian.base.models import Job
from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import as_plain

log = structlog.get_logger()
# Puts a job back in the queue, to run no sooner than then.
Again = Callable[[Job, datetime], None]


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def attempt(job_id: int, *, again: Again) -> None:
    """Do the job if it is waiting; a fault hands it to `again`, or leaves it for a person."""
    job = claim(job_id, worker=worker_name(), now=timezone.now())
    if job is None:
        return
    try:
        with Heartbeat(job):
            _work(Run(job))
    except LeaseLost:
        log.warning("job_lease_lost", job=job.pk, kind=job.kind)
    except Refusal as refusal:
        stop(job, fault=refusal.code, fields=as_plain(refusal.fields))
    except Exception as fault:
        log.exception("job_failed", job=job.pk, kind=job.kind, attempt=job.attempts)
        fail(job, fault=f"{type(fault).__name__}: {fault}", again=again)


def _work(run: Run) -> None:
    handler_of(run.job.kind)(run)
    if not run.finished:
        with run.finishing():
            pass


def stop(job: Job, *, fault: str, fields: dict[str, str] | None = None) -> None:
    """Leave it for a person: trying again would give the same."""
    held(job).update(
        status=Job.NEEDS_PERSON, finished_at=timezone.now(), lease_until=None, fault=fault, fault_fields=fields or {}
    )


@transaction.atomic
def fail(job: Job, *, fault: str, again: Again) -> None:
    """Again later, waiting twice as long each time; after the last attempt a person must look."""
    mine = held(job).select_for_update().first()
    if mine is None:
        return
    if mine.attempts >= settings.JOB_ATTEMPTS:
        stop(mine, fault=fault)
        return
    Job.objects.filter(pk=mine.pk).update(fault=fault)
    again(mine, timezone.now() + timedelta(seconds=2**mine.attempts))

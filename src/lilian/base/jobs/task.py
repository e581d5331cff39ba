"""The one task django-tasks knows: do the job with this key."""

from datetime import datetime

from django_tasks import task

from lilian.base.jobs.doing import attempt
from lilian.base.models import Job


@task()
def do_job(job_id: int) -> None:
    do(job_id)


def do(job_id: int) -> None:
    """Do the job if it is waiting; a fault leaves it waiting again, or for a person."""
    attempt(job_id, again=requeue)


def enqueue(job: Job, *, run_after: datetime | None = None) -> str:
    """Put the job in the queue, in the caller's transaction; return the task's id."""
    chosen = do_job.using(run_after=run_after) if run_after else do_job
    return str(chosen.enqueue(job_id=job.pk).id)


def requeue(job: Job, run_after: datetime | None = None) -> None:
    """Make it wait for a worker again. The token grows, so a worker that still holds it can write no more."""
    job.task = enqueue(job, run_after=run_after)
    job.status, job.lease_until, job.worker = Job.QUEUED, None, ""
    job.token += 1
    job.save(update_fields=["task", "status", "lease_until", "worker", "token"])

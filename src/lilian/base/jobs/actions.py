"""Ask for work; try again what a person has looked at."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.jobs.handlers import handler_of
from lilian.base.jobs.task import enqueue, requeue
from lilian.base.models import Job
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotFound


class NotWaitingForPerson(AlreadyDone):
    code = "base.job_not_waiting_for_person"
    sentence = gettext_noop("这项后台工作没有停下来等人处理，不用重试。")


@transaction.atomic
def start(*, actor: Actor, kind: str, arguments: dict[str, Any], key: str, now: datetime) -> Job:
    """Queue the work in the caller's transaction. The same key again gives the same job.

    :raises UnknownKind: if no handler is registered for the kind
    """
    handler_of(kind)
    job, made = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "arguments": arguments,
            "user_id": actor.user_id,
            "api_token_id": actor.token_id,
            "actor_name": actor.name[:80],
            "created_at": now,
        },
    )
    if made:
        job.task = enqueue(job)
        job.save(update_fields=["task"])
    return job


@transaction.atomic
def retry(*, actor: Actor, job_id: int, now: datetime) -> Job:
    """Put a job that stopped back in the queue, with all its attempts.

    :raises NotFound: if there is no such job
    :raises NotWaitingForPerson: if it did not stop
    """
    actor.must("base.retry_jobs")
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise NotFound()
    if job.status != Job.NEEDS_PERSON:
        raise NotWaitingForPerson()
    Job.objects.filter(pk=job_id).update(attempts=0, fault="", fault_fields={}, finished_at=None)
    requeue(job)
    audit.record(actor=actor, event="base.job_retried", subject=job, data={"kind": job.kind}, at=now)
    return job

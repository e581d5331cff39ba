"""The worker of these tests: does every queued job here and now."""

from lilian.base.jobs.task import do
from lilian.base.models import Job


def work_off() -> None:
    for job in Job.objects.filter(status=Job.QUEUED).order_by("pk"):
        do(job.pk)

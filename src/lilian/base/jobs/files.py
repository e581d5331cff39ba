"""The file a job made: for a day it lies in a folder of its own, for who asked for it alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from lilian.base import day_folders
from lilian.base.actors import Actor
from lilian.base.jobs.queries import asked_by
from lilian.base.models import Job
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal

if TYPE_CHECKING:
    from lilian.base.jobs.run import Run

MADE = "made"


class NotMadeYet(Refusal):
    code = "base.file_not_made_yet"
    sentence = gettext_noop("这份文件还没有做好。")
    remedy = gettext_noop("请过几秒再来取。")


@dataclass(frozen=True)
class MadeFile:
    name: str
    data: bytes


def finish_with(run: "Run", made: MadeFile) -> None:
    """Put what the job made aside for who asked, and end the job."""
    folder = day_folders.fresh(timezone.now())
    folder.write(MADE, made.data)
    with run.finishing():
        run.result = {"folder": folder.key, "name": made.name}


def file_job(actor: Actor, job_id: int, kind: str) -> Job:
    """A job of this kind that the actor asked for.

    :raises NotFound: if there is none, or it is another's
    """
    job = asked_by(actor).filter(pk=job_id, kind=kind).first()
    if job is None:
        raise NotFound()
    return job


def kept_until(job: Job) -> datetime | None:
    """When the file goes; None while it is not made."""
    return job.finished_at + day_folders.KEPT if job.status == Job.DONE and job.finished_at else None


def made_file(actor: Actor, job_id: int, kind: str) -> MadeFile:
    """What a job of this kind made, for who asked for it.

    :raises NotFound: if there is none, it is another's, or was kept for a day already
    :raises NotMadeYet: while it is being made
    """
    job = file_job(actor, job_id, kind)
    if job.status != Job.DONE:
        raise NotMadeYet()
    data = day_folders.found(job.result.get("folder", day_folders.NO_FOLDER)).read(MADE)
    if data is None:
        raise NotFound()
    return MadeFile(job.result["name"], data)

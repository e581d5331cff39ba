"""Jobs as people see them."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.base.models import Job
from lilian.kernel.refusal import NotFound


def jobs(actor: Actor) -> QuerySet[Job]:
    """Every job for those who watch over them, else one's own; newest first."""
    if actor.may("base.see_jobs"):
        return Job.objects.all()
    return Job.objects.filter(user_id=actor.user_id) if actor.user_id else Job.objects.none()


def job_by_key(actor: Actor, key: str) -> Job:
    """:raises NotFound: if there is none that this actor may see"""
    found = jobs(actor).filter(key=key).first()
    if found is None:
        raise NotFound()
    return found

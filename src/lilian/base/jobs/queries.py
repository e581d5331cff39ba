"""Jobs as people see them."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.base.models import Job
from lilian.kernel.refusal import NotFound


def jobs(actor: Actor) -> QuerySet[Job]:
    """Every job for those who watch over them, else one's own; newest first."""
    return Job.objects.all() if actor.may("base.see_jobs") else asked_by(actor)


def asked_by(actor: Actor) -> QuerySet[Job]:
    """A person's own, or those of a program's token; the system's are nobody's."""
    if actor.user_id:
        return Job.objects.filter(user_id=actor.user_id)
    return Job.objects.filter(api_token_id=actor.token_id) if actor.token_id else Job.objects.none()


def job_by_key(actor: Actor, key: str) -> Job:
    """:raises NotFound: if there is none that this actor may see"""
    found = jobs(actor).filter(key=key).first()
    if found is None:
        raise NotFound()
    return found

"""A file the worker made: it lies in the folder of who asked for it for a day, behind the page of its job."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Draft, Sent


def finish(run: jobs.Run, actor: Actor, made: Sent) -> None:
    """Put what the job made aside for who asked, and end the job."""
    draft = drafts.keep(made, actor=actor, now=timezone.now())
    with run.finishing():
        run.result = {"draft": draft.key}


def found(request: Request, pk: int, kind: str, kept_as: str) -> Draft:
    """What a job of this kind made, for who asked for it.

    :raises NotFound: if it is another's, is not made yet, or was kept for a day already
    """
    job = jobs.jobs(request.actor).filter(pk=pk, kind=kind).first()
    if job is None or job.user_id != request.actor.user_id:
        raise NotFound()
    return drafts.find(job.result.get("draft", "-"), table=kept_as, user_id=job.user_id)


def answer(data: bytes, name: str, content_type: str = "application/pdf") -> HttpResponse:
    """A PDF is shown, anything else is taken away; nobody in between keeps it."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(content_type != "application/pdf", name) or ""
    response["Cache-Control"] = "private, no-store"
    return response

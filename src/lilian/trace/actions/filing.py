"""The file of a start is asked for, and the worker writes it."""

from datetime import datetime

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as members
from lilian.trace import queries
from lilian.trace.actions.refusals import NothingThere
from lilian.trace.values import FILE_KIND, START_NAMES, FileForm, Start

WRITING = gettext_noop("正在写表，已用 {seconds} 秒")


def ask_file(*, actor: Actor, start: Start, form: FileForm, client_key: str, now: datetime) -> int:
    """Have the file of a start written; return the job's key. The same client key again is the same job.

    :raises NothingThere: if the start names nothing; nobody need wait for an empty file
    """
    actor.must("trace.see_recalls")
    if not queries.seeds(start):
        raise NothingThere(kind=START_NAMES[start.kind], given=start.code)
    since, until = (at and at.isoformat() for at in (start.since, start.until))
    said = {"kind": start.kind.value, "code": start.code, "since": since, "until": until, "shift": start.shift}
    key = f"{FILE_KIND}:{client_key}"
    return jobs.start(actor=actor, kind=FILE_KIND, arguments=said | {"form": form.value}, key=key, now=now).pk


@jobs.handler(FILE_KIND)
def write_file(run: jobs.Run) -> None:
    """As the journals stand now, for the eyes of who asked; the file lies in their folder for a day."""
    actor, (start, form) = members.asker(run), queries.file_asked_for(run.arguments)
    with jobs.Telling(run, WRITING):
        data = queries.written(queries.events(actor, start), as_csv=form is FileForm.CSV)
    name = f"{gettext('召回明细')}-{start.code}.{'zip' if form is FileForm.CSV else 'xlsx'}"
    jobs.finish_with(run, jobs.MadeFile(name, data))

"""Many contracts are printed by the worker: a thousand take half a minute, longer than a page should."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as members
from lilian.web.contracts.asked import Asked
from lilian.web.contracts.papers import printed
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request

KIND = "contracts.print"
LAYING_OUT = gettext_noop("正在排版，已用 {seconds} 秒")


def start(request: Request, asked: Asked) -> Any:
    """Have the contracts of a list printed; the job. The same form sent again is the same job."""
    key, said = f"{KIND}:{key_of(request)}", {"asked": asdict(asked)}
    return jobs.start(actor=request.actor, kind=KIND, arguments=said, key=key, now=request.now)


@jobs.handler(KIND)
def do(run: jobs.Run) -> None:
    """What is asked for as it stands now, by who asked; the file lies in their folder for a day."""
    actor = members.asker(run)
    found = list(Asked.again(run.arguments["asked"]).contracts(actor).order_by("coop__code", "pk"))
    with jobs.Telling(run, LAYING_OUT):
        data = printed(actor, found)
    jobs.finish_with(run, jobs.MadeFile(f"{gettext('红色订单')}-{len(found)}.pdf", data))

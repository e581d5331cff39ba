"""Many contracts are printed by the worker: a thousand take half a minute, longer than a page should."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.web.contracts.asked import Asked
from lilian.web.contracts.papers import printed
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.work import sender

KIND, KEPT_AS = "contracts.print", "contracts.papers"
LAYING_OUT = gettext_noop("正在排版，已用 {seconds} 秒")


def start(request: Request, asked: Asked) -> Any:
    """Have the contracts of a list printed; the job. The same form sent again is the same job."""
    key, said = f"{KIND}:{key_of(request)}", {"asked": asdict(asked)}
    return jobs.start(actor=request.actor, kind=KIND, arguments=said, key=key, now=request.now)


@jobs.handler(KIND)
def do(run: jobs.Run) -> None:
    """What is asked for as it stands now, by who asked; the file lies in their folder for a day."""
    actor = sender(run)
    found = list(Asked.again(run.arguments["asked"]).contracts(actor).order_by("coop__code", "pk"))
    with jobs.Telling(run, LAYING_OUT):
        data = printed(actor, found)
    made.finish(run, actor, Sent(KEPT_AS, f"{gettext('红色订单')}-{len(found)}.pdf", data))

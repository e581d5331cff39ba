"""Many contracts are made by the worker: a thousand take seconds, longer than a page should."""

from dataclasses import asdict
from typing import Any

import msgspec
from django.utils import timezone

from lilian.base import jobs
from lilian.contracts import actions, queries
from lilian.contracts.values import BatchDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members import queries as members
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request

KIND = "contracts.make"
DRAFTING = gettext_noop("正在按地块拟合同，已用 {seconds} 秒")
WRITING = gettext_noop("正在写 {contracts} 份合同，已用 {seconds} 秒")


class BatchChanged(Refusal):
    code = "contracts.batch_changed"
    sentence = gettext_noop("要订的时候是 {asked} 份合同；等到订时，农户、地块或已有的合同变了，一份也没有订。")
    remedy = gettext_noop("请回到批量订合同，再看一次合计。")


def start(request: Request, many: queries.Many, batch: BatchDraft) -> Any:
    """Have the contracts made as their sum was agreed to; the job. The same form sent again is the same job."""
    key = key_of(request)
    said = {"many": msgspec.to_builtins(many), "sum": asdict(queries.batch_sum(batch)), "batch": key}
    return jobs.start(actor=request.actor, kind=KIND, arguments=said, key=f"{KIND}:{key}", now=request.now)


@jobs.handler(KIND)
def do(run: jobs.Run) -> None:
    """All of them or none, by who asked for them.

    :raises BatchChanged: if they would come to something else than was agreed to
    """
    actor, agreed = members.asker(run), run.arguments["sum"]
    with jobs.Telling(run, DRAFTING):
        many = msgspec.convert(run.arguments["many"], queries.Many)
        batch = queries.drafts(actor, many, timezone.localdate())
    if asdict(queries.batch_sum(batch)) != agreed:
        raise BatchChanged(asked=agreed["contracts"])
    run.progress(0, len(batch.contracts), WRITING, contracts=len(batch.contracts))
    with run.finishing():
        actions.make_contracts(actor=actor, batch=batch, client_key=run.arguments["batch"], now=timezone.now())

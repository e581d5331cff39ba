"""Large files are looked through and taken in by the worker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members import queries as members
from lilian.sheets.gate import admit
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Draft
from lilian.web.shell.tables.registry import flow_named
from lilian.web.shell.tables.taking_in import ALL, close, look_at, ready, take_in

CHECKING, TAKING_IN = "tables.check", "tables.take_in"
KIND_NAMES = {CHECKING: gettext_noop("核对要导入的表"), TAKING_IN: gettext_noop("导入表格")}
OPENING = gettext_noop("正在打开文件，已用 {seconds} 秒")
READING = gettext_noop("正在逐行核对，已用 {seconds} 秒")
COMPARING = gettext_noop("正在和系统里的记录比对，已用 {seconds} 秒")
WRITING = gettext_noop("正在写入 {rows} 行")

MANY_ROWS = 2_000
BYTES_A_ROW = {"xlsx": 600, "ods": 600}  # unpacked, of a sheet of a dozen columns
USUAL_BYTES_A_ROW = 100


def is_large(draft: Draft) -> bool:
    """By its size unpacked, before it is parsed: about two thousand rows.

    :raises FileRefused: if the gate does not let it in
    """
    if draft.pasted:
        return draft.given.count(b"\n") > MANY_ROWS
    admitted = admit(draft.given, draft.file_name)
    return admitted.unpacked_bytes > MANY_ROWS * BYTES_A_ROW.get(admitted.kind, USUAL_BYTES_A_ROW)


def job_key(kind: str, draft: Draft) -> str:
    return f"{kind}:{draft.key}"


def start(kind: str, draft: Draft, *, actor: Actor, now: datetime, how: str = ALL) -> Any:
    arguments = {"table": draft.table, "draft": draft.key, "how": how}
    return jobs.start(actor=actor, kind=kind, arguments=arguments, key=job_key(kind, draft), now=now)


def sender(run: jobs.Run) -> Actor:
    """Who sent the file, with what they may do now: the undo is theirs."""
    user = get_user_model().objects.get(pk=run.job.user_id or 0)
    return members.actor_for(user, now=timezone.now())


def draft_of(run: jobs.Run) -> Draft:
    return drafts.find(run.arguments["draft"], table=run.arguments["table"], user_id=run.job.user_id)


def by_phase(tell: jobs.Telling) -> Callable[[int, int], None]:
    """Rows are read until all are; then they are compared with what stands."""
    return lambda done, total: tell(done, total, READING if done < total else COMPARING)


@jobs.handler(CHECKING)
def check(run: jobs.Run) -> None:
    draft = draft_of(run)
    try:
        with jobs.Telling(run, OPENING) as tell:
            flow, actor = flow_named(draft.table), sender(run)
            found = look_at(flow, draft, actor=actor, now=timezone.now(), progress=by_phase(tell))
        run.result = {"rows": found.total, "bad": len(found.bad_numbers)}
    except Refusal as refusal:
        run.result = refused(refusal)


@jobs.handler(TAKING_IN)
def take(run: jobs.Run) -> None:
    """Read, weighed and made ready while everyone works on; the transaction is the writing alone."""
    draft, actor, how = draft_of(run), sender(run), run.arguments["how"]
    flow, now = flow_named(draft.table), timezone.now()
    try:
        with jobs.Telling(run, OPENING) as tell:
            made = ready(flow, draft, how=how, actor=actor, now=now, progress=by_phase(tell))
        run.progress(made.found.good, made.found.good, WRITING, rows=made.found.good)
        with run.finishing():
            batch = take_in(flow, made, actor=actor, now=timezone.now())
            run.result = {"batch": batch}
        close(draft, batch=batch, how=how)
    except Refusal as refusal:
        run.result = refused(refusal)


def refused(refusal: Refusal) -> dict[str, Any]:
    """An answer, not a fault of the program: kept with the job for the page."""
    fields = {name: str(value) for name, value in refusal.fields.items()}
    said = {"code": refusal.code, "sentence": refusal.sentence, "remedy": refusal.remedy, "fields": fields}
    return {"refused": said}

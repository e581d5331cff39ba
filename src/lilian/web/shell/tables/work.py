"""Large files are looked through, taken in and taken back by the worker."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.utils import timezone

from lilian.base import imports, jobs
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members import queries as members
from lilian.sheets.gate import admit
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Draft
from lilian.web.shell.tables.refused import refused
from lilian.web.shell.tables.registry import flow_named
from lilian.web.shell.tables.taking_in import ALL, close, look_at, ready, take_in

CHECKING, TAKING_IN, TAKING_BACK = "tables.check", "tables.take_in", "tables.take_back"
KIND_NAMES = {
    CHECKING: gettext_noop("核对要导入的表"),
    TAKING_IN: gettext_noop("导入表格"),
    TAKING_BACK: gettext_noop("撤销导入"),
}
OPENING = gettext_noop("正在打开文件，已用 {seconds} 秒")
READING = gettext_noop("正在逐行核对，已用 {seconds} 秒")
COMPARING = gettext_noop("正在和系统里的记录比对，已用 {seconds} 秒")
WRITING = gettext_noop("正在写入 {rows} 行，这一步要等一会儿，已用 {seconds} 秒")
LOOKING_BACK = gettext_noop("正在查看导入以后的变动，已用 {seconds} 秒")
PUTTING_BACK = gettext_noop("正在恢复 {rows} 行，这一步要等一会儿，已用 {seconds} 秒")

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
            flow, actor = flow_named(draft.table), members.asker(run)
            found = look_at(flow, draft, actor=actor, now=timezone.now(), progress=by_phase(tell))
        run.result = {"rows": found.total, "bad": len(found.bad_numbers)}
    except Refusal as refusal:
        run.result = refused(refusal)


@jobs.handler(TAKING_IN)
def take(run: jobs.Run) -> None:
    """Read, weighed and put aside while everyone works on; the transaction is the writing alone."""
    draft, actor, how = draft_of(run), members.asker(run), run.arguments["how"]
    flow, now = flow_named(draft.table), timezone.now()
    try:
        with ExitStack() as kept:
            with jobs.Telling(run, OPENING) as tell:
                made = kept.enter_context(ready(flow, draft, how=how, actor=actor, now=now, progress=by_phase(tell)))
            run.progress(0, 0, WRITING, rows=made.found.good)
            with run.finishing():
                batch = take_in(flow, made, actor=actor, now=timezone.now())
                run.result = {"batch": batch}
        close(draft, batch=batch, how=how)
    except Refusal as refusal:
        run.result = refused(refusal)


def is_large_import(batch: Any) -> bool:
    return bool(batch.created + batch.changed > MANY_ROWS)


def start_taking_back(batch: Any, *, actor: Actor, now: datetime) -> Any:
    """Asked for again while it runs it is the same job; after it ended without effect it is tried anew."""
    last = taking_back_of(batch, actor)
    tries = 0 if last is None else last.arguments["tries"] + (last.finished_at is not None)
    key, arguments = f"{TAKING_BACK}:{batch.pk}:{tries}", {"batch": batch.pk, "tries": tries}
    return jobs.start(actor=actor, kind=TAKING_BACK, arguments=arguments, key=key, now=now)


def taking_back_of(batch: Any, actor: Actor) -> Any:
    """The newest job that takes this import back; None if there is none the actor may see."""
    found = jobs.jobs(actor).filter(kind=TAKING_BACK, key__startswith=f"{TAKING_BACK}:{batch.pk}:")
    return found.order_by("-pk").first()


@jobs.handler(TAKING_BACK)
def take_back(run: jobs.Run) -> None:
    """The same of taking back. It was in time if it was asked for in time, however long it had to wait."""
    actor, batch_id = members.asker(run), run.arguments["batch"]
    try:
        with ExitStack() as kept:
            with jobs.Telling(run, LOOKING_BACK):
                undoing = imports.undoing(actor=actor, batch_id=batch_id, asked_at=run.job.created_at)
                made = kept.enter_context(undoing)
            run.progress(0, 0, PUTTING_BACK, rows=made.rows)
            with run.finishing():
                imports.finish_undo(actor=actor, made=made, now=timezone.now())
                run.result = {"batch": batch_id}
    except Refusal as refusal:
        run.result = refused(refusal)

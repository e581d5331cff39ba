"""A draft is looked through, and taken in once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from lilian.base import idempotency, imports
from lilian.base.actors import Actor
from lilian.base.bulk import Overtaken
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal
from lilian.sheets import read_table
from lilian.web.shell.tables import check as checks
from lilian.web.shell.tables import drafts, papers
from lilian.web.shell.tables.changes import changes_of
from lilian.web.shell.tables.check import Check
from lilian.web.shell.tables.drafts import Draft
from lilian.web.shell.tables.flow import File, TableFlow, Take, Values, row_faults
from lilian.web.shell.tables.standing import filled

CHECK = "check.json"
ALL, GOOD_ROWS = "all", "good"


class ChangedMeanwhile(Refusal):
    code = "tables.changed_meanwhile"
    sentence = gettext_noop("您看过之后，系统里的数据有了变动，所以没有导入。")
    remedy = gettext_noop("下面是重新核对的结果，请再看一遍。")


class StillFaults(Invalid):
    code = "tables.still_faults"
    sentence = gettext_noop("还有 {count} 行有问题，不能全部导入。")
    remedy = gettext_noop("请改好标红的格子再传一次，或者选“只导入没有问题的行”。")


class NotYetChecked(Refusal):
    code = "tables.not_yet_checked"
    sentence = gettext_noop("这份表还没有核对完。")
    remedy = gettext_noop("请等核对的结果出来。")


def look_at(
    flow: TableFlow, draft: Draft, *, actor: Actor, now: datetime, progress: checks.Progress = checks.unheard
) -> Check:
    """Look the draft through and keep what was found with it.

    :raises FileRefused: if the file cannot be read at all
    """
    verdict = checks.look_through(flow, checks.book_of(draft), actor=actor, now=now, progress=progress)
    found = checks.summary(verdict, changes_of(flow, verdict, actor))
    if verdict.problems:
        draft.write(drafts.MARKED, papers.marked(verdict))
    if verdict.problems and verdict.rows:
        draft.write(drafts.REST, papers.rest(verdict))
    draft.write(CHECK, checks.packed(found))
    return found


def check_of(draft: Draft) -> Check | None:
    data = draft.read(CHECK)
    return checks.unpacked(data) if data else None


@dataclass(frozen=True)
class Ready:
    """A draft whose rows are read and weighed; `take` is all that is left for the transaction."""

    draft: Draft
    found: Check
    take: Take


@contextmanager
def ready(
    flow: TableFlow, draft: Draft, *, how: str, actor: Actor, now: datetime, progress: checks.Progress = checks.unheard
) -> Iterator[Ready]:
    """The long part of taking in, without writing anything: others may read and write meanwhile.

    :raises StillFaults: if all were wanted and some are bad
    :raises ChangedMeanwhile: if rows that were good when they were looked at are so no longer
    """
    actor.must(flow.change)
    found = check_of(draft)
    if found is None:
        raise NotYetChecked()
    if how == ALL and found.problem_count:
        raise StillFaults(count=len(found.bad_numbers))
    rows = good_rows(flow, draft, found, actor, progress)
    if flow.weigh is None:
        yield Ready(draft, found, lambda file, at: flow.take(actor, rows, file, at))
        return
    with unmoved():
        weighed = flow.weigh(actor, rows, now)
    with weighed.ready() as take:
        yield Ready(draft, found, take)


def take_in(flow: TableFlow, made: Ready, *, actor: Actor, now: datetime) -> int:
    """Write the draft's rows, all of them or the good ones, exactly once; return the import's key.

    :raises ChangedMeanwhile: if it would do anything else than the page said; nothing is written then
    """
    draft = made.draft
    asked = idempotency.Request(f"tables:{draft.key}", f"tables:{flow.name}", b"")
    file = File(draft.file_name, imports.digest(draft.given))

    def perform() -> idempotency.Answer:
        return idempotency.Answer(200, str(taken(made, file, actor=actor, now=now)), "text/plain")

    return int(idempotency.once(actor=actor, request=asked, now=now, perform=perform).body)


def close(draft: Draft, *, batch: int, how: str) -> None:
    """Say in the draft what became of it; to be called once the import is safe in the database."""
    drafts.store(replace(draft, batch=batch, took_all=how == ALL))


def good_rows(
    flow: TableFlow, draft: Draft, found: Check, actor: Actor, progress: checks.Progress = checks.unheard
) -> list[Values]:
    bad = set(found.bad_numbers)
    reading = read_table(checks.book_of(draft), flow.coming_in, progress=progress)
    good = [row for row in reading.rows if row.number not in bad]
    return [row.values for row in filled(flow, reading, good, actor)]


def taken(made: Ready, file: File, *, actor: Actor, now: datetime) -> int:
    with unmoved():
        batch = made.take(file, now)
    kept = imports.batches(actor).get(pk=batch)
    if (kept.created, kept.changed, kept.unchanged) != tuple(made.found.counts):
        raise ChangedMeanwhile()
    return batch


@contextmanager
def unmoved() -> Iterator[None]:
    """:raises ChangedMeanwhile: if rows that were good when they were looked at are refused now"""
    try:
        yield
    except Overtaken:
        raise ChangedMeanwhile() from None
    except Refusal as refusal:
        if row_faults(refusal):
            raise ChangedMeanwhile() from None
        raise

"""A line's file of many fruit is read by the worker, with progress; the page says what became of it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.kernel.sentences import as_plain, from_plain
from lilian.members import queries as members
from lilian.sorting import actions, queries
from lilian.sorting.actions import LineReport
from lilian.sorting.actions.refusals import BadRows
from lilian.sorting.sheets import LineFault
from lilian.sorting.sheets.faults import KINDS
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.refused import refused

READING, KEPT_AS = "sorting.read_file", "sorting.line_data"
LARGE_BYTES = 5_000_000  # some hundred thousand fruit: more than a second, more than a page should take
OPENING = gettext_noop("正在读文件、定等级，已用 {seconds} 秒")
WRITING = gettext_noop("正在收进 {fruit} 个果")
MOST_FAULTS = 30


def report_of(standard_id: int, *, name: str, data: bytes, profile: str) -> LineReport:
    """:raises FileRefused, ForeignGrade, NoProfile: nothing is written in any case"""
    return actions.report_on(
        data=data, name=name, profile=queries.profile(profile), standard=catalog.version(standard_id)
    )


def start(run_id: int, sent: Sent, *, profile: str, good_only: bool, actor: Actor, now: datetime) -> Any:
    """Put the file aside and have it read; the job."""
    draft = drafts.keep(sent, actor=actor, now=now)
    arguments = {"run": run_id, "draft": draft.key, "profile": profile, "good_only": good_only}
    return jobs.start(actor=actor, kind=READING, arguments=arguments, key=f"{READING}:{draft.key}", now=now)


@jobs.handler(READING)
def read(run: jobs.Run) -> None:
    said, actor = run.arguments, members.asker(run)
    try:
        with jobs.Telling(run, OPENING):
            draft = drafts.find(said["draft"], table=KEPT_AS, user_id=run.job.user_id)
            card = queries.card(actor, said["run"])
            report = report_of(card.standard_id, name=draft.file_name, data=draft.given, profile=said["profile"])
        run.progress(0, 0, WRITING, fruit=len(report.data.fruit))
        try:
            with run.finishing():
                now, good_only = timezone.now(), said["good_only"]
                actions.take_file(actor=actor, run_id=card.run_id, report=report, now=now, take_good_rows=good_only)
        except BadRows as bad:
            run.result = {**refused(bad), "faults": as_told(report)}
    except Refusal as refusal:
        run.result = refused(refusal)


def as_told(report: LineReport) -> list[dict[str, Any]]:
    """The first faults as the job keeps them."""
    return [
        {"code": one.kind.code, "rows": one.rows, "lines": list(one.lines), "fields": as_plain(one.fields)}
        for one in report.data.faults[:MOST_FAULTS]
    ]


def faults_of(job: Any) -> list[LineFault]:
    return [
        LineFault(KINDS[one["code"]], one["rows"], tuple(one["lines"]), from_plain(one["fields"]))
        for one in job.result.get("faults", [])
    ]

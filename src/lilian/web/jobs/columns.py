"""Columns of the list of jobs."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lilian.web.jobs.kinds import kind_name
from lilian.web.shell.job_progress import progress_of
from lilian.web.shell.listing import Column
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import ago


def columns(request: Request) -> tuple[Column, ...]:
    """`done` of `total` comes from the same place as the bar of the job's own page."""

    def state(job: Any) -> SafeString:
        return render_to_string("jobs/state.html", {"progress": progress_of(job, request.now)}, request=request)

    def asked(job: Any) -> str:
        return ago(job.created_at, request.now)

    return (
        Column("kind", _("做什么"), lambda j: kind_name(j.kind), card="lead", link=job_url, sub=lambda j: f"#{j.pk}"),
        Column("state", _("进展"), state, sort="status", card="right"),
        Column("who", _("谁要的"), lambda j: j.actor_name),
        Column("at", _("什么时候"), asked, sort="created_at"),
        Column("took", _("用时"), lambda j: took(j, request.now), number=True, card="hide"),
    )


def job_url(job: Any) -> str:
    return reverse("jobs:job", args=[job.pk])


def took(job: Any, now: datetime) -> str:
    """`4 秒`, `1 分 5 秒`: from the start to the end, or to now."""
    if job.started_at is None:
        return ""
    seconds = int(((job.finished_at or now) - job.started_at).total_seconds())
    if seconds < 60:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    return gettext("{minutes} 分 {seconds} 秒").format(minutes=seconds // 60, seconds=seconds % 60)

"""A background job as a progress bar shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from lilian.web.shell.requests import Request

STATES = {"queued": "waiting", "running": "running", "done": "done", "needs_person": "failed"}
UNDER_WAY = frozenset({"waiting", "running"})


@dataclass(frozen=True)
class Progress:
    """`state` is one of waiting, running, done, failed; `left` says in words how long it will take."""

    done: int
    total: int
    message: str
    left: str
    state: str

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def progress_of(job: Any, now: datetime) -> Progress:
    state = STATES[job.status]
    usual = {
        "waiting": gettext("在排队"),
        "running": gettext("正在办"),
        "done": gettext("办完了"),
        "failed": gettext("停下来了，需要人看一看"),
    }
    told = message_of(job, now) if job.message and state == "running" else usual[state]
    done = job.progress_total if state == "done" else job.progress_done
    return Progress(done, job.progress_total, told, time_left(job, now), state)


def bar_alone(request: Request, plan: Any, template: str, *, is_computing: bool) -> HttpResponse:
    """A plan's bar, asked for again and again; when the work is over the page is shown anew."""
    shown = progress_of(plan.run.job, request.now)
    if not is_computing or not shown.is_under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, template, {"plan": plan, "progress": shown})


def message_of(job: Any, now: datetime) -> str:
    """Where the work itself does not count the seconds, they count from its last news."""
    since_s = max(0, round((now - job.progress_at).total_seconds())) if job.progress_at else 0
    fields = {"seconds": since_s} | job.message_fields
    return gettext(job.message).format(**{name: in_words(value) for name, value in fields.items()})


def in_words(value: Any) -> Any:
    return f"{value:,}" if isinstance(value, int) else value


def time_left(job: Any, now: datetime) -> str:
    """From the pace so far; nothing while there is no pace yet."""
    if not job.started_at or not job.progress_done or job.progress_done >= job.progress_total:
        return ""
    passed_s = (now - job.started_at).total_seconds()
    seconds = round(passed_s * (job.progress_total - job.progress_done) / job.progress_done)
    if seconds < 60:
        return ngettext("%(n)s 秒", "%(n)s 秒", max(1, seconds)) % {"n": max(1, seconds)}
    minutes = -(-seconds // 60)
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}

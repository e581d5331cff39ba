"""What the background work shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section, Todo


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Work that stopped, for those who can set it going again."""
    stopped = jobs.jobs(actor).filter(status="needs_person").count() if actor.may("base.retry_jobs") else 0
    if stopped:
        yield Todo(
            ngettext("%(n)s 件后台工作停下来了", "%(n)s 件后台工作停下来了", stopped) % {"n": stopped},
            gettext("看一看原因，改好后重试。"),
            gettext("去看看"),
            reverse("jobs:jobs") + "?state=needs_person",
            icon="alert-triangle",
            tone="late",
            order=30,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("后台工作"),
            "jobs:jobs",
            "settings-automation",
            Section.SYSTEM,
            permission="base.see_jobs",
            order=80,
        ),
        Entry(
            gettext_noop("导入记录"),
            "tables:history",
            "table-import",
            Section.SYSTEM,
            permission="members.change",
            order=81,
        ),
    ),
    todos=(todos,),
)

"""What the transparency log shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.transparency import queries
from lilian.web.shell.front import Entry, Front, Section, Todo


def late_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Something has waited for its checkpoint for more than two hours."""
    if actor.may("transparency.sign") and queries.is_late(now):
        yield Todo(
            gettext("存证日志两个多小时没有签了"),
            gettext("新记的账还没有存证点盖着，改了外面看不出来。"),
            gettext("去看看"),
            reverse("transparency:state"),
            icon="shield-check",
            tone="late",
            order=8,
        )


def alarm_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """A witness says that our log is not the one it saw."""
    if not actor.may("transparency.sign"):
        return
    for one in queries.alarms():
        yield Todo(
            gettext("{name}说存证日志和它看过的对不上").format(name=one.name),
            gettext("多半是恢复过旧备份；也可能有人改过数据库。要马上查清楚。"),
            gettext("去看看"),
            reverse("transparency:state"),
            icon="shield-check",
            tone="late",
            order=7,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("存证日志"),
            "transparency:state",
            "shield-check",
            Section.SYSTEM,
            permission="transparency.see",
            order=88,
        ),
    ),
    todos=(late_todos, alarm_todos),
)

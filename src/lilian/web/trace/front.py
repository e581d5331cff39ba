"""What tracing and recall show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.trace import queries
from lilian.web.shell.front import Entry, Front, Section, Todo


def todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Boxes that are called back from a shop, or holders the office has not reached yet."""
    if actor.may("trace.answer") and (waiting := queries.untold(actor)):
        yield Todo(
            gettext("召回通知：停售并退回"),
            gettext("还有 %(count)s 份通知没有答复。") % {"count": waiting},
            gettext("去答复"),
            reverse("trace:notices"),
            icon="alert-octagon",
            tone="late",
            order=1,
        )


FRONT = Front(
    entries=(
        Entry(gettext_noop("追溯"), "trace:trace", "search", Section.FRUIT, permission="trace.see", order=30),
        Entry(gettext_noop("召回"), "trace:recalls", "repeat", Section.FRUIT, permission="trace.see_recalls", order=31),
    ),
    todos=(todos,),
)

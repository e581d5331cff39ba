"""What keeping shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.keeping import queries
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section, Todo
from lilian.web.shell.tags import tonnes


def waiting_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Loads at the own doors that are in no room yet."""
    if Role.KEEPER not in actor.roles:
        return
    loads = queries.loads(actor, now=now)
    if loads:
        left = tonnes(sum(load.left_g for load in loads))
        yield Todo(
            ngettext("%(count)s 车果还没有入库房", "%(count)s 车果还没有入库房", len(loads)) % {"count": len(loads)},
            gettext("一共 %(tonnes)s 吨，记到哪间，账上才有。") % {"tonnes": left},
            gettext("去入库"),
            reverse("keeping:waiting"),
            icon="package",
            tone="now",
            order=12,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("保管"),
            "keeping:rooms",
            "door",
            Section.WORK,
            permission="keeping.see",
            order=22,
        ),
    ),
    todos=(waiting_todos,),
)

"""What keeping shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.keeping import queries
from lilian.keeping.values import ALARM_NAMES, AlarmKind, RequestStatus
from lilian.kernel.marks import gettext_noop
from lilian.web.shell.front import Entry, Front, Section, Todo
from lilian.web.shell.tags import tonnes

MOST_TOLD = 99


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


def alarm_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """The keeper's at once; those above see what nobody has acknowledged in time. Freezing first."""
    if not actor.may("keeping.acknowledge"):
        return
    is_keeper = Role.KEEPER in actor.roles
    waiting = [one for one in queries.unseen(actor) if is_keeper or queries.is_overdue(one, now)]
    if waiting:
        worst = waiting[0]
        first = {
            "room": f"{worst.room.store.name} · {worst.room.code}",
            "kind": gettext(ALARM_NAMES[AlarmKind(worst.kind)]),
        }
        yield Todo(
            ngettext("%(count)s 个温湿度告警没人确认", "%(count)s 个温湿度告警没人确认", len(waiting))
            % {"count": len(waiting)},
            gettext("最要紧的是%(room)s：%(kind)s。") % first,
            gettext("去确认"),
            reverse("keeping:alarms"),
            icon="temperature",
            tone="late",
            order=5,
        )


def request_todos(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Members who wait for room."""
    if Role.KEEPER not in actor.roles and not actor.may("keeping.change"):
        return
    waiting = list(queries.requests(actor).filter(status=RequestStatus.ASKED.value)[:MOST_TOLD])
    if waiting:
        sum_t = tonnes(sum(one.weight_g for one in waiting))
        yield Todo(
            ngettext("%(count)s 家要库房", "%(count)s 家要库房", len(waiting)) % {"count": len(waiting)},
            gettext("一共要存 %(tonnes)s 吨，有空的就答应一间。") % {"tonnes": sum_t},
            gettext("去看申请"),
            reverse("keeping:requests"),
            icon="building-warehouse",
            tone="now",
            order=28,
        )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("保管"),
            "keeping:rooms",
            "door",
            Section.STORES,
            permission="keeping.see",
            order=14,
        ),
    ),
    todos=(alarm_todos, waiting_todos, request_todos),
)

"""What the low season shows outside its own pages."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.base.policy import Role
from lilian.idling import queries
from lilian.kernel.marks import gettext_noop
from lilian.storage.values import PlanStatus
from lilian.web.idling.words import kwh, saved_fen, saved_wh, title_of
from lilian.web.shell.front import Entry, Front, Section, Todo
from lilian.web.shell.tags import tonnes, whole_yuan


def plan_to_adopt(actor: Actor, now: datetime) -> Iterator[Todo]:
    """The newest plan, if it waits for somebody's yes."""
    if not actor.may("idling.adopt_plan"):
        return
    plan = queries.plans(actor).first()
    if plan is None or plan.status != PlanStatus.READY:
        return
    said = {
        "saved": whole_yuan(saved_fen(plan)),
        "kwh": kwh(saved_wh(plan)),
    }
    yield Todo(
        title=gettext("并库方案算好了，待采纳：{title}").format(title=title_of(plan)),
        why=gettext("比现行做法省 {saved} 元、{kwh} 度电。").format(**said),
        action_label=gettext("去看方案"),
        url=reverse("idling:plan", args=[plan.pk]),
        icon="snowflake",
        tone="now",
        order=12,
    )


def loads_to_move(actor: Actor, now: datetime) -> Iterator[Todo]:
    """For the keeper: what of this month is still to be moved."""
    if not actor.may("idling.do_task") or actor.may("idling.see_plan"):
        return
    month = timezone.localdate(now).replace(day=1)
    due = queries.tasks(actor).filter(end__isnull=True, month__lte=month)
    count = due.count()
    if count:
        yield Todo(
            title=gettext("有果要搬去别的库"),
            why=gettext("本月还有 {count} 笔、{tonnes} 吨要搬；搬一笔记一笔。").format(
                count=count, tonnes=tonnes(sum(task.weight_g for task in due))
            ),
            action_label=gettext("去搬库单"),
            url=reverse("idling:tasks"),
            icon="transfer",
            tone="now",
            order=15,
        )


# The office reaches them from the plans: its navigation is long enough.
AT_THE_ROOMS = frozenset({Role.KEEPER, Role.COOP_MANAGER})
FRONT = Front(
    entries=(
        Entry(
            gettext_noop("淡季并库"),
            "idling:plans",
            "snowflake",
            Section.STORES,
            permission="idling.see_plan",
            short=gettext_noop("并库"),
            order=14,
        ),
        Entry(
            gettext_noop("搬库单"),
            "idling:tasks",
            "transfer",
            Section.STORES,
            permission="idling.see_tasks",
            order=15,
            roles=AT_THE_ROOMS,
        ),
        Entry(
            gettext_noop("抄电表"),
            "idling:meters",
            "bolt",
            Section.STORES,
            permission="idling.see_meters",
            order=16,
            roles=AT_THE_ROOMS,
        ),
        Entry(
            gettext_noop("计划出库"),
            "idling:withdrawals",
            "calendar-event",
            Section.STORES,
            permission="idling.see_withdrawals",
            order=17,
            roles=AT_THE_ROOMS,
        ),
    ),
    todos=(plan_to_adopt, loads_to_move),
)

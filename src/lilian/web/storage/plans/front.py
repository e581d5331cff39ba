"""What plans show outside their own pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.values import PlanStatus
from lilian.web.shell.front import Entry, Figure, Front, Section, Todo
from lilian.web.shell.tags import tonnes, whole_yuan
from lilian.web.storage.plans.arriving import sums_of_day
from lilian.web.storage.plans.frame import moment
from lilian.web.storage.plans.paper import title_of

MOST_PLANS = 2


def newest_by_root(actor: Actor) -> list[Any]:
    """The latest plan of each question asked, newest first; older versions are history."""
    seen: set[int] = set()
    found = []
    for plan in queries.plans(actor).exclude(status=PlanStatus.COMPUTING)[:20]:
        root = plan.root_id or plan.pk
        if root not in seen:
            seen.add(root)
            found.append(plan)
    return found


def plans_to_adopt(actor: Actor, now: datetime) -> Iterator[Todo]:
    """Plans that are worked out and wait for somebody's yes."""
    if not actor.may("storage.adopt_plan"):
        return
    ready = [plan for plan in newest_by_root(actor) if plan.status == PlanStatus.READY]
    for plan in ready[:MOST_PLANS]:
        figures = queries.figures(plan)
        words = gettext("{at} 算好：花费 {cost} 元，比现行做法省 {saved} 元，{left} 吨没有安排。")
        yield Todo(
            title=gettext("方案算好了，待采纳：{title}").format(title=title_of(plan)),
            why=words.format(
                at=moment(plan.run.solved_at),
                cost=whole_yuan(figures.cost_fen),
                saved=whole_yuan(figures.saved_fen),
                left=tonnes(figures.unplaced_g),
            ),
            action_label=gettext("去看方案"),
            url=reverse("storage:plan", args=[plan.pk]),
            icon="route",
            tone="now",
            order=10,
        )


def loads_to_come(actor: Actor, now: datetime) -> Iterator[Todo]:
    """For those at the door: how many loads are still to come today."""
    if not actor.may("storage.record_arrival") or actor.may("storage.see_plan"):
        return
    today = sums_of_day(actor, timezone.localdate(now))
    if not today.waiting:
        return
    words = gettext("一共 {loads} 车 {planned} 吨，已到 {come} 车。到一车记一车，点两下就行。")
    yield Todo(
        title=gettext("今天有 {waiting} 车待到货").format(waiting=today.waiting),
        why=words.format(loads=today.loads, planned=tonnes(today.planned_g), come=today.come),
        action_label=gettext("去记到货"),
        url=reverse("storage:plan_arrivals"),
        icon="truck-delivery",
        tone="now",
        order=5,
    )


def saved_tonight(actor: Actor, now: datetime) -> Iterator[Figure]:
    """The newest plan's saving."""
    if not actor.may("storage.see_plan"):
        return
    for plan in newest_by_root(actor)[:1]:
        figures = queries.figures(plan)
        yield Figure(
            label=gettext("今晚方案节省"),
            value=whole_yuan(figures.saved_fen),
            unit=gettext("元"),
            note=gettext("比现行做法；花费 {cost} 元").format(cost=whole_yuan(figures.cost_fen)),
            url=reverse("storage:plan", args=[plan.pk]),
            order=10,
        )


def came_today(actor: Actor, now: datetime) -> Iterator[Figure]:
    """Tonnes come of tonnes expected today."""
    if not actor.may("storage.see_arrivals"):
        return
    today = sums_of_day(actor, timezone.localdate(now))
    if not today.loads:
        return
    yield Figure(
        label=gettext("今天已到 / 应到"),
        value=f"{tonnes(today.came_g)} / {tonnes(today.planned_g)}",
        unit=gettext("吨"),
        note=gettext("{come} / {loads} 车").format(come=today.come, loads=today.loads),
        url=reverse("storage:plan_arrivals"),
        order=11,
    )


FRONT = Front(
    entries=(
        Entry(
            gettext_noop("入库方案"),
            "storage:plan_list",
            "route",
            Section.STORES,
            permission="storage.see_plan",
            short=gettext_noop("方案"),
            order=10,
        ),
        Entry(
            gettext_noop("到货"),
            "storage:plan_arrivals",
            "truck-delivery",
            Section.STORES,
            permission="storage.see_arrivals",
            order=12,
        ),
    ),
    todos=(plans_to_adopt, loads_to_come),
    figures=(saved_tonight, came_today),
)

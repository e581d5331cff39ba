"""Real processes that adopt at the same moment; `python -m tests.idling.race SCENE` prints what came.

LILIAN_MUTANT names a deliberate fault that the tests must see.
"""

import json
import os
import sys
from typing import Any

import django

from tests.ops.together import Act, meeting, run, without_lock


def two_plans() -> list[Act]:
    """Of the same rooms; each moves fruit."""
    from lilian.idling import actions
    from tests.idling import season as cast
    from tests.web.stores_site import ACTOR

    season = cast.the_season()
    plans = [cast.solved(season).pk, cast.solved(season).pk]
    return [lambda pk=pk: actions.adopt_plan(actor=ACTOR, plan_id=pk, now=season.now) for pk in plans]


def one_plan_twice() -> list[Act]:
    return two_plans()[:1] * 2


SCENES = {scene.__name__: scene for scene in (two_plans, one_plan_twice)}


def old_loads_stay() -> None:
    """The plan that holds no more leaves its transfers behind."""
    from lilian.idling.actions import adopting

    adopting._end_open = lambda plan, actor, now: 0


def no_lock() -> None:
    """PostgreSQL: nobody holds the register of plans. SQLite: a transaction starts without the writer's lock."""
    from lilian.idling.actions import adopting

    without_lock()
    adopting.hold_name = lambda name, *, wait: True


MUTANTS = {"old_loads_stay": old_loads_stay, "no_lock": no_lock}


def let_them_meet(is_locked: bool) -> None:
    """Between looking at the fruit and adopting, so that what can collide does."""
    from lilian.idling.actions import adopting

    check, meet = adopting._check_fruit, meeting(2, is_locked=is_locked)

    def checked(*args: Any) -> None:
        check(*args)
        meet()

    adopting._check_fruit = checked


def what_stands() -> dict[str, Any]:
    from django.db.models import Count, Q

    from lilian.base import audit
    from lilian.base.models import AuditEvent
    from lilian.idling.models import IdlingPlan

    still_open = Count("tasks", filter=Q(tasks__end__isnull=True))
    counted = IdlingPlan.objects.annotate(tasks_made=Count("tasks"), still_open=still_open).order_by("pk")
    return {
        "plans": list(counted.values_list("status", "tasks_made", "still_open")),
        "events": list(AuditEvent.objects.order_by("number").values_list("event", flat=True)),
        "broken": list(audit.faults()),
    }


def main() -> None:
    django.setup()
    acts = SCENES[sys.argv[1]]()
    mutant = os.environ.get("LILIAN_MUTANT", "")
    let_them_meet(is_locked=mutant != "no_lock")
    if mutant:
        MUTANTS[mutant]()
    print(json.dumps({"told": run(acts), **what_stands()}))


if __name__ == "__main__":
    main()
